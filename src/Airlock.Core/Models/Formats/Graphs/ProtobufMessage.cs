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

    private readonly SourceWindow _window;
    private readonly ScanBudget _budget;
    private readonly int _depth;

    private ProtobufMessage(SourceWindow window, ScanBudget budget, long start, long end, int depth) =>
        (_window, _budget, Start, End, _depth) = (window, budget, start, end, depth);

    /// <summary>Offset of its first byte in the source.</summary>
    public long Start { get; }

    /// <summary>Offset behind its last byte.</summary>
    public long End { get; }

    /// <summary>A source that is one message.</summary>
    public static ProtobufMessage Of(ByteSource source, ScanBudget budget) => new(new SourceWindow(source), budget, 0, source.Length, 0);

    /// <summary>Begins the walk.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>One field.</summary>
    /// <param name="Number">Its number in the schema.</param>
    /// <param name="Type">How it is written.</param>
    /// <param name="Start">Offset of its value.</param>
    /// <param name="Length">Length of its value in bytes.</param>
    internal readonly record struct Field(int Number, ProtobufType Type, long Start, long Length)
    {
        private readonly ProtobufMessage _message;
        private readonly ulong _value;

        internal Field(int number, ProtobufType type, long start, long length, ulong value, ProtobufMessage message)
            : this(number, type, start, length) => (_value, _message) = (value, message);

        /// <summary>The value of a varint.</summary>
        public ulong Varint => Type == ProtobufType.Varint ? _value : throw Mistyped(ProtobufType.Varint);

        /// <summary>The message that the field holds.</summary>
        /// <exception cref="ModelFormatException">It holds none, or lies too deep.</exception>
        public ProtobufMessage Message()
        {
            Demand(ProtobufType.Bytes);
            return _message._depth < MaximumDepth
                ? new ProtobufMessage(_message._window, _message._budget, Start, Start + Length, _message._depth + 1)
                : throw new ModelFormatException($"messages lie deeper than {MaximumDepth} levels", Start);
        }

        /// <summary>The text that the field holds.</summary>
        /// <param name="limit">The longest that is accepted, in bytes.</param>
        public string Text(int limit = SourceWindow.LongestText)
        {
            Demand(ProtobufType.Bytes);
            return _message._window.Text(Start, Length, limit);
        }

        /// <summary>The bytes that the field holds.</summary>
        public ByteSource Bytes()
        {
            Demand(ProtobufType.Bytes);
            return _message._window.Slice(Start, Length);
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
        private readonly ProtobufMessage _message;
        private long _position;

        internal Enumerator(ProtobufMessage message) => (_message, _position) = (message, message.Start);

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

            _message._budget.Work();
            var tag = Varint();
            var number = tag >> 3;
            if (number is 0 or > 0x1FFF_FFFF)
            {
                throw new ModelFormatException($"{number} is no field number", _position);
            }

            var type = (ProtobufType)(tag & 7);
            var value = type is ProtobufType.Varint or ProtobufType.Bytes ? Varint() : 0;
            var start = _position;
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
            Current = new Field((int)number, type, start, (long)length, value, _message);
            return true;
        }

        private ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 70; shift += 7)
            {
                if (_position == _message.End)
                {
                    throw new ModelFormatException("a number is cut off", _position);
                }

                var part = _message._window.Byte(_position++);
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return value;
                }
            }

            throw new ModelFormatException("a number is longer than ten bytes", _position);
        }
    }
}
