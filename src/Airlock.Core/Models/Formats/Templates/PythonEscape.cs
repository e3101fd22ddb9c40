using System.Globalization;
using System.Text;

namespace Airlock.Core.Models.Formats;

/// <summary>The escapes of Python's strings (Python Language Reference, section 2.4.1.1).</summary>
internal static class PythonEscape
{
    /// <summary>Reads one escape; one that Python does not know stays as it is written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The backslash; then the character behind the escape.</param>
    /// <param name="value">Takes the character.</param>
    public static void Read(string text, ref int at, StringBuilder value)
    {
        if (at + 1 >= text.Length)
        {
            value.Append(text[at++]);
            return;
        }

        var symbol = text[at + 1];
        at += 2;
        switch (symbol)
        {
            case 'n' or 'r' or 't' or 'a' or 'b' or 'f' or 'v':
                value.Append(symbol switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'a' => '\a', 'b' => '\b', 'f' => '\f', _ => '\v' });
                break;
            case '\\' or '\'' or '"':
                value.Append(symbol);
                break;
            case '\n':
                break;
            case 'x':
                ReadHex(text, ref at, 2, value);
                break;
            case 'u':
                ReadHex(text, ref at, 4, value);
                break;
            case 'U':
                ReadHex(text, ref at, 8, value);
                break;
            case 'N':
                ReadNamed(text, ref at, value);
                break;
            case >= '0' and <= '7':
                var code = symbol - '0';
                for (var digits = 1; digits < 3 && at < text.Length && text[at] is >= '0' and <= '7'; digits++)
                {
                    code = (code * 8) + text[at++] - '0';
                }

                value.Append((char)code);
                break;
            default:
                value.Append('\\').Append(symbol);
                break;
        }
    }

    private static void ReadHex(string text, ref int at, int digits, StringBuilder value)
    {
        if (at + digits <= text.Length
            && uint.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            value.Append(Rune.IsValid(code) ? new Rune(code).ToString() : ((char)code).ToString());
            at += digits;
        }
    }

    // Of all names only those of underscores matter here.
    private static void ReadNamed(string text, ref int at, StringBuilder value)
    {
        var end = at < text.Length && text[at] == '{' ? text.IndexOf('}', at) : -1;
        if (end > 0)
        {
            var name = text[(at + 1)..end];
            value.Append(name.Equals("LOW LINE", StringComparison.OrdinalIgnoreCase) || name.Equals("UNDERSCORE", StringComparison.OrdinalIgnoreCase)
                || name.Equals("SPACING UNDERSCORE", StringComparison.OrdinalIgnoreCase) ? '_' : '\uFFFD');
            at = end + 1;
        }
    }
}
