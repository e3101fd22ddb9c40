using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR1002, and of AIR2004 at the same sinks: values that are written into a statement become parameters: <c>AddWithValue</c> of an ADO.NET command, the parameter object of
/// Dapper, an interpolated statement of Entity Framework Core. It is offered only if every hole of the statement is a value.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR1002ParameterizeSqlFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR1002", "AIR2004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax argument || model is null)
        {
            return;
        }

        var written = WrittenText.Origin(argument, model, context.CancellationToken);
        if (WrittenText.Parts(written, model, context.CancellationToken) is not { } parts
            || SqlValues.Find(parts, model) is not { } values
            || SqlSite.Of(argument, written, values, model, context.CancellationToken) is not { } site
            || Rewrite(written, values, site) is not { } statement)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create("Pass values as parameters", _ => Task.FromResult(context.Document.WithSyntaxRoot(site.Apply(root, statement))), nameof(AIR1002ParameterizeSqlFix)),
            context.Diagnostics[0]);
    }

    /// <summary>The statement with names, or with holes of an interpolation, in place of its values.</summary>
    private static ExpressionSyntax? Rewrite(ExpressionSyntax written, IReadOnlyList<SqlValue> values, SqlSite site)
    {
        var text = SourceText.From(written.ToString());
        var changed = text.WithChanges(values.Select(value => new TextChange(
            new TextSpan(value.Span.Start - written.SpanStart, value.Span.Length),
            (site.IsInterpolated ? WrittenText.InterpolationOf(value.Expression) : "@" + value.Name) + value.Closing))).ToString();
        if (site.IsInterpolated && !changed.StartsWith("$", StringComparison.Ordinal))
        {
            changed = "$" + changed;
        }

        var statement = SyntaxFactory.ParseExpression(changed);
        if (statement.ContainsDiagnostics || (site.IsInterpolated && statement is not InterpolatedStringExpressionSyntax))
        {
            return null;
        }

        return WrittenText.WithoutEmptyInterpolations(statement).WithTriviaFrom(written).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
