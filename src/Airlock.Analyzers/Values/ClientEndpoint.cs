using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>The address that the construction of a client names.</summary>
internal static class ClientEndpoint
{
    // Client, options, address: each may be kept in a local variable of its own.
    private const int MaximumDepth = 3;

    /// <summary>The address if it is constant: an argument, or what the options given to the client hold or are set to; else null.</summary>
    public static string? Of(IOperation construction) => Find(construction, MaximumDepth);

    /// <summary>Whether the address is this machine's own.</summary>
    public static bool IsLoopback(string endpoint) => NetworkAddress.Of(endpoint) is { IsLoopback: true };

    private static string? Find(IOperation construction, int depth)
    {
        foreach (var operation in construction.DescendantsAndSelf())
        {
            if (operation.ConstantValue is { HasValue: true, Value: string text } && IsAddress(text))
            {
                return text;
            }

            if (depth > 0 && operation is ILocalReferenceOperation local && ConstantText.OnlyValueOf(local) is { } value
                && SetOn(local).Prepend(value).Select(held => Find(held, depth - 1)).FirstOrDefault(endpoint => endpoint is not null) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>What statements assign to the properties of a local variable, as in <c>options.Endpoint = address</c>.</summary>
    private static IEnumerable<IOperation> SetOn(ILocalReferenceOperation reference)
    {
        IOperation body = reference;
        while (body.Parent is not null)
        {
            body = body.Parent;
        }

        return body.Descendants().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Instance: ILocalReferenceOperation target }
                && SymbolEqualityComparer.Default.Equals(target.Local, reference.Local))
            .Select(assignment => assignment.Value);
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
