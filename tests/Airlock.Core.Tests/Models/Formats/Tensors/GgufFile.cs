using System.Buffers.Binary;
using System.Text;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Writes GGUF for tests, also such as no writer would.</summary>
internal sealed class GgufFile(bool isBigEndian = false)
{
    private readonly MemoryStream _keys = new();
    private readonly MemoryStream _tensors = new();
    private int _keyCount;
    private int _tensorCount;
    private ulong _next;

    public uint Version { get; set; } = 3;

    public uint Alignment { get; set; } = 32;

    public long? KeyCount { get; set; }

    public long? TensorCount { get; set; }

    public GgufFile Key(string name, uint type, params byte[] value)
    {
        Text(_keys, name);
        Write(_keys, type, 4);
        _keys.Write(value);
        _keyCount++;
        return this;
    }

    public GgufFile Key(string name, string value) => Key(name, 8, Of(stream => Text(stream, value)));

    public GgufFile Number(string name, uint type, ulong value, int size) => Key(name, type, Of(stream => Write(stream, value, size)));

    public GgufFile List(string name, uint type, ulong count, params byte[] elements) =>
        Key(name, 9, [.. Of(stream => Write(stream, type, 4)), .. Of(stream => Write(stream, count, 8)), .. elements]);

    public GgufFile Tensor(string name, uint type, ulong bytes, ulong? offset = null, params long[] dimensions)
    {
        Text(_tensors, name);
        Write(_tensors, (uint)dimensions.Length, 4);
        foreach (var dimension in dimensions)
        {
            Write(_tensors, (ulong)dimension, 8);
        }

        Write(_tensors, type, 4);
        Write(_tensors, offset ?? _next, 8);
        _next += Pad(bytes);
        _tensorCount++;
        return this;
    }

    public byte[] Bytes(int more = 0)
    {
        var file = new MemoryStream();
        file.Write("GGUF"u8);
        Write(file, Version, 4);
        Write(file, (ulong)(TensorCount ?? _tensorCount), 8);
        Write(file, (ulong)(KeyCount ?? _keyCount), 8);
        _keys.WriteTo(file);
        _tensors.WriteTo(file);
        if (_tensorCount > 0)
        {
            file.SetLength((long)Pad((ulong)file.Length) + (long)_next + more);
        }
        else
        {
            file.SetLength(file.Length + more);
        }

        return file.ToArray();
    }

    public byte[] TextBytes(string text) => Of(stream => Text(stream, text));

    private ulong Pad(ulong value) => (value + Alignment - 1) / Alignment * Alignment;

    private static byte[] Of(Action<MemoryStream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private void Text(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(stream, (ulong)bytes.Length, 8);
        stream.Write(bytes);
    }

    private void Write(Stream stream, ulong value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Array.Resize(ref bytes, size);
        if (isBigEndian)
        {
            Array.Reverse(bytes);
        }

        stream.Write(bytes);
    }
}
