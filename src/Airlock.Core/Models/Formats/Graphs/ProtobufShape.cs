using System.Runtime.CompilerServices;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Tells protobuf files apart, which have no mark of their own, by the fields that stand at the top. Fields that a schema does not have are
/// passed over, as its parser does.
/// </summary>
internal sealed class ProtobufShape
{
    private const int ManyFields = 4096;

    // Readers ask for the shape of the same source one after the other.
    private static readonly ConditionalWeakTable<ByteSource, StrongBox<ProtobufShape?>> Known = [];

    private readonly HashSet<(int, ProtobufType)> _fields = [];
    private readonly Dictionary<int, ProtobufMessage.Field> _first = [];

    private ProtobufShape()
    {
    }

    /// <summary>The shape of a source, or null if it is not well-formed; of a long one only the beginning is looked at.</summary>
    public static ProtobufShape? Of(ByteSource source) => Known.GetValue(
        source,
        static source => new(Of(() => ProtobufMessage.Of(source, new ScanBudget(source.Length))))).Value;

    /// <summary>Whether a field stands there, written in this way.</summary>
    public bool Has(int number, ProtobufType type) => _fields.Contains((number, type));

    /// <summary>The shape of the message in the first field of that number, or null if there is none.</summary>
    public ProtobufShape? Inside(int number) => _first.TryGetValue(number, out var field) ? Of(field.Message) : null;

    /// <summary>The text of the first field of that number; empty if there is none, or a long one.</summary>
    public string Text(int number) => _first.GetValueOrDefault(number).Label;

    private static ProtobufShape? Of(Func<ProtobufMessage> open)
    {
        var shape = new ProtobufShape();
        var count = 0;
        try
        {
            foreach (var field in open())
            {
                shape._fields.Add((field.Number, field.Type));
                if (field.Type == ProtobufType.Bytes)
                {
                    shape._first.TryAdd(field.Number, field);
                }

                if (++count == ManyFields)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is ModelFormatException or ScanLimitException)
        {
            return null;
        }

        return shape;
    }
}
