using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Airlock.CodeFixes;

/// <summary>Fix of AIR3001: <c>.RequireAuthorization()</c> at the end of a mapping's chain, <c>[Authorize]</c> on a controller's action.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR3001RequireAuthorizationFix : CodeFixProvider
{
    private const string AuthorizationNamespace = "Microsoft.AspNetCore.Authorization";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR3001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var node = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        var diagnostic = context.Diagnostics[0];
        if (root is null || node is null || !diagnostic.Properties.TryGetValue(EndpointReport.TargetProperty, out var target))
        {
            return;
        }

        if (target == EndpointReport.Builder && node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } mapping)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Require authorization", _ => Task.FromResult(RequireAuthorization(context.Document, root, mapping)), nameof(RequireAuthorization)),
                diagnostic);
        }
        else if (target == EndpointReport.Method && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } action)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Require authorization", cancellation => AuthorizeAsync(context.Document, root, action, cancellation), nameof(AuthorizeAsync)),
                diagnostic);
        }
    }

    private static Document RequireAuthorization(Document document, SyntaxNode root, InvocationExpressionSyntax mapping)
    {
        ExpressionSyntax chain = mapping;
        SyntaxToken lastDot = default;
        while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == chain)
        {
            (chain, lastDot) = (next, access.OperatorToken);
        }

        // A chain that is broken into lines goes on in the same way.
        var before = lastDot == default ? default : lastDot.GetPreviousToken().TrailingTrivia;
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken).WithLeadingTrivia(lastDot == default ? default : lastDot.LeadingTrivia);
        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, chain.WithTrailingTrivia(before), dot, SyntaxFactory.IdentifierName("RequireAuthorization")));
        return document.WithSyntaxRoot(root.ReplaceNode(chain, call.WithTrailingTrivia(chain.GetTrailingTrivia())));
    }

    private static async Task<Document> AuthorizeAsync(Document document, SyntaxNode root, MethodDeclarationSyntax action, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var isImported = model!.LookupNamespacesAndTypes(action.SpanStart, name: "AuthorizeAttribute").Length > 0;
        var attributes = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName("Authorize"))))
            .WithAdditionalAnnotations(Formatter.Annotation)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var changed = root.ReplaceNode(
            action,
            action.WithoutLeadingTrivia().WithAttributeLists(action.WithoutLeadingTrivia().AttributeLists.Insert(0, attributes))
                .WithLeadingTrivia(action.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
        if (!isImported && changed is CompilationUnitSyntax unit)
        {
            changed = unit.AddUsings(SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(AuthorizationNamespace)).NormalizeWhitespace()
                .WithTrailingTrivia(unit.Usings.Count > 0 ? unit.Usings.Last().GetTrailingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.ElasticLineFeed)));
        }

        return document.WithSyntaxRoot(changed);
    }
}
