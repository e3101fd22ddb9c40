using System.Buffers.Binary;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads safetensors: a JSON header that says where each tensor lies, then the tensors. The format runs nothing; what is checked is that the
/// header tells the truth and that no byte lies outside of all tensors. (https://github.com/huggingface/safetensors, "Format".)
/// </summary>
internal sealed class SafetensorsReader : IModelReader
{
    /// <summary>The longest header that the format's own library reads, in bytes.</summary>
    public const long MaximumHeader = 100_000_000;

    private const int LengthSize = sizeof(ulong);

    /// <inheritdoc/>
    public string Format => "safetensors";

    /// <inheritdoc/>
    public bool Recognises(ByteSource source, string name) =>
        name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? !source.Has(0, "version https://git-lfs"u8) : HasHeader(source);

    /// <inheritdoc/>
    public void Read(ByteSource source, ScanContext context)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(source.ReadBytes(0, LengthSize));
        if (length > MaximumHeader)
        {
            throw new ModelFormatException($"its header would have {length:N0} bytes, at most {MaximumHeader:N0} are allowed", 0);
        }

        if (length > (ulong)(source.Length - LengthSize))
        {
            throw new ModelFormatException($"its header would have {length:N0} bytes, but the file has {source.Length:N0}", 0);
        }

        var header = source.ReadBytes(LengthSize, (int)length);
        context.Cancellation.ThrowIfCancellationRequested();
        var facts = new SafetensorsFacts();
        var tensors = SafetensorsHeader.Read(header, LengthSize, facts);
        CheckPlaces(tensors, (ulong)(source.Length - LengthSize) - length);
        context.Describe(facts.Build(context.Name));
    }

    // Without a name to go by: a length that fits and the beginning of an object whose first member or end follows.
    private static bool HasHeader(ByteSource source)
    {
        Span<byte> start = stackalloc byte[LengthSize + 32];
        var read = source.Read(0, start);
        if (read < LengthSize + 2 || start[LengthSize] != '{')
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        var next = start[(LengthSize + 1)..read].TrimStart(" \t\r\n"u8);
        return length is >= 2 and <= MaximumHeader && length <= (ulong)(source.Length - LengthSize) && !next.IsEmpty && next[0] is (byte)'"' or (byte)'}';
    }

    // In the order of their offsets the tensors must begin at zero, follow each other without gap or overlap, and end with the file.
    private static void CheckPlaces(List<SafetensorsTensor> tensors, ulong dataLength)
    {
        if (!IsOrdered(tensors))
        {
            tensors.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        }

        var end = 0UL;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                throw new ModelFormatException(
                    tensor.Begin < end
                        ? $"the tensor '{tensor.Name}' begins at {tensor.Begin:N0} inside the one before, which ends at {end:N0}"
                        : $"{tensor.Begin - end:N0} bytes before the tensor '{tensor.Name}' belong to none",
                    tensor.HeaderOffset);
            }

            end = tensor.End;
        }

        if (end != dataLength)
        {
            throw new ModelFormatException(
                end < dataLength
                    ? $"{dataLength - end:N0} bytes behind the last tensor belong to none"
                    : $"the tensors end {end - dataLength:N0} bytes behind the end of the file");
        }
    }

    // Writers mostly keep the order of the data.
    private static bool IsOrdered(List<SafetensorsTensor> tensors)
    {
        for (var i = 1; i < tensors.Count; i++)
        {
            if (tensors[i].Begin < tensors[i - 1].Begin || (tensors[i].Begin == tensors[i - 1].Begin && tensors[i].End < tensors[i - 1].End))
            {
                return false;
            }
        }

        return true;
    }
}
