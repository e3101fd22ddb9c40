using System.Globalization;

namespace Airlock.Core.Models.Formats;

/// <summary>Numpy's type strings, as <c>&lt;f8</c> or <c>|O</c>: an optional byte order, a letter, a size.</summary>
internal static class NumpyElement
{
    private const long MaximumSize = int.MaxValue;

    /// <summary>Whether it is an array of Python objects, which are pickled.</summary>
    public static bool IsObject(string type) => Code(type) is ['O', ..];

    /// <summary>The size of an element in bytes, or null if it is no type string.</summary>
    public static long? SizeOf(string type)
    {
        var code = Code(type);
        if (code.IsEmpty || !char.IsAsciiLetter(code[0]) && code[0] != '?')
        {
            return null;
        }

        var digits = code[1..];
        var unit = digits.IndexOf('[');
        if (code[0] is 'M' or 'm' && unit >= 0 && digits[^1] == ']')
        {
            digits = digits[..unit];
        }

        if (digits.IsEmpty)
        {
            return code[0] switch
            {
                '?' or 'b' or 'B' or 'c' => 1,
                'h' or 'H' or 'e' => 2,
                'i' or 'I' or 'f' => 4,
                'l' or 'L' or 'q' or 'Q' or 'd' or 'M' or 'm' or 'O' or 'F' => 8,
                'g' or 'D' => 16,
                'G' => 32,
                _ => null,
            };
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= MaximumSize
            ? size * (code[0] == 'U' ? 4 : 1)
            : null;
    }

    private static ReadOnlySpan<char> Code(string type) => type.AsSpan(type is ['<' or '>' or '|' or '=', ..] ? 1 : 0);
}
