using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>What a tar begins with.</summary>
internal static class TarMark
{
    private const int HeaderLength = 512;
    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether a header of an entry stands at an offset: its checksum is right, with or without the mark that POSIX added.</summary>
    public static bool IsAt(ByteSource source, long offset)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        return source.Read(offset, header) == HeaderLength && IsHeader(header);
    }

    /// <summary>Whether 512 bytes are the header of an entry.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header)
    {
        // The checksum is the sum of the bytes, unsigned or, in old writers, signed, with spaces in its own place.
        int unsigned = 0, signed = 0, expected = 0, digits = 0;
        for (var at = 0; at < HeaderLength; at++)
        {
            var value = at is >= ChecksumOffset and < ChecksumOffset + ChecksumLength ? (byte)' ' : header[at];
            (unsigned, signed) = (unsigned + value, signed + (sbyte)value);
        }

        foreach (var digit in header.Slice(ChecksumOffset, ChecksumLength).Trim((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                break;
            }

            (expected, digits) = ((expected * 8) + digit - '0', digits + 1);
        }

        return digits > 0 && header[0] != 0 && (expected == unsigned || expected == signed);
    }
}
