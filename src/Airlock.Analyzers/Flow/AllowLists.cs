using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Lists that are no constants but settings, as <c>options.AllowedCommands</c>: they are believed by their name, because
/// whoever names a list so means it as one. The host of an address is always compared with something that is trusted.
/// </summary>
internal static class AllowLists
{
    private static readonly string[] Words = ["allow", "permitted", "trusted", "whitelist", "approved"];

    /// <summary>Whether an expression is a variable or member that is named as what is allowed.</summary>
    public static bool IsNamed(IOperation? operation)
    {
        var name = operation?.Unwrap() switch
        {
            IFieldReferenceOperation field => field.Field.Name,
            IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property.Name,
            // What a local list holds is there to be seen.
            ILocalReferenceOperation { Type.SpecialType: SpecialType.System_String } local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            _ => null,
        };
        return name is not null && Words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            && name.IndexOf("disallow", StringComparison.OrdinalIgnoreCase) < 0 && name.IndexOf("notallow", StringComparison.OrdinalIgnoreCase) < 0;
    }

    /// <summary>The host of an address that is looked up in a list.</summary>
    public static IEnumerable<ProvenPart> ProvenHosts(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Contains" or "ContainsKey" or "TryGetValue" or "Equals"))
        {
            return [];
        }

        var hosts = call.Arguments.Select(argument => argument.Value).Concat(call.TargetMethod.Name == "Equals" && call.Instance is { } instance ? [instance] : []).Where(IsHost);
        return hosts.Select(host => new ProvenPart(host, SinkCategory.Address));
    }

    /// <summary>The host of an address that equals something.</summary>
    public static IEnumerable<ProvenPart> ProvenHosts(IOperation left, IOperation right) =>
        new[] { left, right }.Where(IsHost).Select(host => new ProvenPart(host, SinkCategory.Address));

    private static bool IsHost(IOperation operation) =>
        operation.Unwrap() is IPropertyReferenceOperation { Property: { Name: "Host" or "IdnHost" or "DnsSafeHost" or "Authority", ContainingType.Name: "Uri" } };
}
