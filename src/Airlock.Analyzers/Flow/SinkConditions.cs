using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>What else must be true at a call for a row of the catalog to count: a content type, a setting, the role of a message.</summary>
internal sealed class SinkConditions(DeclaredOperations declarations, LocalFacts locals)
{
    /// <summary>The role of a message that is neither the system's nor the developer's, or can't be seen.</summary>
    public const string OtherRole = "other";

    private const int MaximumDepth = 4;

    private static readonly string[] Instructing = ["System", "Developer"];

    /// <summary>The role that a parameter has at a call; null if the call is no sink.</summary>
    public string? RoleAt(CatalogRow row, SinkRole role, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (row.Value("unless")?.Split('|') is { } options && arguments.Any(argument => argument.Value.DescendantsAndSelf().OfType<IFieldReferenceOperation>().Any(field => options.Contains(field.Field.Name))))
        {
            return null;
        }

        if (role.IsConditional && !Holds(row, receiver, arguments))
        {
            return null;
        }

        foreach (var message in row.Kind == "message" ? row.Parameters("role") : [])
        {
            return ArgumentOf(arguments, message.Index) is { } argument && Sources(argument, 0).Any(source => source.DescendantsAndSelf().Any(IsInstructing)) ? role.Name : OtherRole;
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

    /// <summary>Whether the condition of a row holds at a call; a row without one always does.</summary>
    public bool Holds(CatalogRow row, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (row.Value("assigned") is { } assigned)
        {
            var parts = assigned.Split(':');
            return arguments.Length > 0 && locals.Assigns(parts[0], parts[1], arguments[0].Syntax);
        }

        return row.Value("when") switch
        {
            null => true,
            "receiver" => receiver is not null && Holds(row, receiver),
            _ => row.Parameters("when").Any(condition => ArgumentOf(arguments, condition.Index) is { } argument && Holds(row, argument)),
        };
    }

    private bool Holds(CatalogRow row, IOperation operation) => Sources(operation, 0).Any(source =>
        row.Value("sets") is { } property ? Sets(source.Syntax, property)
        : row.Value("calls") is { } method ? source.Syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == method)
        : source.ConstantText() is { } text && text.StartsWith(row.Value("is") ?? "", StringComparison.OrdinalIgnoreCase));

    /// <summary>An expression, and what the local or member was set to that it names, or that a call in it is given.</summary>
    private IEnumerable<IOperation> Sources(IOperation operation, int depth)
    {
        yield return operation;
        if (depth == MaximumDepth)
        {
            yield break;
        }

        var inner = operation.Unwrap() switch
        {
            ILocalReferenceOperation local => [locals.ValueOf(local.Local)],
            IFieldReferenceOperation field => [declarations.ValueOf(field.Field)],
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property => [declarations.ValueOf(property.Property)],
            IInvocationOperation call => call.Arguments.Select(argument => (IOperation?)argument.Value),
            _ => Enumerable.Empty<IOperation?>(),
        };
        foreach (var source in inner)
        {
            foreach (var found in source is null ? [] : Sources(source, depth + 1))
            {
                yield return found;
            }
        }
    }

    /// <summary>Whether an object is made with a property set to anything but its harmless value.</summary>
    private static bool Sets(SyntaxNode creation, string property) => creation.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Any(assignment =>
        assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property
        && !(assignment.Right is MemberAccessExpressionSyntax value && value.Name.Identifier.ValueText == "None"));

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
