using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>The address that the construction of a client names.</summary>
internal static class ClientEndpoint
{
    /// <summary>The address if it is constant: an argument, or what the options given to the client hold; else null.</summary>
    public static string? Of(IOperation construction) => Find(construction, followLocals: true);

    /// <summary>Whether the address is this machine's own.</summary>
    public static bool IsLoopback(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string? Find(IOperation construction, bool followLocals)
    {
        foreach (var operation in construction.DescendantsAndSelf())
        {
            if (operation.ConstantValue is { HasValue: true, Value: string text } && IsAddress(text))
            {
                return text;
            }

            if (followLocals && operation is ILocalReferenceOperation local && ConstantText.OnlyValueOf(local) is { } value
                && Find(value, followLocals: false) is { } endpoint)
            {
                return endpoint;
            }
        }

        return null;
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
