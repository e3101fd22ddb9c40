using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Airlock.CodeFixes;

/// <summary>Fix of AIR2005: wraps the function in <c>ApprovalRequiredAIFunction</c>, so that each call waits for an answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR2005RequireApprovalFix : CodeFixProvider
{
    private const string Wrapper = "global::Microsoft.Extensions.AI.ApprovalRequiredAIFunction";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR2005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || !diagnostic.Properties.ContainsKey(AIR2005UnapprovedToolAnalyzer.WrapProperty))
        {
            return;
        }

        // The finding stands at the delegate that is passed, or at an object that is a function itself.
        var passed = root.FindNode(context.Span, getInnermostNodeForTie: true);
        var function = passed.AncestorsAndSelf().OfType<ArgumentSyntax>().FirstOrDefault(argument => argument.Span.Contains(context.Span))?.Parent?.Parent as InvocationExpressionSyntax
            ?? passed as ExpressionSyntax;
        if (passed is ObjectCreationExpressionSyntax creation)
        {
            function = creation;
        }

        if (function is not null)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Require approval", _ => Task.FromResult(Wrap(context.Document, root, function)), nameof(AIR2005RequireApprovalFix)),
                diagnostic);
        }
    }

    private static Document Wrap(Document document, SyntaxNode root, ExpressionSyntax function)
    {
        var wrapped = SyntaxFactory.ObjectCreationExpression(SyntaxFactory.ParseTypeName(Wrapper).WithAdditionalAnnotations(Simplifier.Annotation))
            .WithNewKeyword(SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(function.WithoutTrivia()))))
            .WithTriviaFrom(function);
        return document.WithSyntaxRoot(root.ReplaceNode(function, wrapped));
    }
}
