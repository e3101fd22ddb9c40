using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR1005, and of AIR2004 at the same sinks: <c>Path.GetFileName</c> around the last part of a path that is put together, so that it names a file in the folder before it.
/// It is offered where only that part is not fixed by the program.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR1005FileNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR1005", "AIR2004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax argument || model is null
            || WrittenText.Origin(argument, model, context.CancellationToken) is not InvocationExpressionSyntax combination
            || LastPart(combination, model, context.CancellationToken) is not { } name)
        {
            return;
        }

        var path = ((MemberAccessExpressionSyntax)combination.Expression).Expression;
        var file = SyntaxFactory.ParseExpression($"{path.WithoutTrivia()}.GetFileName({name.WithoutTrivia()})").WithTriviaFrom(name);
        context.RegisterCodeFix(
            CodeAction.Create("Keep the file name only", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(name, file))), nameof(AIR1005FileNameFix)),
            context.Diagnostics[0]);
    }

    /// <summary>The last part of <c>Path.Combine</c> or <c>Path.Join</c>, if the parts before it are the program's.</summary>
    private static ExpressionSyntax? LastPart(InvocationExpressionSyntax combination, SemanticModel model, CancellationToken cancellationToken)
    {
        if (combination.Expression is not MemberAccessExpressionSyntax
            || model.GetSymbolInfo(combination, cancellationToken).Symbol is not IMethodSymbol { Name: "Combine" or "Join" } method
            || method.ContainingType.ToDisplayString() != "System.IO.Path"
            || combination.ArgumentList.Arguments is not { Count: >= 2 } parts
            || parts.Any(part => part.NameColon is not null || model.GetTypeInfo(part.Expression, cancellationToken).Type?.SpecialType != SpecialType.System_String))
        {
            return null;
        }

        var last = parts.Last().Expression;
        var isFixed = model.GetConstantValue(last, cancellationToken).HasValue
            || last is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetFileName" or "GetFileNameWithoutExtension" } };
        return !isFixed && !HasFolder(last) && parts.Take(parts.Count - 1).All(part => IsProgramOwn(part.Expression, model, cancellationToken)) ? last : null;
    }

    /// <summary>A folder that the program writes into the last part would be lost.</summary>
    private static bool HasFolder(ExpressionSyntax part) =>
        part.DescendantTokens().Any(token => (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken) || token.IsKind(SyntaxKind.CharacterLiteralToken)) && token.ValueText.IndexOfAny(['/', '\\']) >= 0)
        || part.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is "DirectorySeparatorChar" or "AltDirectorySeparatorChar" or "Combine" or "Join");

    /// <summary>Constants, members of the program's objects, folders of the system: a folder, not a text that just arrived.</summary>
    private static bool IsProgramOwn(ExpressionSyntax part, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetConstantValue(part, cancellationToken).HasValue
        || model.GetSymbolInfo(part, cancellationToken).Symbol switch
        {
            IFieldSymbol => true,
            IPropertySymbol property => property.IsStatic || part is IdentifierNameSyntax || property.Name is "ContentRootPath" or "WebRootPath" or "BaseDirectory",
            IParameterSymbol parameter => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor },
            IMethodSymbol method => method.ContainingType.ToDisplayString() is "System.IO.Path" or "System.Environment" or "System.IO.Directory"
                && ((InvocationExpressionSyntax)part).ArgumentList.Arguments.All(argument => IsProgramOwn(argument.Expression, model, cancellationToken)),
            _ => false,
        };
}
