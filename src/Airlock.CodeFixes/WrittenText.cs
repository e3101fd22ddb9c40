using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.CodeFixes;

/// <summary>What a part of a composed text is.</summary>
internal enum TextPartKind
{
    /// <summary>Written in place.</summary>
    Literal,

    /// <summary>A constant that has a name.</summary>
    Constant,

    /// <summary>An expression.</summary>
    Hole,
}

/// <summary>A part of a composed text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where its content stands: the text between the quotes, an interpolation with its braces, an operand.</param>
/// <param name="Text">
/// The content of a literal, as long as its span: of an escape only the sign it stands for is left, after <see cref="WrittenText.Filler"/>.
/// The value of a constant; empty for a hole.
/// </param>
/// <param name="Hole">The expression of a hole.</param>
/// <param name="Delimiter">How the literal begins that holds the part, as <c>$"</c>.</param>
internal readonly record struct TextPart(TextPartKind Kind, TextSpan Span, string Text, ExpressionSyntax? Hole, string Delimiter);

/// <summary>A text that code composes by interpolation or concatenation, as it is written.</summary>
internal static class WrittenText
{
    /// <summary>Stands where an escape has more signs than its value.</summary>
    public const char Filler = '\0';

    /// <summary>The parts of the text in their order; null if the expression is no composed text, or written in a way that can't be changed part by part.</summary>
    public static IReadOnlyList<TextPart>? Parts(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        var parts = new List<TextPart>();
        return Add(expression, "") && parts.Any(part => part.Kind == TextPartKind.Hole) ? parts : null;

        bool Add(ExpressionSyntax operand, string delimiter)
        {
            switch (operand)
            {
                case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                    return AddLiteral(literal.Token);
                case InterpolatedStringExpressionSyntax interpolated:
                    return interpolated.Contents.All(content => AddContent(content, interpolated.StringStartToken.Text));
                case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && IsText(sum):
                    return Add(sum.Left, "") && Add(sum.Right, "");
                default:
                    var constant = model.GetConstantValue(operand, cancellationToken);
                    var span = operand.Parent is InterpolationSyntax interpolation ? interpolation.Span : operand.Span;
                    parts.Add(constant is { HasValue: true, Value: string value }
                        ? new TextPart(TextPartKind.Constant, span, value, null, delimiter)
                        : new TextPart(TextPartKind.Hole, span, "", operand, delimiter));
                    return true;
            }
        }

        bool AddLiteral(SyntaxToken token)
        {
            var text = token.Text;
            var delimiter = text.Substring(0, text.IndexOf('"') + 1);
            if (token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
            {
                delimiter = text.Substring(0, text.TakeWhile(c => c == '"').Count());
            }

            var closing = delimiter.TrimStart('@').Length;
            return AddText(text.Substring(delimiter.Length, text.Length - delimiter.Length - closing), token.SpanStart + delimiter.Length, delimiter);
        }

        bool AddContent(InterpolatedStringContentSyntax content, string delimiter) => content switch
        {
            InterpolatedStringTextSyntax text => !text.TextToken.Text.Contains("{{") && !text.TextToken.Text.Contains("}}")
                && AddText(text.TextToken.Text, text.SpanStart, delimiter),
            InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole => Add(WithoutParentheses(hole.Expression), delimiter),
            _ => false,
        };

        bool AddText(string text, int start, string delimiter)
        {
            var plain = delimiter.EndsWith("\"\"\"", StringComparison.Ordinal) ? text : delimiter.Contains('@') ? text.Replace("\"\"", Filler + "\"") : WithoutEscapes(text);
            if (plain is not null && !delimiter.Contains("$$"))
            {
                parts.Add(new TextPart(TextPartKind.Literal, new TextSpan(start, text.Length), plain, null, delimiter));
                return true;
            }

            return false;
        }

        bool IsText(ExpressionSyntax sum) => model.GetTypeInfo(sum, cancellationToken).Type?.SpecialType == SpecialType.System_String;
    }

    /// <summary>The expression that composes an argument: the argument itself, or the only value of a local that is used nowhere else.</summary>
    public static ExpressionSyntax Origin(ExpressionSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        if (argument is not IdentifierNameSyntax
            || model.GetSymbolInfo(argument, cancellationToken).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: LocalDeclarationStatementSyntax declaration }
            || declaration.Parent != argument.FirstAncestorOrSelf<StatementSyntax>()?.Parent)
        {
            return argument;
        }

        var uses = declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Count(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local));
        return uses == 1 ? value : argument;
    }

    /// <summary>One expression for parts that belong together, or for a value that isn't text: an interpolation.</summary>
    public static ExpressionSyntax Interpolate(IEnumerable<TextPart> parts) =>
        SyntaxFactory.ParseExpression("$\"" + string.Concat(parts.Select(part => part.Hole is { } hole ? InterpolationOf(hole) : Escaped(part.Text))) + "\"");

    /// <summary>An expression as a hole of an interpolation.</summary>
    public static string InterpolationOf(ExpressionSyntax value) =>
        value is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? $"{{({value})}}" : $"{{{value}}}";

    /// <summary>The expression with plain literals where interpolated strings have no hole any more.</summary>
    public static ExpressionSyntax WithoutEmptyInterpolations(ExpressionSyntax expression) =>
        expression.ReplaceNodes(
            expression.DescendantNodesAndSelf().OfType<InterpolatedStringExpressionSyntax>().Where(text => !text.Contents.OfType<InterpolationSyntax>().Any()),
            (_, text) =>
            {
                var start = text.StringStartToken.Text;
                return SyntaxFactory.ParseExpression(start.Replace("$", "") + text.WithoutTrivia().ToString().Substring(start.Length)).WithTriviaFrom(text);
            });

    /// <summary>How a literal ends that begins with a delimiter.</summary>
    public static string Closing(string delimiter) => delimiter.Trim('$', '@');

    private static string Escaped(string text)
    {
        var literal = SyntaxFactory.Literal(text).Text;
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? WithoutParentheses(parenthesized.Expression) : expression;

    private static string? WithoutEscapes(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            char? value = text[i] switch
            {
                'n' or 'r' or 't' => ' ',
                '"' or '\'' or '\\' => text[i],
                _ => null,
            };
            if (value is null)
            {
                return null;
            }

            plain.Append(Filler).Append(value);
        }

        return plain.ToString();
    }
}
