using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>What the code calls a literal: the variable, member, parameter or dictionary key that it is given to.</summary>
internal static class LiteralName
{
    /// <summary>The name, for a member with its type's name before it, as <c>CohereOptions.ApiKey</c>; null if it has none.</summary>
    public static string? Of(SyntaxNode literal, SemanticModel model, CancellationToken cancellationToken)
    {
        var value = literal;
        while (value.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } variable } =>
                variable.Parent?.Parent is FieldDeclarationSyntax ? InType(variable, name) : name,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => InType(property, property.Identifier.ValueText),
            EqualsValueClauseSyntax { Parent: ParameterSyntax parameter } => parameter.Identifier.ValueText,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => InType(property, property.Identifier.ValueText),
            AssignmentExpressionSyntax assignment when assignment.Right == value => Target(assignment.Left, model, cancellationToken),
            ArgumentSyntax argument => Parameter(argument, model, cancellationToken),
            AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var name } => name,
            InitializerExpressionSyntax pair when pair.IsKind(SyntaxKind.ComplexElementInitializerExpression) => Text(pair.Expressions[0]),
            _ => null,
        };
    }

    private static string InType(SyntaxNode member, string name) =>
        member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? type.Identifier.ValueText + "." + name : name;

    private static string? Target(ExpressionSyntax left, SemanticModel model, CancellationToken cancellationToken)
    {
        var indexes = left switch
        {
            ElementAccessExpressionSyntax access => access.ArgumentList,
            ImplicitElementAccessSyntax access => access.ArgumentList,
            _ => null,
        };
        return indexes is { Arguments.Count: 1 }
            ? Text(indexes.Arguments[0].Expression)
            : model.GetSymbolInfo(left, cancellationToken).Symbol is { } symbol ? SymbolName.Short(symbol) : null;
    }

    // In Add("OPENAI_API_KEY", "…") the key tells more than the name of the parameter.
    private static string? Parameter(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        if (argument.Parent is ArgumentListSyntax { Arguments: { Count: 2 } pair } && pair[1] == argument
            && Text(pair[0].Expression) is { } key && SourceKeys.NamesCredential(key))
        {
            return key;
        }

        return model.GetOperation(argument, cancellationToken) is IArgumentOperation { Parameter: { } parameter }
            ? SymbolName.Short(parameter.ContainingSymbol) + "." + parameter.Name
            : null;
    }

    private static string? Text(ExpressionSyntax expression) => (expression as LiteralExpressionSyntax)?.Token.ValueText;
}
