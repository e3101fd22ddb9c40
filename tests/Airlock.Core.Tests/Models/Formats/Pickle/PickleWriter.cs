using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Writes pickles opcode by opcode, good and bad ones.</summary>
internal sealed class PickleWriter
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Begins a pickle.</summary>
    /// <param name="protocol">From 2 on with its mark.</param>
    public PickleWriter(int protocol = 4)
    {
        if (protocol >= 2)
        {
            Op(0x80, (byte)protocol);
        }
    }

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    public PickleWriter Op(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public PickleWriter Op(char opcode) => Op((byte)opcode);

    /// <summary>Opcodes that are characters, with their lines.</summary>
    public PickleWriter Ascii(string text) => Op(Encoding.Latin1.GetBytes(text));

    public PickleWriter Global(string module, string name) => Ascii($"c{module}\n{name}\n");

    public PickleWriter StackGlobal(string module, string name) => Text(module).Text(name).Op(0x93);

    public PickleWriter Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 256 ? Op(0x8C, (byte)bytes.Length).Op(bytes) : Op('X').UInt32(bytes.Length).Op(bytes);
    }

    public PickleWriter Bytes(ReadOnlySpan<byte> bytes) => Op('B').UInt32(bytes.Length).Op(bytes);

    public PickleWriter Int(long value) => value switch
    {
        >= 0 and < 256 => Op((byte)'K', (byte)value),
        >= int.MinValue and <= int.MaxValue => Op('J').UInt32((int)value),
        _ => Ascii(string.Create(CultureInfo.InvariantCulture, $"L{value}L\n")),
    };

    public PickleWriter UInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Op(bytes);
    }

    public PickleWriter UInt64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(bytes);
    }

    /// <summary>Calls what is on top with one text.</summary>
    public PickleWriter CallWith(string argument) => Text(argument).Op(0x85).Op('R');

    /// <summary>Ends the pickle.</summary>
    public byte[] Stop() => Op('.').ToArray();
}
