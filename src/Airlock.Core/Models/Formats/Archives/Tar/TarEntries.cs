using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A member of a tar, with what extended headers say of it.</summary>
/// <param name="Name">Its name, with <c>/</c>.</param>
/// <param name="Type">The type flag: '0' file, '1' hard link, '2' symbolic link, '5' folder.</param>
/// <param name="Target">Where a link leads.</param>
/// <param name="HeaderStart">Where its header stands.</param>
/// <param name="Start">Where its data begin.</param>
/// <param name="Length">Bytes of data.</param>
/// <param name="HeaderName">The header's own name if an extended header gives one that is no longer form of it; else null.</param>
internal sealed record TarEntry(string Name, char Type, string Target, long HeaderStart, long Start, long Length, string? HeaderName)
{
    /// <summary>Whether it has content of its own.</summary>
    public bool IsFile => Type is not ('1' or '2' or '3' or '4' or '5' or '6');
}

/// <summary>
/// Walks along the entries of a tar (POSIX.1-2017 pax, "ustar Interchange Format" and "pax Header Block"; GNU tar's long names).
/// </summary>
/// <param name="source">The bytes of the tar.</param>
internal sealed class TarEntries(ByteSource source)
{
    private const int Block = 512;
    private const int MaximumExtension = 1024 * 1024;

    // What eleven octal digits can't say: only from here on must a pax header give the size.
    private const long LeastPaxSize = 1L << 33;

    private readonly Dictionary<string, string> _global = new(StringComparer.Ordinal);
    private bool _ended;

    /// <summary>Where the next header is looked for; behind the last entry, or the end mark, when all are read.</summary>
    public long Position { get; private set; }

    /// <summary>Whether some header and its extended header give two sizes though one had been enough: readers then find other members.</summary>
    public bool HasTwoSizes { get; private set; }

    /// <summary>The next member, or null at the end.</summary>
    /// <exception cref="ModelFormatException">A header is damaged, or a member lies beyond the end.</exception>
    public TarEntry? Next()
    {
        var extended = new Dictionary<string, string>(_global, StringComparer.Ordinal);
        var header = new byte[Block];
        while (!_ended && source.Read(Position, header) == Block && header.AsSpan().ContainsAnyExcept((byte)0))
        {
            if (!TarMark.IsHeader(header))
            {
                throw new ModelFormatException("a tar header has a wrong checksum", Position);
            }

            var start = Position + Block;
            var type = (char)header[156];
            var size = type is '1' or '2' or '3' or '4' or '5' or '6' ? 0 : ReadNumber(header.AsSpan(124, 12), Position);
            if (extended.TryGetValue("size", out var written) && type is not ('x' or 'g' or 'L' or 'K'))
            {
                var larger = long.TryParse(written, out var number) && number >= 0 ? number : throw new ModelFormatException("a pax header gives no size", Position);
                HasTwoSizes |= larger != size && larger < LeastPaxSize;
                size = larger;
            }

            if (size > source.Length - start)
            {
                throw new ModelFormatException("a member of the tar lies beyond the end", Position);
            }

            var headerStart = Position;
            Position = Math.Min(source.Length, start + ((size + Block - 1) / Block * Block));
            switch (type)
            {
                case 'L' or 'K':
                    extended[type == 'L' ? "path" : "linkpath"] = Text(Extension(start, size));
                    break;
                case 'x':
                    ReadPax(Extension(start, size), extended, start);
                    break;
                case 'g':
                    ReadPax(Extension(start, size), _global, start);
                    ReadPax(Extension(start, size), extended, start);
                    break;
                default:
                    return Entry(header, type, extended, headerStart, start, size);
            }
        }

        _ended = true;
        return null;
    }

    private static TarEntry Entry(byte[] header, char type, Dictionary<string, string> extended, long headerStart, long start, long size)
    {
        var own = Text(header.AsSpan(0, 100));
        var prefix = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.AsSpan(345, 155)) : "";
        if (prefix.Length > 0)
        {
            own = $"{prefix}/{own}";
        }

        var name = extended.GetValueOrDefault("path", own);
        return new TarEntry(
            name.Replace('\\', '/'),
            type is '\0' && name.EndsWith('/') ? '5' : type,
            extended.GetValueOrDefault("linkpath", Text(header.AsSpan(157, 100))),
            headerStart,
            start,
            size,
            IsSame(own, name) ? null : own);
    }

    // The header of a name that is long or not ASCII holds a part or a stand-in of it: honest writers cut it off, replace letters, or
    // name the folder PaxHeaders. A plain short name has no reason to be given twice in two forms.
    private static bool IsSame(string own, string name) =>
        own == name || name.Length > 99 || !name.All(char.IsAscii) || own.TrimEnd('/') == name.TrimEnd('/');

    private byte[] Extension(long start, long size) => size <= MaximumExtension
        ? source.ReadBytes(start, (int)size)
        : throw new ModelFormatException($"an extended header of the tar is longer than {MaximumExtension:N0} bytes", start);

    // Records of "length key=value\n", where the length counts the whole record.
    private static void ReadPax(byte[] bytes, Dictionary<string, string> into, long start)
    {
        for (var rest = bytes.AsSpan(); rest.Length > 0 && rest[0] != 0;)
        {
            var space = rest.IndexOf((byte)' ');
            if (space <= 0 || space > 9 || !int.TryParse(rest[..space], out var length) || length <= space + 2 || length > rest.Length
                || rest[(space + 1)..length].IndexOf((byte)'=') is not (> 0 and var equals))
            {
                throw new ModelFormatException("a pax header is damaged", start + bytes.Length - rest.Length);
            }

            var record = rest[(space + 1)..(length - 1)];
            into[Encoding.UTF8.GetString(record[..equals])] = Encoding.UTF8.GetString(record[(equals + 1)..]);
            rest = rest[length..];
        }
    }

    // Octal digits, or, with the highest bit set, a number in base 256 (GNU).
    private static long ReadNumber(ReadOnlySpan<byte> field, long offset)
    {
        if (field[0] >= 0x80)
        {
            var number = BinaryPrimitives.ReadInt64BigEndian(field[4..]);
            return number >= 0 && field[0] == 0x80 && !field[1..4].ContainsAnyExcept((byte)0)
                ? number
                : throw new ModelFormatException("a size in the tar is out of range", offset);
        }

        long value = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value * 8) + digit - '0' : throw new ModelFormatException("a size in the tar is no number", offset);
        }

        return value;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
