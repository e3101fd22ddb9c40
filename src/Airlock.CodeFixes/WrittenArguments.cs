using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.CodeFixes;

/// <summary>Divides a composed text into the arguments of a program.</summary>
internal static class WrittenArguments
{
    /// <summary>
    /// An expression for each argument; null if it isn't clear how the text divides: it has quotes other than around one whole argument, backslashes
    /// beside quotes, or no argument that is fixed.
    /// </summary>
    public static IReadOnlyList<ExpressionSyntax>? Divide(IReadOnlyList<TextPart> parts, SemanticModel model)
    {
        var text = string.Concat(parts.Select(part => part.Text));
        if (text.Contains('"') && text.Contains('\\'))
        {
            return null;
        }

        var arguments = new List<ExpressionSyntax>();
        var current = new List<TextPart>();
        var (isQuoted, wasQuoted) = (false, false);
        foreach (var part in parts)
        {
            if (part.Kind == TextPartKind.Hole)
            {
                if (wasQuoted)
                {
                    return null;
                }

                current.Add(part);
                continue;
            }

            foreach (var sign in part.Text.Where(sign => sign != WrittenText.Filler))
            {
                if (sign == '"')
                {
                    if (!isQuoted && (current.Count > 0 || wasQuoted))
                    {
                        return null;
                    }

                    (isQuoted, wasQuoted) = (!isQuoted, isQuoted);
                }
                else if (!isQuoted && char.IsWhiteSpace(sign))
                {
                    End();
                }
                else if (wasQuoted)
                {
                    return null;
                }
                else if (current.Count > 0 && current[current.Count - 1] is { Kind: TextPartKind.Literal } last)
                {
                    current[current.Count - 1] = last with { Text = last.Text + sign };
                }
                else
                {
                    current.Add(part with { Kind = TextPartKind.Literal, Text = sign.ToString() });
                }
            }
        }

        End();
        return !isQuoted && arguments.OfType<LiteralExpressionSyntax>().Any() ? arguments : null;

        void End()
        {
            if (current.Count > 0 || wasQuoted)
            {
                arguments.Add(Argument(current, model));
            }

            current.Clear();
            wasQuoted = false;
        }
    }

    private static ExpressionSyntax Argument(List<TextPart> parts, SemanticModel model)
    {
        if (parts.All(part => part.Kind == TextPartKind.Literal))
        {
            return SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(string.Concat(parts.Select(part => part.Text))));
        }

        if (parts.Count == 1 && model.GetTypeInfo(parts[0].Hole!).Type?.SpecialType == SpecialType.System_String)
        {
            return parts[0].Hole!.WithoutTrivia();
        }

        return WrittenText.Interpolate(parts);
    }
}
