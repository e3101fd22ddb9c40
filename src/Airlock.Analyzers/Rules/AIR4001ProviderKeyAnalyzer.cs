using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Airlock.Shared.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR4001: a text in the source has the shape of an AI provider's key. Literals of every form are looked at, whole
/// constant concatenations and interpolations too, so that a key cut in two is found as one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR4001ProviderKeyAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR4001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "AI provider key in source",
        "This text holds a credential of {0}: {1}. Whoever reads the source or the built assembly can use it: revoke it, and read its successor from configuration or from the environment variable {2}.",
        "Airlock.Secret",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-798", "OWASP-LLM02:2025", "OWASP-LLM02:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        start.RegisterSyntaxNodeAction(AnalyzeLiteral, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression);
        start.RegisterSyntaxNodeAction(AnalyzeInterpolation, SyntaxKind.InterpolatedStringExpression);
    }

    private static void AnalyzeLiteral(SyntaxNodeAnalysisContext context)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        var whole = ConstantConcatenation(literal, context);
        if (whole == literal)
        {
            Analyze(context, literal, literal.Token.ValueText);
        }
        else if (FirstLeaf(whole) == literal && context.SemanticModel.GetConstantValue(whole, context.CancellationToken).Value is string text)
        {
            Analyze(context, whole, text);
        }
    }

    private static void AnalyzeInterpolation(SyntaxNodeAnalysisContext context)
    {
        var interpolation = (InterpolatedStringExpressionSyntax)context.Node;
        if (MayBeConstant(interpolation) && context.SemanticModel.GetConstantValue(interpolation, context.CancellationToken).Value is string text)
        {
            Analyze(context, interpolation, text);
            return;
        }

        foreach (var part in interpolation.Contents.OfType<InterpolatedStringTextSyntax>())
        {
            Analyze(context, part, part.TextToken.ValueText);
        }
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, SyntaxNode place, string text)
    {
        if (text.Length < KeyFormats.MinimumLength
            || SourceKeys.Find(text, place, context.SemanticModel, context.CancellationToken) is not { } key)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty
            .Add("provider", key.Format.Provider)
            .Add("format", key.Format.Id);
        if (key.Length == text.Length)
        {
            properties = CredentialSetting.Of(key.Format).AddTo(properties);
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule, WrittenLocation.Of(place), properties, key.Format.Provider, SecretText.Mask(text.Substring(key.Start, key.Length)), key.Format.Variable));
    }

    /// <summary>The largest constant <c>a + b + …</c> in which a literal stands, or the literal itself.</summary>
    private static ExpressionSyntax ConstantConcatenation(ExpressionSyntax literal, SyntaxNodeAnalysisContext context)
    {
        var whole = literal;
        for (var outer = literal.Parent as ExpressionSyntax;
            outer is ParenthesizedExpressionSyntax || outer.IsKind(SyntaxKind.AddExpression);
            outer = outer.Parent as ExpressionSyntax)
        {
            if (outer is BinaryExpressionSyntax)
            {
                if (!MayBeConstant(outer) || !context.SemanticModel.GetConstantValue(outer, context.CancellationToken).HasValue)
                {
                    break;
                }

                whole = outer;
            }
        }

        return whole;
    }

    /// <summary>Whether an expression has the form of a constant text, which is cheaper to ask than whether it is one.</summary>
    private static bool MayBeConstant(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax or IdentifierNameSyntax => true,
        MemberAccessExpressionSyntax access => MayBeConstant(access.Expression),
        ParenthesizedExpressionSyntax parenthesized => MayBeConstant(parenthesized.Expression),
        CastExpressionSyntax cast => MayBeConstant(cast.Expression),
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && MayBeConstant(sum.Right) && MayBeConstant(sum.Left),
        InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().All(hole => MayBeConstant(hole.Expression)),
        InvocationExpressionSyntax call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        PredefinedTypeSyntax or AliasQualifiedNameSyntax or GenericNameSyntax => true,
        _ => false,
    };

    // A concatenation is met once for each of its literals; the first one speaks for all.
    private static ExpressionSyntax? FirstLeaf(ExpressionSyntax expression) =>
        expression.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(node => node.IsKind(SyntaxKind.StringLiteralExpression));
}
