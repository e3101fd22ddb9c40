using System.IO.Hashing;

namespace Airlock.Core.Tests.Libraries.Integrity;

/// <summary>Makes bytes of a given length and CRC-32, which is no secret and no signature.</summary>
internal static class ForgedChecksum
{
    private const int Bits = 32;

    /// <summary>Bytes that begin as wanted, and have length and CRC-32 of the original.</summary>
    public static byte[] Of(ReadOnlySpan<byte> wanted, byte[] original)
    {
        var forged = new byte[original.Length];
        wanted[..Math.Min(wanted.Length, forged.Length - 4)].CopyTo(forged);
        var (target, start) = (Crc32.HashToUInt32(original), Crc32.HashToUInt32(forged));

        // The checksum is linear in the bits: what each of the last 32 changes is known, and which of them to set follows by elimination.
        var rows = new List<(uint Change, uint Set)>();
        for (var bit = 0; bit < Bits; bit++)
        {
            var probe = (byte[])forged.Clone();
            probe[^(4 - (bit / 8))] ^= (byte)(1 << (bit % 8));
            rows.Add((Crc32.HashToUInt32(probe) ^ start, 1u << bit));
        }

        var (left, chosen) = (target ^ start, 0u);
        for (var bit = 0; bit < Bits; bit++)
        {
            var pivot = rows.FindIndex(row => (row.Change >> bit & 1) == 1);
            var (change, set) = rows[pivot];
            rows.RemoveAt(pivot);
            rows = [.. rows.Select(row => (row.Change >> bit & 1) == 1 ? (row.Change ^ change, row.Set ^ set) : row)];
            (left, chosen) = (left >> bit & 1) == 1 ? (left ^ change, chosen ^ set) : (left, chosen);
        }

        for (var bit = 0; bit < Bits; bit++)
        {
            if ((chosen >> bit & 1) == 1)
            {
                forged[^(4 - (bit / 8))] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.Equal(target, Crc32.HashToUInt32(forged));
        return forged;
    }
}
