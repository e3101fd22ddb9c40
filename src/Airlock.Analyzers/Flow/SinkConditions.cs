using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>What else must be true at a call for it to be a sink: a content type, the role of a message.</summary>
internal static class SinkConditions
{
    /// <summary>The role of a message that is neither the system's nor the developer's, or can't be seen.</summary>
    public const string OtherRole = "other";

    private static readonly string[] Instructing = ["System", "Developer"];

    /// <summary>The role that a parameter has at a call; null if the call is no sink.</summary>
    public static string? RoleAt(CatalogRow row, SinkRole role, ImmutableArray<IArgumentOperation> arguments)
    {
        if (role.IsConditional && !row.Parameters("when").Any(condition => ArgumentOf(arguments, condition.Index) is { } argument && Holds(row, argument)))
        {
            return null;
        }

        foreach (var message in row.Kind == "message" ? row.Parameters("role") : [])
        {
            return ArgumentOf(arguments, message.Index) is { } argument && argument.DescendantsAndSelf().Any(IsInstructing) ? role.Name : OtherRole;
        }

        return row.Kind == "message" ? OtherRole : role.Name;
    }

    /// <summary>The role of a property that is set: of a message, its role is set beside it.</summary>
    public static string RoleAt(CatalogRow row, SinkRole role, IPropertyReferenceOperation property)
    {
        if (row.Kind != "message")
        {
            return role.Name;
        }

        var initializer = property.Syntax.FirstAncestorOrSelf<InitializerExpressionSyntax>();
        return initializer is not null && initializer.Expressions.OfType<AssignmentExpressionSyntax>().Any(SetsInstructingRole) ? role.Name : OtherRole;
    }

    private static bool Holds(CatalogRow row, IOperation argument) =>
        row.Value("sets") is { } property
            ? argument.Syntax.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property)
            : argument.ConstantText() is { } text && text.StartsWith(row.Value("is") ?? "", StringComparison.OrdinalIgnoreCase);

    private static bool SetsInstructingRole(AssignmentExpressionSyntax assignment) =>
        assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "Role" }
        && assignment.Right.DescendantTokens().Any(token => Instructing.Contains(token.ValueText, StringComparer.OrdinalIgnoreCase));

    private static bool IsInstructing(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => Instructing.Contains(property.Property.Name, StringComparer.Ordinal),
        IFieldReferenceOperation field => Instructing.Contains(field.Field.Name, StringComparer.Ordinal),
        _ => operation.ConstantText() is { } text && Instructing.Contains(text, StringComparer.OrdinalIgnoreCase),
    };

    private static IOperation? ArgumentOf(ImmutableArray<IArgumentOperation> arguments, int index) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == index)?.Value;
}
