using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A group or dataset of an HDF5 file: its attributes, members and where its data comes from.</summary>
internal sealed class Hdf5Object
{
    private const int VirtualLayout = 3;

    private readonly Hdf5File _file;
    private readonly List<Hdf5Message> _messages;

    /// <summary>Reads the messages of the object at an address.</summary>
    public Hdf5Object(Hdf5File file, long address) => (_file, _messages) = (file, Hdf5ObjectHeader.Read(file, address));

    /// <summary>The other files that hold its data (specification, section IV.A.2.h), and where it names them, in bytes.</summary>
    public IEnumerable<(string File, long Offset)> ExternalData()
    {
        foreach (var message in Of(Hdf5MessageType.ExternalFiles))
        {
            var body = message.Body;
            body.Skip(6);
            var count = body.ReadNumber(2);
            var names = Hdf5SymbolTable.Names(_file, body.ReadAddress() ?? throw new ModelFormatException("external files have no names", body.Offset));
            for (; count > 0; count--)
            {
                var offset = body.Offset;
                yield return (names.TextAt(body.ReadLength()), offset);
                body.Skip(2 * _file.LengthSize);
            }
        }
    }

    /// <summary>Where it says that its data is put together from other datasets, in bytes; null if it is not.</summary>
    public long? VirtualData => Of(Hdf5MessageType.Layout)
        .FirstOrDefault(message => message.Body is var body && body.ReadByte() >= 3 && body.ReadByte() == VirtualLayout)?.Body.Offset;

    /// <summary>All attributes, those in the header and those in a heap.</summary>
    /// <param name="isWanted">Says by its name whether the value of an attribute is read.</param>
    public IEnumerable<Hdf5Attribute> Attributes(Func<string, bool> isWanted)
    {
        foreach (var message in Of(Hdf5MessageType.Attribute))
        {
            yield return message.IsShared
                ? new Hdf5Attribute("", null, message.Body.Offset, false)
                : Hdf5Attribute.Read(_file, message.Body, isWanted);
        }

        foreach (var message in Of(Hdf5MessageType.AttributeInfo))
        {
            foreach (var body in InHeap(message.Body, orderSize: 2, recordHead: 0))
            {
                yield return Hdf5Attribute.Read(_file, body, isWanted);
            }
        }
    }

    /// <summary>The members of a group, in all of its forms; none of a dataset.</summary>
    public IEnumerable<Hdf5Link> Links()
    {
        foreach (var message in Of(Hdf5MessageType.SymbolTable))
        {
            foreach (var link in Hdf5SymbolTable.Read(_file, message.Body))
            {
                yield return link;
            }
        }

        foreach (var message in Of(Hdf5MessageType.Link))
        {
            yield return Hdf5Link.Read(message.Body);
        }

        foreach (var message in Of(Hdf5MessageType.LinkInfo))
        {
            foreach (var body in InHeap(message.Body, orderSize: 8, recordHead: 4))
            {
                yield return Hdf5Link.Read(body);
            }
        }
    }

    private IEnumerable<Hdf5Message> Of(Hdf5MessageType type) => _messages.Where(message => message.Type == type);

    // Both kinds of information: version, flags, perhaps the largest order, a heap, and a tree whose records hold numbers of the heap.
    private IEnumerable<Hdf5Block> InHeap(Hdf5Block body, int orderSize, int recordHead)
    {
        body.ReadByte();
        body.Skip((body.ReadByte() & 1) != 0 ? orderSize : 0);
        if (body.ReadAddress() is not { } heapAddress || body.ReadAddress() is not { } tree)
        {
            yield break;
        }

        var heap = new Hdf5FractalHeap(_file, heapAddress);
        foreach (var record in Hdf5Tree.Records(_file, tree))
        {
            record.Skip(recordHead);
            yield return heap.Read(record.Part(heap.IdSize));
        }
    }
}
