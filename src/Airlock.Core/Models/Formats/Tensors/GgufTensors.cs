using System.Collections.Frozen;
using System.Globalization;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Reads what GGUF says about its tensors, and checks that they fill the rest of the file without gap or overlap.</summary>
internal static class GgufTensors
{
    private const int MaximumDimensions = 4;
    private const int MaximumName = 63;
    private const string Removed = "removed";

    private static readonly FrozenDictionary<uint, ElementType> Types = EmbeddedTable.Rows("ggml-types.tsv")
        .Select(row => new ElementType(Number(row[0]), row[1], Number(row[2]), Number(row[3])))
        .ToFrozenDictionary(type => type.Id);

    private sealed record ElementType(uint Id, string Name, uint BlockElements, uint BlockBytes);

    /// <summary>Reads all of them.</summary>
    /// <param name="file">Stands behind the keys.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="keys">What the keys say about the layout.</param>
    /// <param name="fileLength">In bytes.</param>
    /// <param name="tally">Counts them.</param>
    /// <param name="context">Takes findings.</param>
    public static void Read(GgufCursor file, int count, GgufKeys keys, long fileLength, TensorTally tally, ScanContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        UInt128 size = 0, padded = 0;
        var isKnown = true;
        for (var i = 0; i < count; i++)
        {
            var start = file.Position;
            var name = file.ReadText(MaximumName);
            if (!names.Add(name))
            {
                throw new ModelFormatException($"the tensor '{name}' stands twice", start);
            }

            var dimensions = ReadDimensions(file, name);
            var typeId = file.ReadUInt32();
            var offset = file.ReadUInt64();
            if (!Types.TryGetValue(typeId, out var type))
            {
                // A newer ggml: nothing can be said of the sizes any more, but names and counts are still checked.
                isKnown = false;
                tally.Add(null, null);
                context.Report(
                    ModelVerdict.NotFullyRead, $"the tensor '{name}' has the type {typeId}, which is newer than what is known here", start, name);
                continue;
            }

            if (type.Name == Removed || dimensions.First % type.BlockElements != 0)
            {
                throw new ModelFormatException(
                    type.Name == Removed
                        ? $"the tensor '{name}' has the type {typeId}, which ggml has removed"
                        : $"the rows of the tensor '{name}' are no whole blocks of {type.Name}",
                    start);
            }

            if (isKnown && offset != padded)
            {
                throw new ModelFormatException($"the tensor '{name}' should begin at {padded} and begins at {offset:N0}", start);
            }

            tally.Add(type.Name, (ulong)dimensions.Product);
            size = padded + ((UInt128)dimensions.Product / type.BlockElements * type.BlockBytes);
            padded = Pad(size, keys.Alignment);
            if (padded > long.MaxValue)
            {
                throw new ModelFormatException($"with the tensor '{name}' they would take more bytes than can be counted", start);
            }
        }

        if (isKnown)
        {
            CheckEnd(Pad((UInt128)file.Position, keys.Alignment), size, padded, fileLength);
        }
    }

    private static (long First, long Product) ReadDimensions(GgufCursor file, string name)
    {
        var count = file.ReadUInt32();
        if (count > MaximumDimensions)
        {
            throw new ModelFormatException($"the tensor '{name}' would have {count:N0} dimensions", file.Position - sizeof(uint));
        }

        var (first, product) = (1L, (UInt128)1);
        for (var i = 0; i < count; i++)
        {
            var length = file.ReadCount();
            first = i == 0 ? length : first;
            product *= (UInt128)length;
            if (product > long.MaxValue)
            {
                throw new ModelFormatException($"the tensor '{name}' has more elements than can be counted", file.Position - sizeof(long));
            }
        }

        return (first, (long)product);
    }

    // The last tensor's padding may be missing; a file of keys alone may end unpadded.
    private static void CheckEnd(UInt128 start, UInt128 size, UInt128 padded, long fileLength)
    {
        if (size > 0 && start + size > (UInt128)fileLength)
        {
            throw new ModelFormatException($"its tensors would end at {start + size}, but the file has {fileLength:N0} bytes");
        }

        if (start + padded < (UInt128)fileLength)
        {
            throw new ModelFormatException($"{(UInt128)fileLength - start - padded} bytes behind the last tensor belong to none", (long)(start + padded));
        }
    }

    private static UInt128 Pad(UInt128 value, uint alignment) => (value + alignment - 1) / alignment * alignment;

    private static uint Number(string cell) => uint.Parse(cell, CultureInfo.InvariantCulture);
}
