using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Reads the text of an opcode again that stands at an offset of the file: texts are not kept, since few are ever needed.</summary>
internal static class PickleText
{
    /// <summary>The longest name of a module, class or function that is read, in bytes as it is written.</summary>
    public const int MaximumLength = 1024;

    /// <summary>Reads the text of an opcode.</summary>
    /// <param name="source">The file.</param>
    /// <param name="cursor">The cursor over it, whose buffer is asked first.</param>
    /// <param name="offset">Where the opcode stands.</param>
    /// <returns>The text, or null if it is longer than <see cref="MaximumLength"/> or no text at all.</returns>
    public static string? Read(ByteSource source, ByteCursor cursor, long offset)
    {
        const int Longest = MaximumLength + 9;
        var bytes = cursor.StillBuffered(offset);
        if (bytes.Length < Longest && offset + bytes.Length < source.Length)
        {
            var buffer = new byte[Longest];
            bytes = buffer.AsSpan(0, source.Read(offset, buffer));
        }

        return Decode(bytes);
    }

    /// <summary>Where the content of an opcode with a length stands.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">Where the opcode stands.</param>
    public static (long Start, long Length) ContentOf(ByteSource source, long offset)
    {
        Span<byte> head = stackalloc byte[9];
        head = head[..source.Read(offset, head)];
        return (offset + PickleOpcode.HeadLengths[head[0]], LengthOf(head));
    }

    /// <summary>The length that an opcode with a length gives.</summary>
    /// <param name="head">The opcode with its length.</param>
    /// <exception cref="ModelFormatException">It is negative, or more than any file has.</exception>
    public static long LengthOf(ReadOnlySpan<byte> head)
    {
        var length = head[0] switch
        {
            PickleOpcode.ShortBinString or PickleOpcode.ShortBinUnicode or PickleOpcode.ShortBinBytes or PickleOpcode.Long1 => head[1],
            PickleOpcode.BinString or PickleOpcode.Long4 => BinaryPrimitives.ReadInt32LittleEndian(head[1..]),
            PickleOpcode.BinUnicode or PickleOpcode.BinBytes => BinaryPrimitives.ReadUInt32LittleEndian(head[1..]),
            _ => BinaryPrimitives.ReadInt64LittleEndian(head[1..]),
        };
        return length is >= 0 and < 1L << 48 ? length : throw new ModelFormatException($"a length of {length} bytes");
    }

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes[0] is PickleOpcode.String or PickleOpcode.Unicode)
        {
            var end = bytes.IndexOf((byte)'\n');
            return end < 0 ? null
                : bytes[0] == PickleOpcode.Unicode ? Unescape(Encoding.Latin1.GetString(bytes[1..end]), unicodeOnly: true)
                : end < 3 ? null : Unescape(Encoding.Latin1.GetString(bytes[1..end].TrimEnd("\r "u8)[1..^1]), unicodeOnly: false);
        }

        var head = PickleOpcode.HeadLengths[bytes[0]];
        if (head > bytes.Length)
        {
            return null;
        }

        var length = LengthOf(bytes);
        return length <= Math.Min(MaximumLength, bytes.Length - head) ? Encoding.UTF8.GetString(bytes.Slice(head, (int)length)) : null;
    }

    // Python's "raw-unicode-escape" knows \u and \U alone; its "unicode-escape" of STRING the others too.
    private static string Unescape(string text, bool unicodeOnly)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            var escape = text[++at];
            var digits = escape switch { 'u' when unicodeOnly => 4, 'U' when unicodeOnly => 8, 'x' when !unicodeOnly => 2, _ => 0 };
            if (digits > 0 && at + digits < text.Length
                && int.TryParse(text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && Rune.IsValid(code))
            {
                result.Append(new Rune(code));
                at += digits;
            }
            else if (!unicodeOnly && escape is >= '0' and <= '7')
            {
                var value = 0;
                var last = Math.Min(at + 3, text.Length);
                for (; at < last && text[at] is >= '0' and <= '7'; at++)
                {
                    value = (value * 8) + text[at] - '0';
                }

                at--;
                result.Append((char)(value & 0xFF));
            }
            else
            {
                result.Append(unicodeOnly ? "\\" + escape : escape switch { 'n' => "\n", 't' => "\t", 'r' => "\r", _ => escape.ToString() });
            }
        }

        return result.ToString();
    }
}
