using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Something wrong with a zip as a whole.</summary>
/// <param name="Message">What, as part of a sentence about the file.</param>
/// <param name="Subject">The kind, as a pin can accept it; null if it keeps the zip from being read.</param>
internal readonly record struct ZipProblem(string Message, string? Subject);

/// <summary>Finds out what each byte of a zip belongs to: an entry, a directory, an end record, or nothing.</summary>
internal sealed class ZipLayout
{
    private const int MaximumNames = 32 * 1024 * 1024;

    private const int DescriptorLength = 16;

    private readonly ByteSource _source;
    private readonly List<(long Start, long End, ZipMember? Member)> _claims = [];
    private int _names;

    private ZipLayout(ByteSource source) => _source = source;

    private static ReadOnlySpan<byte> DescriptorMark => "PK\x07\x08"u8;

    public List<ZipMember> Members { get; private set; } = [];

    public List<ZipStray> Strays { get; } = [];

    public HashSet<ZipMember> Overlapping { get; } = [];

    public List<ZipProblem> Problems { get; } = [];

    /// <summary>Reads a zip by its end records, the last first, and then what these leave over.</summary>
    public static ZipLayout Read(ByteSource source, IReadOnlyList<ZipEndRecord> records)
    {
        var layout = new ZipLayout(source);
        foreach (var record in records)
        {
            layout.ReadDirectories(record);
        }

        if (records.Count == 0)
        {
            layout.Problems.Add(new ZipProblem("it has no central directory: it is cut off, or made for readers that go without", null));
        }

        layout.WalkGaps();
        layout.Members = [.. layout.Members.OrderBy(member => (member.Local ?? member.Header).Start)];
        return layout;
    }

    private void ReadDirectories(ZipEndRecord record)
    {
        if (_claims.Any(claim => claim.Start <= record.Start && record.End <= claim.End))
        {
            return; // It is content: a zip that is stored in this one.
        }

        if (_claims.Count > 0)
        {
            Problems.Add(new ZipProblem("it has two end records, and readers differ in which they take", "zip:two-end-records"));
        }

        if (record.Disagreement is { } disagreement)
        {
            Problems.Add(new ZipProblem(disagreement, "zip:two-directories"));
        }

        _claims.Add((record.Start, record.End, null));
        var (before, written) = (record.IsDirectoryBefore(_source), record.IsDirectoryAsWritten(_source));
        if (before && written && record.Shift != 0 && record.Count > 0)
        {
            Problems.Add(new ZipProblem("a directory stands where its end record says and another before that record", "zip:two-directories"));
        }

        if (before)
        {
            ReadDirectory(record, record.Start - record.DirectorySize, record.Shift);
        }

        if (written && (record.Shift != 0 || !before))
        {
            ReadDirectory(record, record.DirectoryOffset, 0);
        }
    }

    private void ReadDirectory(ZipEndRecord record, long start, long shift)
    {
        var cursor = new ByteCursor(_source.Slice(start, record.Start - start));
        long count = 0;
        while (HasRoom() && ZipHeader.ReadDirectory(cursor, start) is { } header)
        {
            count++;
            _names += header.Name.Length;
            var offset = header.LocalOffset + shift;
            var member = new ZipMember(header, offset >= 0 && offset < _source.Length ? ZipHeader.ReadLocal(_source, offset) : null);
            Members.Add(member);
            if (member.Local is { } local)
            {
                _claims.Add((local.Start, Math.Clamp(EndOf(member), local.End, _source.Length), member));
            }
        }

        // Writers without Zip64 write the number of entries modulo 65,536.
        if ((count & 0xFFFF) != (record.Count & 0xFFFF))
        {
            Problems.Add(new ZipProblem($"its end record counts {record.Count:N0} entries and its directory lists {count:N0}", "zip:entry-count"));
        }

        if (start + cursor.Position != start + record.DirectorySize)
        {
            Problems.Add(new ZipProblem("its directory is not as long as its end record says", "zip:directory-size"));
        }

        _claims.Add((start, start + cursor.Position, null));
    }

    private bool HasRoom()
    {
        if (Members.Count < ScanBudget.MaximumEntries && _names < MaximumNames)
        {
            return true;
        }

        Problems.Add(new ZipProblem($"it has more than {ScanBudget.MaximumEntries:N0} entries, or names of {MaximumNames:N0} characters", null));
        return false;
    }

    // Behind the data there may be a data descriptor, with or without its mark, in 32 or 64 bits (APPNOTE 4.3.9).
    private long EndOf(ZipMember member)
    {
        if (member.Local is not { HasDescriptor: true } || member.Length < 0 || member.End < 0 || member.End > _source.Length)
        {
            return member.End;
        }

        var (header, end) = (member.Header, member.End);
        Span<byte> descriptor = stackalloc byte[24];
        var found = descriptor[.._source.Read(end, descriptor)];
        var mark = found.StartsWith(DescriptorMark) ? 4 : 0;
        foreach (var width in (ReadOnlySpan<int>)[8, 4])
        {
            var length = mark + 4 + (2 * width);
            if (found.Length >= length
                && BitConverter.ToUInt32(found[mark..]) == header.Checksum
                && ReadSize(found[(mark + 4)..], width) == Truncate(header.CompressedSize, width)
                && ReadSize(found[(mark + 4 + width)..], width) == Truncate(header.Size, width))
            {
                return end + length;
            }
        }

        return end;

        static long ReadSize(ReadOnlySpan<byte> bytes, int width) => width == 8 ? BitConverter.ToInt64(bytes) : BitConverter.ToUInt32(bytes);

        static long Truncate(long size, int width) => width == 8 ? size : (uint)size;
    }

    private void WalkGaps()
    {
        _claims.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.End.CompareTo(right.End));
        long position = 0;
        foreach (var (start, end, member) in _claims)
        {
            if (start > position)
            {
                ReadGap(position, start);
            }
            else if (start < position && member is not null)
            {
                Overlapping.Add(member);
            }

            position = Math.Max(position, end);
        }

        ReadGap(position, _source.Length);
    }

    // A reader that goes along the local headers takes what begins with the mark of one for an entry, whatever the directory says.
    private void ReadGap(long start, long end)
    {
        for (var at = start; at < end;)
        {
            var next = Find(at, end, isDescriptor: false);
            if (next == end || !HasRoom())
            {
                break;
            }

            if (ZipHeader.ReadLocal(_source, next) is not { } local || local.End > end)
            {
                at = next + ZipHeader.LocalMark.Length;
                continue;
            }

            AddStray(start, next);
            var length = local.HasDescriptor && local.CompressedSize is 0 or uint.MaxValue
                ? Find(local.End, end, isDescriptor: true) - local.End
                : local.CompressedSize;
            var member = new ZipMember(null, local) { Length = length >= 0 && length < end - local.End ? length : end - local.End };
            _names += local.Name.Length;
            Members.Add(member);
            start = at = Math.Min(end, member.End + (_source.Has(member.End, DescriptorMark) ? DescriptorLength : 0));
        }

        AddStray(start, end);
    }

    private void AddStray(long start, long end)
    {
        if (start < end && FindOther(start, end) < end)
        {
            Strays.Add(new ZipStray(start, end - start));
        }
    }

    // The next local header, or data descriptor if that is wanted too.
    private long Find(long start, long end, bool isDescriptor)
    {
        var buffer = new byte[64 * 1024];
        for (var at = start; at < end - 4; at += buffer.Length - 3)
        {
            var chunk = buffer.AsSpan(0, _source.Read(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at))));
            for (var found = 0; chunk[found..].IndexOf("PK"u8) is >= 0 and var step; found += step + 2)
            {
                var mark = chunk[(found + step)..];
                if (mark.StartsWith(ZipHeader.LocalMark) || (isDescriptor && mark.StartsWith(DescriptorMark)))
                {
                    return at + found + step;
                }
            }
        }

        return end;
    }

    private long FindOther(long start, long end)
    {
        var buffer = new byte[64 * 1024];
        for (var at = start; at < end; at += buffer.Length)
        {
            var chunk = buffer.AsSpan(0, _source.Read(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at))));
            var found = chunk.IndexOfAnyExcept((byte)0);
            if (found >= 0)
            {
                return at + found;
            }
        }

        return end;
    }
}
