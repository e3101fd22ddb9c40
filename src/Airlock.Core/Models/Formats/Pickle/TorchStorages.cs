using System.Globalization;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What a legacy torch stream says of its tensors' storages. It is five pickles (a magic number, a protocol, facts about the system, the
/// object, the list of the storages' keys) and then for each key the number of elements and their bytes (PyTorch's <c>_legacy_save</c>).
/// </summary>
internal sealed class TorchStorages
{
    /// <summary>Number of pickles before the storages.</summary>
    public const int Pickles = 5;

    private const int Maximum = 1_000_000;

    private readonly Dictionary<string, int> _elementSizes = new(StringComparer.Ordinal);
    private readonly List<long> _texts = [];

    /// <summary>The number that the first pickle makes, 0x1950A86A20F9469CFC6C, as bytes of a LONG1.</summary>
    public static ReadOnlySpan<byte> Magic => [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>Whether the pickle that is read is the list of keys, whose texts count.</summary>
    public bool IsListOfKeys { get; set; }

    /// <summary>Takes a persistent id: ("storage", class, key, location, number of elements, …).</summary>
    public void SeeStorage(ReadOnlySpan<PickleValue> id, PickleMachine machine)
    {
        if (id.Length < 5 || machine.TextOf(id[0]) != "storage" || machine.TextOf(id[2]) is not { } key || machine.ImportOf(id[1]) is not { } type)
        {
            return;
        }

        if (_elementSizes.Count == Maximum)
        {
            throw new ScanLimitException($"it has more than {Maximum:N0} storages");
        }

        _elementSizes[key] = SizeOf(type.Name);
    }

    /// <summary>Takes a text by its offset.</summary>
    public void SeeText(long offset)
    {
        if (!IsListOfKeys)
        {
            return;
        }

        if (_texts.Count == Maximum)
        {
            throw new ScanLimitException($"it has more than {Maximum:N0} storages");
        }

        _texts.Add(offset);
    }

    /// <summary>Goes over the storages with a cursor that stands before them.</summary>
    /// <exception cref="ModelFormatException">They are not as the pickles say.</exception>
    public void Skip(ByteSource source, ByteCursor cursor)
    {
        foreach (var offset in _texts)
        {
            if (PickleText.Read(source, cursor, offset) is not { } key || !_elementSizes.TryGetValue(key, out var size) || size == 0)
            {
                throw new ModelFormatException("the storage of a tensor has a key or a type that can't be followed", cursor.Position);
            }

            var count = cursor.ReadUInt64();
            if (count > (ulong)(source.Length / size))
            {
                throw new ModelFormatException(
                    string.Create(CultureInfo.InvariantCulture, $"a storage of {count} elements is longer than the file"), cursor.Position);
            }

            cursor.Skip((long)count * size);
        }
    }

    private static int SizeOf(string storage) => storage switch
    {
        "ComplexDoubleStorage" => 16,
        "DoubleStorage" or "LongStorage" or "ComplexFloatStorage" => 8,
        "FloatStorage" or "IntStorage" or "QInt32Storage" => 4,
        "HalfStorage" or "ShortStorage" or "BFloat16Storage" => 2,
        "ByteStorage" or "CharStorage" or "BoolStorage" or "QInt8Storage" or "QUInt8Storage" or "QUInt4x2Storage" or "QUInt2x4Storage"
            or "UntypedStorage" => 1,
        _ => 0,
    };
}
