using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Libraries.Models;

/// <summary>Files that packages are made of, and that are what their names say: these need no further look. Rows of <c>ordinary-files.tsv</c>.</summary>
internal static class OrdinaryFiles
{
    private const int HeadLength = 1024;
    private const byte Bracket = (byte)'<';

    private static readonly Dictionary<string, byte[][]> Marks = EmbeddedTable.Rows("ordinary-files.tsv")
        .GroupBy(row => row[0], row => Convert.FromHexString(row[1]), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the content begins as the file's extension promises.</summary>
    public static bool IsOrdinary(string file, ByteSource source)
    {
        if (!Marks.TryGetValue(Path.GetExtension(file), out var marks))
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[HeadLength];
        ReadOnlySpan<byte> head = buffer[..source.Read(0, buffer)];
        foreach (var mark in marks)
        {
            if (mark is [Bracket] ? IsOrdinaryMarkup(head) : head.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }

    // One format of models is XML: OpenVINO's, whose root is <net>. What hides its root, or is not in UTF-8, is looked at.
    private static bool IsOrdinaryMarkup(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head;
        while (true)
        {
            head = head.TrimStart(" \t\r\n"u8);
            var end = head.StartsWith("<?"u8) ? "?>"u8 : head.StartsWith("<!--"u8) ? "-->"u8 : [];
            if (end.IsEmpty)
            {
                return head.Length > 1 && head[0] == Bracket && char.IsAsciiLetter((char)head[1]) && !NameOf(head[1..]).SequenceEqual("net"u8);
            }

            if (head.IndexOf(end) is var at && at < 0)
            {
                return false;
            }

            head = head[(at + end.Length)..];
        }
    }

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> element)
    {
        var length = element.IndexOfAny(" \t\r\n/>"u8);
        var name = length < 0 ? element : element[..length];
        return name[(name.LastIndexOf((byte)':') + 1)..];
    }
}
