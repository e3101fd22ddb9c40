using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.CodeFixes;

/// <summary>
/// Fix of AIR1006, and of AIR2004 at the same sinks: <c>WebUtility.HtmlEncode</c> around the text, or around each text in markup that the code composes. It is not offered
/// where the text may be markup on purpose, or where encoding is not enough: inside a tag, a script or a style.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AIR1006HtmlEncodeFix : CodeFixProvider
{
    private static readonly Regex UnsafePlace = new(@"<[^>]*$|<(script|style)\b(?!.*</\1)", RegexOptions.IgnoreCase | RegexOptions.Singleline);

    /// <summary>Types whose members take markup; others, as those that run a script, are not helped by encoding.</summary>
    private static readonly HashSet<string> MarkupTypes = new(StringComparer.Ordinal)
    {
        "ContentResult", "ControllerBase", "HtmlContentBuilderExtensions", "HtmlHelper", "HtmlString", "HttpResponseWritingExtensions", "IHtmlContentBuilder", "IHtmlHelper", "MarkupString", "PageModel",
        "RenderTreeBuilder", "Results", "TagHelperContent", "TypedResults",
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AIR1006", "AIR2004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax text || model is null
            || !TakesMarkup(text, model, context.CancellationToken)
            || TextsIn(text, model, context.CancellationToken) is not { Count: > 0 } texts)
        {
            return;
        }

        var encoder = model.LookupNamespacesAndTypes(text.SpanStart, name: "WebUtility").Any(type => type.ToDisplayString() == "System.Net.WebUtility")
            ? "WebUtility"
            : "System.Net.WebUtility";
        context.RegisterCodeFix(
            CodeAction.Create("Encode the text for HTML", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNodes(texts, (_, inner) => Encoded(inner, encoder)))), nameof(AIR1006HtmlEncodeFix)),
            context.Diagnostics[0]);
    }

    private static ExpressionSyntax Encoded(ExpressionSyntax text, string encoder)
    {
        var inner = text is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : text;
        return SyntaxFactory.ParseExpression($"{encoder}.HtmlEncode({inner.WithoutTrivia()})").WithTriviaFrom(text);
    }

    /// <summary>The expressions to encode: the text itself, or the texts between literals of markup; null if that would not make it right.</summary>
    private static List<ExpressionSyntax>? TextsIn(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        if (WrittenText.Parts(text, model, cancellationToken) is not { } parts || (parts.Count == 1 && parts[0].Hole == text))
        {
            return IsString(text) && !MayBeMarkup(text) ? [text] : null;
        }

        var texts = new List<ExpressionSyntax>();
        var types = new TextTypes();
        var before = "";
        foreach (var part in parts)
        {
            before += part.Text;
            if (part.Hole is not { } hole || IsEncoded(hole) || !types.CanCarry(model.GetTypeInfo(hole, cancellationToken).Type))
            {
                continue;
            }

            if (UnsafePlace.IsMatch(before) || !IsString(hole) || MayBeMarkup(hole))
            {
                return null;
            }

            texts.Add(hole);
        }

        return texts;

        bool IsString(ExpressionSyntax expression) => model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_String;

        // What a method or a variable hands over may be composed as markup, which encoding would show as text.
        bool MayBeMarkup(ExpressionSyntax expression) => (expression is not MemberAccessExpressionSyntax || IsNamedMarkup(expression))
            && !(expression is IdentifierNameSyntax && !IsNamedMarkup(expression) && model.GetSymbolInfo(expression, cancellationToken).Symbol is var symbol
                && (symbol is IParameterSymbol || (symbol is ILocalSymbol local && IsRead(local))));

        static bool IsNamedMarkup(ExpressionSyntax expression) =>
            Regex.IsMatch((expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? expression.ToString(), "html|markup|svg", RegexOptions.IgnoreCase);

        bool IsRead(ILocalSymbol local) =>
            local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: MemberAccessExpressionSyntax } declarator
            && declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && !member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name);
    }

    private static bool IsEncoded(ExpressionSyntax text) =>
        text is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HtmlEncode" or "Sanitize" or "Encode" } };

    private static bool TakesMarkup(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        var type = text.Parent switch
        {
            ArgumentSyntax { Parent.Parent: ExpressionSyntax call } => model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType,
            CastExpressionSyntax cast => model.GetTypeInfo(cast, cancellationToken).Type,
            AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) =>
                model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol?.ContainingType,
            ParenthesizedExpressionSyntax { Parent: CastExpressionSyntax cast } => model.GetTypeInfo(cast, cancellationToken).Type,
            _ => null,
        };
        return type is not null && MarkupTypes.Contains(type.Name) && type.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);
    }
}
