using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>How a protobuf field is written (https://protobuf.dev/programming-guides/encoding). Groups (3, 4) are refused: no model format has them.</summary>
internal enum ProtobufType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// A protobuf message that is walked where it lies: <c>foreach</c> over it gives its fields in the order of the bytes, and a field that nobody
/// asks for is stepped over. Every length is held against the message around it.
/// </summary>
internal readonly struct ProtobufMessage
{
    /// <summary>Messages in messages, as the protobuf runtimes limit them by default.</summary>
    public const int MaximumDepth = 100;

    private readonly Reader _reader;
    private readonly int _depth;

    private ProtobufMessage(Reader reader, long start, long end, int depth) => (_reader, Start, End, _depth) = (reader, start, end, depth);

    /// <summary>Offset of its first byte in the source.</summary>
    public long Start { get; }

    /// <summary>Offset behind its last byte.</summary>
    public long End { get; }

    /// <summary>A source that is one message.</summary>
    public static ProtobufMessage Of(ByteSource source, ScanBudget budget) => new(new Reader(new SourceWindow(source), budget), 0, source.Length, 0);

    /// <summary>Begins the walk.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The numbers that are packed into the bytes of a field. The caller bounds its length.</summary>
    /// <exception cref="ModelFormatException">The bytes are no numbers.</exception>
    public static List<ulong> Varints(Field field)
    {
        var bytes = field.Bytes();
        var (content, numbers) = (bytes.ReadBytes(0, (int)bytes.Length), new List<ulong>());
        for (var at = 0; at < content.Length;)
        {
            numbers.Add(Varint(content, ref at, field.Start));
        }

        return numbers;
    }

    private static ulong Varint(ReadOnlySpan<byte> head, ref int at, long position)
    {
        if (at < head.Length && head[at] < 0x80)
        {
            return head[at++];
        }

        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at == head.Length)
            {
                throw new ModelFormatException("a number is cut off", position + at);
            }

            var part = head[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new ModelFormatException("a number is longer than ten bytes", position + at);
    }

    /// <summary>One field.</summary>
    internal readonly struct Field
    {
        private readonly Reader _reader;
        private readonly int _depth;
        private readonly ulong _value;

        internal Field(in ProtobufMessage message, int number, ProtobufType type, long start, ulong value) =>
            (_reader, _depth, Number, Type, Start, _value) = (message._reader, message._depth, number, type, start, value);

        /// <summary>Its number in the schema; zero if it is no field.</summary>
        public int Number { get; }

        /// <summary>How it is written.</summary>
        public ProtobufType Type { get; }

        /// <summary>Offset of its value in the source; behind the value where that is a varint.</summary>
        public long Start { get; }

        /// <summary>Length of its bytes; zero where it has none.</summary>
        public long Length => Type == ProtobufType.Bytes ? (long)_value : 0;

        /// <summary>The value of a varint.</summary>
        public ulong Varint => Type == ProtobufType.Varint ? _value : throw Mistyped(ProtobufType.Varint);

        /// <summary>The message that the field holds.</summary>
        /// <exception cref="ModelFormatException">It holds none, or lies too deep.</exception>
        public ProtobufMessage Message()
        {
            Demand(ProtobufType.Bytes);
            return _depth < MaximumDepth
                ? new ProtobufMessage(_reader, Start, Start + Length, _depth + 1)
                : throw new ModelFormatException($"messages lie deeper than {MaximumDepth} levels", Start);
        }

        /// <summary>The text that the field holds.</summary>
        /// <exception cref="ModelFormatException">It holds none, or one that is longer than <see cref="SourceWindow.LongestText"/>.</exception>
        public string Text()
        {
            Demand(ProtobufType.Bytes);
            return _reader.Window.Text(Start, Length);
        }

        /// <summary>The text that the field holds, to be shown; empty if it holds none, or a long one.</summary>
        public string Label => Type == ProtobufType.Bytes && Length is > 0 and <= SourceWindow.LongestText ? Text() : "";

        /// <summary>The bytes that the field holds.</summary>
        public ByteSource Bytes()
        {
            Demand(ProtobufType.Bytes);
            return _reader.Window.Slice(Start, Length);
        }

        private void Demand(ProtobufType type)
        {
            if (Type != type)
            {
                throw Mistyped(type);
            }
        }

        private ModelFormatException Mistyped(ProtobufType expected) =>
            new($"field {Number} is written as {Type} where {expected} is demanded", Start);
    }

    /// <summary>Walks the fields.</summary>
    internal struct Enumerator
    {
        private const int LongestHead = 20;

        private readonly ProtobufMessage _message;
        private long _position;

        internal Enumerator(in ProtobufMessage message) => (_message, _position) = (message, message.Start);

        /// <summary>The field that was read.</summary>
        public Field Current { get; private set; }

        /// <summary>Reads the next field's tag and length.</summary>
        /// <exception cref="ModelFormatException">The bytes are no field, or reach behind the end of the message.</exception>
        public bool MoveNext()
        {
            if (_position == _message.End)
            {
                return false;
            }

            _message._reader.Budget.Work();
            var head = _message._reader.Window.Peek(_position, (int)Math.Min(LongestHead, _message.End - _position));
            var at = 0;
            var tag = Varint(head, ref at, _position);
            var number = tag >> 3;
            if (number is 0 or > 0x1FFF_FFFF)
            {
                throw new ModelFormatException($"{number} is no field number", _position);
            }

            var type = (ProtobufType)(tag & 7);
            var value = type is ProtobufType.Varint or ProtobufType.Bytes ? Varint(head, ref at, _position) : 0;
            var start = _position + at;
            var rest = (ulong)(_message.End - start);
            var length = type switch
            {
                ProtobufType.Varint => 0UL,
                ProtobufType.Bytes => value,
                ProtobufType.Fixed64 => 8UL,
                ProtobufType.Fixed32 => 4UL,
                _ => throw new ModelFormatException($"field {number} has the wire type {(int)type}", start),
            };
            if (length > rest)
            {
                throw new ModelFormatException($"field {number} has {length:N0} bytes where {rest:N0} are left", start);
            }

            _position = start + (long)length;
            Current = new Field(_message, (int)number, type, start, value);
            return true;
        }
    }

    internal sealed class Reader(SourceWindow window, ScanBudget budget)
    {
        public SourceWindow Window { get; } = window;

        public ScanBudget Budget { get; } = budget;
    }
}
