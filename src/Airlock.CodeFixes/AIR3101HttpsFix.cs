using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>Fix of AIR3101: writes <c>https</c> for <c>http</c> and <c>wss</c> for <c>ws</c> where the address is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR3101HttpsFix : CodeFixProvider
{
    private static readonly string[] Schemes = ["http", "ws"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR3101"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not { } written || ContentOf(written) is not { } content)
        {
            return;
        }

        // A host without a scheme (an argument of its own says whether to encrypt) is nothing to rewrite.
        if (Schemes.FirstOrDefault(name => IsScheme(content.ToString(), name)) is { } scheme)
        {
            var end = content.SpanStart + content.ToString().IndexOf(scheme, StringComparison.OrdinalIgnoreCase) + scheme.Length;
            context.RegisterCodeFix(
                CodeAction.Create($"Use {scheme}s", token => InsertAsync(context.Document, end, token), nameof(AIR3101HttpsFix)),
                context.Diagnostics[0]);
        }
    }

    /// <summary>The token that holds the beginning of a text.</summary>
    private static SyntaxToken? ContentOf(SyntaxNode written) => written switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token,
        InterpolatedStringExpressionSyntax { Contents: var contents } when contents.FirstOrDefault() is InterpolatedStringTextSyntax text => text.TextToken,
        ArgumentSyntax argument => ContentOf(argument.Expression),
        _ => null,
    };

    private static bool IsScheme(string written, string scheme)
    {
        var text = written.TrimStart('@', '"', ' ', '\r', '\n');
        return text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase) || text.TrimEnd('"').Equals(scheme, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Document> InsertAsync(Document document, int position, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var last = text[position - 1];
        return document.WithText(text.WithChanges(new TextChange(new TextSpan(position, 0), char.IsUpper(last) ? "S" : "s")));
    }
}
