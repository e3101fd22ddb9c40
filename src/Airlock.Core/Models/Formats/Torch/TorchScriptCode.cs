using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads the code of a TorchScript program as far as the operators that it names. The language is a small part of Python: what an operator is
/// called is always written out, and nothing else reaches the host.
/// </summary>
internal static class TorchScriptCode
{
    private const int MaximumName = 512;

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Harmful = new(() => EmbeddedTable.Rows("torchscript-operators.tsv")
        .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlySet<string>> Known = new(() => EmbeddedTable.Rows("torchscript-namespaces.tsv")
        .Select(cells => cells[0]).ToHashSet(StringComparer.Ordinal));

    /// <summary>Reports operators that touch the host, and those of namespaces that PyTorch and its own libraries do not have.</summary>
    /// <param name="code">A source file.</param>
    /// <param name="context">That of the file.</param>
    public static void Read(ByteSource code, ScanContext context)
    {
        var cursor = new ByteCursor(code);
        var name = new StringBuilder();
        var (start, isJoined) = (0L, false);
        while (!cursor.IsAtEnd)
        {
            var offset = cursor.Position;
            var letter = cursor.ReadByte();
            if (IsNamePart(letter))
            {
                if (!isJoined)
                {
                    Check(name.ToString(), start, context);
                    name.Clear();
                    start = offset;
                }

                Append(name, letter);
                while (cursor.PeekByte() is >= 0 and var next && IsNamePart((byte)next))
                {
                    Append(name, cursor.ReadByte());
                }

                isJoined = false;
            }
            else if (letter == '.' && name.Length > 0)
            {
                Append(name, letter);
                isJoined = true;
            }
            else if (letter == '#')
            {
                SkipLine(cursor);
            }
            else if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\\'))
            {
                Check(name.ToString(), start, context);
                name.Clear();
                isJoined = false;
                if (letter is (byte)'"' or (byte)'\'')
                {
                    SkipText(cursor, letter);
                }
            }
        }

        Check(name.ToString(), start, context);
    }

    private static void Check(string name, long offset, ScanContext context)
    {
        // torch.save and ops.aten.save are the same operator, written in two ways.
        var parts = name.Split('.');
        var (space, operation) = parts switch
        {
            ["torch", var only] => ("aten", only),
            ["ops", var first, var second, ..] => (first, second),
            _ => ("", ""),
        };
        if (space.Length == 0)
        {
            return;
        }

        var full = $"{space}::{operation}";
        if (Harmful.Value.TryGetValue(full, out var does))
        {
            context.Report(ModelVerdict.Malicious, $"The operator '{full}' {does}.", offset, name);
        }
        else if (!Known.Value.Contains(space))
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"The operator '{full}' is none of PyTorch's: a library that the program does not bring along has to be loaded for it.",
                offset,
                name,
                $"torchscript:{full}");
        }
    }

    private static void Append(StringBuilder name, byte letter)
    {
        if (name.Length < MaximumName)
        {
            name.Append((char)letter);
        }
    }

    private static void SkipLine(ByteCursor cursor)
    {
        while (!cursor.IsAtEnd && cursor.ReadByte() != '\n')
        {
        }
    }

    // Behind the first quote of a text; three quotes begin one that three end, on whatever line.
    private static void SkipText(ByteCursor cursor, byte quote)
    {
        var isLong = cursor.Peek(2) is [var first, var second] && first == quote && second == quote;
        if (isLong)
        {
            cursor.Skip(2);
        }

        while (!cursor.IsAtEnd)
        {
            var letter = cursor.ReadByte();
            if (letter == '\\' && !cursor.IsAtEnd)
            {
                cursor.Skip(1);
            }
            else if (isLong ? letter == quote && cursor.Peek(2) is [var next, var last] && next == quote && last == quote : letter == quote || letter == '\n')
            {
                cursor.Skip(isLong ? 2 : 0);
                return;
            }
        }
    }

    private static bool IsNamePart(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or >= 0x80;
}
