using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>The types of messages that matter here (specification, section IV.A.2).</summary>
internal enum Hdf5MessageType
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>A message of an object header.</summary>
/// <param name="Type">What it says.</param>
/// <param name="IsShared">Whether it only says where the message stands.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Hdf5Message(Hdf5MessageType Type, bool IsShared, Hdf5Block Body);

/// <summary>Reads the messages of an object, in both versions of its header and wherever they go on.</summary>
internal static class Hdf5ObjectHeader
{
    private const int LongestPrefix = 64;
    private const int MaximumMessages = 100_000;

    /// <summary>All messages of the object at an address.</summary>
    public static List<Hdf5Message> Read(Hdf5File file, long address)
    {
        var messages = new List<Hdf5Message>();
        var prefix = file.BlockUpTo(address, LongestPrefix);
        var isNew = prefix.Has("OHDR"u8);
        var version = prefix.ReadByte();
        if (version != (isNew ? 2 : 1))
        {
            throw new ModelFormatException($"an object header is of the unknown version {version}", prefix.Offset);
        }

        var hasOrder = false;
        long size;
        if (isNew)
        {
            var flags = prefix.ReadByte();
            hasOrder = (flags & 4) != 0;
            prefix.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
            size = prefix.ReadNumber(1 << (flags & 3));
        }
        else
        {
            prefix.Skip(7);
            size = prefix.ReadNumber(4);
            prefix.Skip(4);
        }

        var parts = new Queue<(long Address, long Size)>([(address + prefix.Position, size)]);
        for (var isFirst = true; parts.TryDequeue(out var part); isFirst = false)
        {
            var block = file.Block(part.Address, part.Size);
            var end = 0;
            if (isNew && !isFirst)
            {
                block.Require("OCHK"u8);
                end = 4;
            }

            ReadPart(block, isNew, hasOrder, end, messages, parts);
        }

        return messages;
    }

    // Behind the last message there may be less room than a message's head takes, and in later parts a checksum.
    private static void ReadPart(
        Hdf5Block block, bool isNew, bool hasOrder, int end, List<Hdf5Message> messages, Queue<(long Address, long Size)> parts)
    {
        var head = isNew ? (hasOrder ? 6 : 4) : 8;
        while (block.Rest - end >= head)
        {
            var type = (Hdf5MessageType)block.ReadNumber(isNew ? 1 : 2);
            var size = block.ReadNumber(2);
            var flags = block.ReadByte();
            block.Skip(head - (isNew ? 4 : 5));
            var body = block.Part(size);
            if (type == Hdf5MessageType.Continuation)
            {
                parts.Enqueue((body.ReadAddress() ?? throw new ModelFormatException("a header goes on nowhere", body.Offset), body.ReadLength()));
            }
            else if (messages.Count < MaximumMessages)
            {
                messages.Add(new Hdf5Message(type, (flags & 2) != 0, body));
            }
            else
            {
                throw new ScanLimitException($"an object of it has more than {MaximumMessages:N0} messages");
            }
        }
    }
}
