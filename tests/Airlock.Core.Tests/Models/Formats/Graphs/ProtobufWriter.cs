using System.Text;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Writes protobuf messages: <c>new ProtobufWriter().Text(3, "name").Message(5, other)</c>.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public ProtobufWriter Varint(int field, ulong value) => Tag(field, 0).Number(value);

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, value.ToArray());

    public ProtobufWriter Bytes(int field, byte[] value)
    {
        Tag(field, 2).Number((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtobufWriter Raw(params byte[] value)
    {
        _bytes.Write(value);
        return this;
    }

    /// <summary>An entry of a map: key 1, value 2.</summary>
    public ProtobufWriter Entry(int field, string key, ProtobufWriter value) => Message(field, new ProtobufWriter().Text(1, key).Message(2, value));

    private ProtobufWriter Tag(int field, int type) => Number(((ulong)field << 3) | (uint)type);

    private ProtobufWriter Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
        return this;
    }
}
