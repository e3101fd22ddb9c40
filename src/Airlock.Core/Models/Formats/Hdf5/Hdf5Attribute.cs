using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>An attribute of an object (specification, section IV.A.2.m).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its first value if it is text, else null.</param>
/// <param name="Offset">Where the text stands, in bytes.</param>
/// <param name="IsRead">Whether the value could be read; a type that is kept elsewhere is not looked up.</param>
internal sealed record Hdf5Attribute(string Name, byte[]? Text, long Offset, bool IsRead)
{
    private const int TextClass = 3;
    private const int VariableLengthClass = 9;
    private const int GlobalHeapHead = 8;

    /// <summary>Reads an attribute message.</summary>
    /// <param name="file">The file.</param>
    /// <param name="body">The message.</param>
    /// <param name="isWanted">Says by its name whether the value of an attribute is read; values can be many and far away.</param>
    public static Hdf5Attribute Read(Hdf5File file, Hdf5Block body, Func<string, bool> isWanted)
    {
        var version = body.ReadByte();
        var flags = body.ReadByte();
        var nameSize = body.ReadNumber(2);
        var typeSize = body.ReadNumber(2);
        var spaceSize = body.ReadNumber(2);
        if (version is < 1 or > 3)
        {
            throw new ModelFormatException($"an attribute is of the unknown version {version}", body.Offset);
        }

        if (version == 3)
        {
            body.ReadByte();
        }

        var name = Part(nameSize).ReadText();
        if (!isWanted(name))
        {
            return new Hdf5Attribute(name, null, body.Offset, true);
        }

        var type = Part(typeSize);
        Part(spaceSize);
        if (version > 1 && (flags & 1) != 0)
        {
            return new Hdf5Attribute(name, null, body.Offset, false);
        }

        var kind = type.ReadByte() & 0x0F;
        var isVariableText = kind == VariableLengthClass && (type.ReadByte() & 0x0F) == 1;
        type.Skip(isVariableText || kind == VariableLengthClass ? 2 : 3);
        var size = type.ReadNumber(4);
        if (kind == TextClass && size <= body.Rest)
        {
            var offset = body.Offset;
            var text = body.Take(size).TrimEnd((byte)0).TrimEnd((byte)' ').ToArray();
            return new Hdf5Attribute(name, text, offset, true);
        }

        return isVariableText && body.Rest > 0 ? ReadVariable(file, name, body) : new Hdf5Attribute(name, null, body.Offset, kind != TextClass);

        // Version 1 pads each part to eight bytes.
        Hdf5Block Part(long length)
        {
            var part = body.Part(length);
            if (version == 1)
            {
                body.Skip(Math.Min(body.Rest, (8 - (length % 8)) % 8));
            }

            return part;
        }
    }

    // Length, address of a heap and number of an object in it.
    private static Hdf5Attribute ReadVariable(Hdf5File file, string name, Hdf5Block body)
    {
        var length = body.ReadNumber(4);
        var heap = body.ReadAddress();
        var wanted = body.ReadNumber(4);
        if (length == 0 || heap is not { } address)
        {
            return new Hdf5Attribute(name, [], body.Offset, true);
        }

        var head = file.Block(address, GlobalHeapHead + file.LengthSize);
        head.Require("GCOL"u8);
        head.Skip(4);
        var collection = file.Block(address, head.ReadLength());
        collection.Skip(GlobalHeapHead + file.LengthSize);
        while (collection.Rest >= GlobalHeapHead + file.LengthSize)
        {
            var index = collection.ReadNumber(2);
            collection.Skip(6);
            var size = collection.ReadLength();
            if (index == wanted)
            {
                var offset = collection.Offset;
                return new Hdf5Attribute(name, collection.Take(Math.Min(size, length)).TrimEnd((byte)0).ToArray(), offset, true);
            }

            if (index == 0)
            {
                break;
            }

            collection.Skip(size);
            collection.Align();
        }

        throw new ModelFormatException($"the value of the attribute '{name}' is not in its heap", address);
    }
}
