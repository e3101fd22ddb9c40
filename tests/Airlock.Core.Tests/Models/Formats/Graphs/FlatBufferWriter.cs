using System.Buffers.Binary;
using System.Text;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>A table of a FlatBuffer: values by number of field, each an <c>sbyte</c>, <c>int</c>, <c>string</c>, table or list of tables, in
/// which the same table twice in a row is written once.</summary>
internal sealed class FlatBufferWriter : Dictionary<int, object>
{
    /// <summary>The file: root offset, mark, tables.</summary>
    public byte[] ToFile(string mark)
    {
        var bytes = new List<byte>();
        bytes.AddRange(new byte[4]);
        bytes.AddRange(Encoding.ASCII.GetBytes(mark));
        Write(bytes, this, 0);
        return [.. bytes];
    }

    private static void Write(List<byte> bytes, FlatBufferWriter table, int reference)
    {
        var count = table.Count == 0 ? 0 : table.Keys.Max() + 1;
        var fields = bytes.Count;
        var start = fields + 4 + (count * 2);
        start += -start & 3;
        bytes.AddRange(new byte[start - fields + 4 + (count * 4)]);
        Put16(bytes, fields, 4 + (count * 2));
        Put16(bytes, fields + 2, 4 + (count * 4));
        Put32(bytes, start, start - fields);
        Put32(bytes, reference, start - reference);
        foreach (var (field, value) in table)
        {
            var at = start + 4 + (field * 4);
            Put16(bytes, fields + 4 + (field * 2), at - start);
            switch (value)
            {
                case sbyte number:
                    bytes[at] = (byte)number;
                    break;
                case int number:
                    Put32(bytes, at, number);
                    break;
                case string text:
                    Put32(bytes, at, bytes.Count - at);
                    bytes.AddRange(BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)));
                    bytes.AddRange(Encoding.UTF8.GetBytes(text));
                    bytes.AddRange(new byte[4 - (bytes.Count & 3)]);
                    break;
                case FlatBufferWriter inner:
                    Write(bytes, inner, at);
                    break;
                case FlatBufferWriter[] inner:
                    Put32(bytes, at, bytes.Count - at);
                    var list = bytes.Count;
                    bytes.AddRange(BitConverter.GetBytes(inner.Length));
                    bytes.AddRange(new byte[inner.Length * 4]);
                    for (var index = 0; index < inner.Length; index++)
                    {
                        if (index > 0 && inner[index] == inner[index - 1])
                        {
                            Put32(bytes, list + 4 + (index * 4), BitConverter.ToInt32([.. bytes.GetRange(list + (index * 4), 4)]) - 4);
                            continue;
                        }

                        Write(bytes, inner[index], list + 4 + (index * 4));
                    }

                    break;
            }
        }
    }

    private static void Put16(List<byte> bytes, int at, int value) => (bytes[at], bytes[at + 1]) = ((byte)value, (byte)(value >> 8));

    private static void Put32(List<byte> bytes, int at, int value)
    {
        Span<byte> part = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(part, value);
        for (var index = 0; index < 4; index++)
        {
            bytes[at + index] = part[index];
        }
    }
}
