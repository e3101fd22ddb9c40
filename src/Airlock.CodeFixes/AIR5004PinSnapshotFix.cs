using System.Collections.Immutable;
using System.Composition;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>Fix of AIR5004: writes the dated snapshot that the alias is documented to stand for, where the alias is written. Which one is good where none is known is a decision.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR5004PinSnapshotFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AIR5004FloatingModelAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var written = diagnostic.AdditionalLocations.FirstOrDefault();
        if (!diagnostic.Properties.TryGetValue(AIR5004FloatingModelAnalyzer.SnapshotProperty, out var snapshot) || snapshot is null
            || context.Document.Project.Solution.GetDocument(written?.SourceTree) is not { } document)
        {
            return;
        }

        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(written!.SourceSpan.Start) is { } token && token.IsKind(SyntaxKind.StringLiteralToken) && token.Parent is LiteralExpressionSyntax)
        {
            var title = $"Use '{snapshot}'";
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => ReplaceAsync(document, token, snapshot, cancellation), title), diagnostic);
        }
    }

    private static async Task<Solution> ReplaceAsync(Document document, SyntaxToken token, string snapshot, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.Replace(token.Span, SymbolDisplay.FormatLiteral(snapshot, quote: true))).Project.Solution;
    }
}
