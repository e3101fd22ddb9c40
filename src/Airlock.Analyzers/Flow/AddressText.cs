using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>The constant pieces of a text that may become an address; what is not constant is a hole.</summary>
internal static class AddressText
{
    private const char Hole = '\u0001';

    /// <summary>The pieces of an expression, or of a part of an interpolated string.</summary>
    public static string Of(IOperation operation) => operation.Unwrap() switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringTextOperation text => Of(text.Text),
        IInterpolationOperation hole => Of(hole.Expression),
        IInterpolatedStringOperation interpolated => string.Concat(interpolated.Parts.Select(Of)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Of(sum.LeftOperand) + Of(sum.RightOperand),
        _ => Hole.ToString(),
    };

    /// <summary>Whether a part of a text is not known.</summary>
    public static bool HasHole(string text) => text.IndexOf(Hole) >= 0;

    /// <summary>Whether a text that begins so has its host, or none: <c>https://host/</c>, <c>{base}/chat/</c>, <c>/chat/</c>.</summary>
    public static bool FixesHost(string before)
    {
        if (before.StartsWith("/", StringComparison.Ordinal))
        {
            return before.Length > 1 && before[1] is not '/' and not '\\' and not Hole;
        }

        var scheme = before.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        return before.IndexOfAny(['/', '?', '#'], start) > start;
    }
}
