using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.CodeFixes;

/// <summary>
/// The text of an ADO.NET command, which has a collection of parameters. The command must be made in the same block and get one text only:
/// another one may hold parameters already.
/// </summary>
internal sealed record CommandSite(ExpressionSyntax Written, SyntaxNode Anchor, IReadOnlyList<string> Additions) : SqlSite(Written)
{
    /// <summary>The place, with the type of the command.</summary>
    public static (SqlSite? Site, ITypeSymbol? Database) Find(
        ExpressionSyntax argument, ExpressionSyntax written, IReadOnlyList<SqlValue> values, SemanticModel model, CancellationToken cancellationToken)
    {
        if (FindCommand(argument, model, cancellationToken) is not { } found
            || found.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax declarator
            || !IsNew(declarator.Initializer?.Value)
            || Scope(found.Anchor) != Scope(declarator)
            || Scope(declarator) is not { } scope
            || TextsOf(found.Local.Name, scope, declarator) != 1
            || !HasAddWithValue(found.Local.Type, argument.SpanStart, model))
        {
            return default;
        }

        var additions = values.Select(value => $"{found.Local.Name}.Parameters.AddWithValue(\"@{value.Name}\", {value.Expression});").ToList();
        return (new CommandSite(written, found.Anchor, additions), found.Local.Type);
    }

    /// <inheritdoc/>
    public override SyntaxNode Apply(SyntaxNode root, ExpressionSyntax statement)
    {
        var tracked = root.TrackNodes(Written, Anchor);
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode(Written)!, statement);
        var anchor = tracked.GetCurrentNode(Anchor)!;
        if (anchor is BlockSyntax block)
        {
            return tracked.ReplaceNode(anchor, block.WithStatements(block.Statements.InsertRange(0, Additions.Select(text => Statement(text, block.Statements.First())))));
        }

        var added = Additions.Select(text => Statement(text, anchor));
        return anchor is GlobalStatementSyntax
            ? tracked.InsertNodesAfter(anchor, added.Select(SyntaxFactory.GlobalStatement))
            : tracked.InsertNodesAfter(anchor, added);
    }

    /// <summary>The command whose text the argument becomes, and the statement after which (or the block in which) values can be added.</summary>
    private static (ILocalSymbol Local, SyntaxNode Anchor)? FindCommand(ExpressionSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        if (argument.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText" } target, Parent: ExpressionStatementSyntax set } assignment
            && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            return model.GetSymbolInfo(target.Expression, cancellationToken).Symbol is ILocalSymbol local && Anchored(set) is { } anchor ? (local, anchor) : null;
        }

        ExpressionSyntax? creation = argument.Parent switch
        {
            ArgumentSyntax { Parent.Parent: ExpressionSyntax call } => call,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "CommandText" }, Parent.Parent: BaseObjectCreationExpressionSyntax made } => made,
            _ => null,
        };
        return creation?.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator }
            && model.GetDeclaredSymbol(declarator, cancellationToken) is ILocalSymbol command
            && (declaration.Parent is UsingStatementSyntax { Statement: BlockSyntax { Statements.Count: > 0 } body } ? body : Anchored(declaration.Parent)) is { } place
                ? (command, place)
                : null;
    }

    private static SyntaxNode? Anchored(SyntaxNode? statement) => statement?.Parent switch
    {
        BlockSyntax => statement,
        GlobalStatementSyntax global => global,
        _ => null,
    };

    /// <summary>The block in which a statement stands or a local is known; all global statements are one.</summary>
    private static SyntaxNode? Scope(SyntaxNode node) => node switch
    {
        BlockSyntax block => block,
        GlobalStatementSyntax global => global.Parent,
        VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax { Statement: BlockSyntax body } } => body,
        VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declaration } => Anchored(declaration) is { } anchor ? Scope(anchor) : null,
        StatementSyntax statement => statement.Parent,
        _ => null,
    };

    private static bool IsNew(ExpressionSyntax? value) =>
        value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateCommand" } };

    /// <summary>How often the command gets a text.</summary>
    private static int TextsOf(string command, SyntaxNode scope, VariableDeclaratorSyntax declarator)
    {
        var set = scope.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Count(assignment => assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText", Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == command);
        var inside = declarator.Initializer!.Value switch
        {
            BaseObjectCreationExpressionSyntax { Initializer: { } initializer } when initializer.Expressions.OfType<AssignmentExpressionSyntax>()
                .Any(assignment => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "CommandText" }) => 1,
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } or InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } => 1,
            _ => 0,
        };
        return set + inside;
    }

    private static bool HasAddWithValue(ITypeSymbol command, int position, SemanticModel model) =>
        model.LookupSymbols(position, command, "Parameters").OfType<IPropertySymbol>()
            .Any(property => model.LookupSymbols(position, property.Type, "AddWithValue").OfType<IMethodSymbol>()
                .Any(method => method.Parameters.Select(parameter => parameter.Type.SpecialType).SequenceEqual([SpecialType.System_String, SpecialType.System_Object])));

    private static StatementSyntax Statement(string text, SyntaxNode neighbour)
    {
        var indentation = neighbour.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();
        var after = neighbour.GetTrailingTrivia();
        var ending = after.Any(SyntaxKind.EndOfLineTrivia) ? [after.First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))] : after.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return SyntaxFactory.ParseStatement(text).WithLeadingTrivia(indentation).WithTrailingTrivia(ending);
    }
}
