using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// What a tool of an MCP server says of itself. The client asks its user before it calls a tool, and goes by these hints:
/// without any, a tool counts as one that changes and destroys. Only hints that deny what the tool does hide it.
/// </summary>
internal static class McpToolHints
{
    /// <summary>Whether a row is one of the protocol's servers, whose tools a client calls.</summary>
    public static bool IsProtocol(CatalogRow row) => row.Package.StartsWith("ModelContextProtocol", StringComparison.Ordinal);

    /// <summary>Whether the hints of an attribute deny an effect.</summary>
    public static bool Hide(AttributeData attribute, string effect) =>
        Hide(effect, hint => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == hint).Value.Value as bool?);

    /// <summary>Whether the options of a registering call deny an effect.</summary>
    public static bool Hide(IOperation registration, string effect) =>
        Hide(effect, hint => registration.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == hint)
            .Select(assignment => (assignment.Value is IConversionOperation conversion ? conversion.Operand : assignment.Value).ConstantValue.Value as bool?)
            .FirstOrDefault());

    // "Destructive = false" still lets a tool add something, as a file, a row or a message.
    private static bool Hide(string effect, Func<string, bool?> hint) =>
        hint("ReadOnly") == true || (hint("Destructive") == false && !effect.StartsWith("writes", StringComparison.Ordinal) && !effect.StartsWith("sends", StringComparison.Ordinal));
}
