namespace Airlock.Core.Models.Formats;

/// <summary>What is known of a value without building it.</summary>
internal enum PickleKind : byte
{
    /// <summary>Nothing: an empty place of the memo.</summary>
    Unset,

    /// <summary>Plain data of which no more is known: a number, None, a list, a text that was forgotten.</summary>
    Data,

    /// <summary>A whole number; the payload is its value.</summary>
    Integer,

    /// <summary>A text; the payload is the offset of the opcode that holds it.</summary>
    Text,

    /// <summary>Bytes; the payload is the offset of the opcode that holds them.</summary>
    Bytes,

    /// <summary>Bytes written as Latin-1 text, as protocols below 3 do; the payload is the offset of the text's opcode.</summary>
    EncodedText,

    /// <summary>A tuple; the payload is its number among the <see cref="PickleTuples"/>.</summary>
    Tuple,

    /// <summary>A dictionary that may describe a joblib array; the payload is its number.</summary>
    Dictionary,

    /// <summary>What an import gave; the payload is its number among the <see cref="PickleImports"/>.</summary>
    Global,

    /// <summary>What a call gave; the payload is the number of the import that was called.</summary>
    Instance,

    /// <summary>A numpy dtype; the payload is its number.</summary>
    ElementType,

    /// <summary>The number by which a legacy torch stream begins.</summary>
    TorchMagic,

    /// <summary>So many values of plain data, one upon the other; the payload is their count.</summary>
    Run,
}

/// <summary>
/// A value of the abstract machine, in eight bytes whatever the value's size: what findings may need is found again in the file by its offset.
/// </summary>
internal readonly struct PickleValue : IEquatable<PickleValue>
{
    private const int PayloadBits = 56;

    private readonly ulong _bits;

    /// <summary>Makes a value.</summary>
    /// <param name="kind">What is known.</param>
    /// <param name="payload">As the kind says; 56 bits with sign.</param>
    public PickleValue(PickleKind kind, long payload) =>
        _bits = ((ulong)kind << PayloadBits) | ((ulong)payload & ((1UL << PayloadBits) - 1));

    /// <summary>Plain data of which no more is known.</summary>
    public static PickleValue Data => new(PickleKind.Data, 0);

    /// <summary>What is known.</summary>
    public PickleKind Kind => (PickleKind)(_bits >> PayloadBits);

    /// <summary>As the kind says.</summary>
    public long Payload => (long)(_bits << (64 - PayloadBits)) >> (64 - PayloadBits);

    /// <inheritdoc/>
    public bool Equals(PickleValue other) => _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PickleValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits.GetHashCode();
}
