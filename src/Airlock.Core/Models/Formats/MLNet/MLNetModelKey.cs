using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What the header of an ML.NET model part says (dotnet/machinelearning: src/Microsoft.ML.Core/Data/ModelHeader.cs). All offsets count from the
/// header's start, all numbers are little-endian.
/// </summary>
/// <param name="Signature">What kind of model it is, as <c>CUSTOMXF</c>.</param>
/// <param name="Loader">The name under which the class that reads it is registered.</param>
/// <param name="Assemblies">The assemblies that are loaded for it, each with the offset of its name.</param>
internal sealed record MLNetModelKey(string Signature, string Loader, IReadOnlyList<(string Name, long Offset)> Assemblies)
{
    private const int HeaderLength = 256;
    private const ulong Mark = 0x4C45444F4D004C4D;
    private const ulong TailMark = 0x4D4C004D4F44454C;
    private const uint FirstVersionWithAssembly = 0x00010002;
    private const int MaximumName = 4096;
    private const int MaximumStrings = 1_000_000;

    /// <summary>Reads the header, and checks that everything it points to lies inside.</summary>
    /// <exception cref="ModelFormatException">It does not, or the bytes are no such header.</exception>
    public static MLNetModelKey Read(ByteSource source)
    {
        var header = source.ReadBytes(0, HeaderLength);
        if (BitConverter.ToUInt64(header, 0) != Mark)
        {
            throw new ModelFormatException("it does not begin with the mark of a model", 0);
        }

        var version = BitConverter.ToUInt32(header, 8);
        var (model, modelLength) = Range(source, header, 16, "the model");
        var tail = BitConverter.ToInt64(header, 128);
        if (tail < HeaderLength || tail > source.Length - sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(source.ReadBytes(tail, sizeof(ulong))) != TailMark)
        {
            throw new ModelFormatException("the mark of its end does not stand where the header says", 128);
        }

        var (signature, loader) = (Text(header.AsSpan(64, 8)), Text(header.AsSpan(80, 24)));
        var assemblies = new List<(string, long)>();
        if (version >= FirstVersionWithAssembly)
        {
            var (start, length) = (BitConverter.ToInt64(header, 144), BitConverter.ToUInt32(header, 152));
            if (length > 0)
            {
                if (length > MaximumName || length % 2 != 0 || start < HeaderLength || start > source.Length - length)
                {
                    throw new ModelFormatException("the name of its assembly lies outside", 144);
                }

                assemblies.Add((Encoding.Unicode.GetString(source.ReadBytes(start, (int)length)), start));
            }
        }

        var strings = ReadStrings(source, header);
        if (signature == "CUSTOMXF" || loader == "CustomTransformer")
        {
            // A custom mapping gives the number of two strings: its contract, and the assembly in which to look for it.
            if (modelLength >= 8 && BitConverter.ToInt32(source.ReadBytes(model + 4, 4)) is >= 0 and var number && number < strings.Count)
            {
                assemblies.Add(strings[number]);
            }
        }

        // Whatever part gives an assembly's full name as a string, it is there to be loaded.
        assemblies.AddRange(strings.Where(text => text.Text.Contains(", Version=", StringComparison.OrdinalIgnoreCase)
            || text.Text.Contains(", PublicKeyToken=", StringComparison.OrdinalIgnoreCase)));
        return new MLNetModelKey(signature, loader, [.. assemblies.Distinct()]);
    }

    // The table has the end of each string, in characters' bytes; the characters are UTF-16.
    private static List<(string Text, long Offset)> ReadStrings(ByteSource source, byte[] header)
    {
        var strings = new List<(string, long)>();
        if (BitConverter.ToInt64(header, 32) == 0)
        {
            return strings;
        }

        var (table, tableLength) = Range(source, header, 32, "its table of strings");
        var (characters, charactersLength) = Range(source, header, 48, "its strings");
        if (tableLength % sizeof(long) != 0 || tableLength / sizeof(long) > MaximumStrings)
        {
            throw new ModelFormatException("its table of strings has a wrong length", 40);
        }

        var ends = new ByteCursor(source.Slice(table, tableLength));
        long start = 0;
        while (!ends.IsAtEnd)
        {
            var end = (long)ends.ReadUInt64();
            if (end < start || end > charactersLength)
            {
                throw new ModelFormatException("a string lies outside of its strings", table + ends.Position - sizeof(long));
            }

            // Words of a vocabulary may be long; names of assemblies are not.
            strings.Add((end - start <= MaximumName ? Encoding.Unicode.GetString(source.ReadBytes(characters + start, (int)(end - start))) : "", characters + start));
            start = end;
        }

        return strings;
    }

    private static (long Start, long Length) Range(ByteSource source, byte[] header, int at, string what)
    {
        var (start, length) = (BitConverter.ToInt64(header, at), BitConverter.ToInt64(header, at + 8));
        return start >= HeaderLength && length >= 0 && start <= source.Length - length
            ? (start, length)
            : throw new ModelFormatException($"{what} lies outside", at);
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return string.Concat(Encoding.ASCII.GetString(end < 0 || field[(end + 1)..].ContainsAnyExcept((byte)0) ? field : field[..end])
            .Select(letter => char.IsControl(letter) ? ' ' : letter)).TrimEnd();
    }
}
