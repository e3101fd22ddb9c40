using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// The machine that a pickle is a program of, without what makes it dangerous: it imports nothing, calls nothing and builds nothing, but
/// follows stack, marks and memo exactly, so that it knows what would be imported and called with what. It allocates nothing per opcode, and
/// its memory is bounded by those of <see cref="PickleStack"/>, <see cref="PickleMemo"/> and <see cref="PickleTuples"/>.
/// </summary>
internal sealed partial class PickleMachine
{
    // The longest opcode but for texts, bytes and lines: one byte and eight of argument.
    private const int LongestHead = 9;

    private readonly ByteSource _source;
    private readonly ByteCursor _cursor;
    private readonly PickleImports _imports;
    private readonly ScanContext? _context;
    private readonly PickleStack _stack;
    private readonly PickleMemo _memo;
    private readonly PickleTuples _tuples = new();
    private long _windowStart;
    private int _at;

    /// <summary>Makes a machine at the cursor's position.</summary>
    /// <param name="source">The file.</param>
    /// <param name="cursor">A cursor over it.</param>
    /// <param name="imports">Takes what is imported.</param>
    /// <param name="context">Takes other findings; null to find out what a file is.</param>
    /// <param name="isGuess">
    /// Whether it is not certain that a pickle begins here: then an empty stack and an empty memo give data, and only what is dangerous is
    /// reported.
    /// </param>
    /// <param name="outer">The machine whose memo a guess continues, or null.</param>
    public PickleMachine(
        ByteSource source, ByteCursor cursor, PickleImports imports, ScanContext? context, bool isGuess = false, PickleMachine? outer = null)
    {
        (_source, _cursor, _imports, _context, IsGuess) = (source, cursor, imports, context, isGuess);
        _stack = new PickleStack(isGuess);
        _memo = new PickleMemo(outer?._memo) { IsLenient = isGuess };
    }

    /// <summary>Whether it is not certain that these bytes are a pickle.</summary>
    public bool IsGuess { get; }

    /// <summary>What the pickle makes, after <see cref="Run"/>.</summary>
    public PickleValue Result { get; private set; }

    /// <summary>How many opcodes were read, as far as it is worth counting: to find out what a file is.</summary>
    public int Opcodes { get; private set; }

    /// <summary>Takes what persistent ids say of torch's storages, and the texts of the list of keys; null where that is of no use.</summary>
    public TorchStorages? Storages { get; init; }

    /// <summary>Where the latest opcode stands.</summary>
    public long Offset => _windowStart + _at;

    /// <summary>Forgets everything, to begin anew at the cursor's position.</summary>
    public void Restart()
    {
        _stack.Clear();
        _memo.Clear();
    }

    /// <summary>Reads one pickle up to its STOP; the cursor stands behind it then.</summary>
    /// <exception cref="ModelFormatException">A loader would fail there; what came before would have run.</exception>
    public void Run()
    {
        try
        {
            var least = LongestHead;
            while (true)
            {
                var window = _cursor.Buffered(least);
                _windowStart = _cursor.Position;
                _at = 0;
                _context?.Cancellation.ThrowIfCancellationRequested();
                var isStopped = Run(window);
                if (isStopped)
                {
                    return;
                }

                // No step was made although all was at hand: the file ends, or one line fills the window.
                if (_cursor.Position == _windowStart)
                {
                    if (window.Length == 0 || least == ByteCursor.Window)
                    {
                        TakeLongLine(window);
                        least = LongestHead;
                    }
                    else
                    {
                        least = ByteCursor.Window;
                    }
                }
                else
                {
                    least = LongestHead;
                }
            }
        }
        catch (ModelFormatException exception) when (exception.Offset is null)
        {
            throw new ModelFormatException(exception.Message, Offset);
        }
    }

    // Reads what lies in the window, and leaves the cursor behind the last opcode that does so wholly. A build reads a model once: there is
    // no time for the method to become fast by being called often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Run(ReadOnlySpan<byte> window)
    {
        var heads = PickleOpcode.HeadLengths;
        var (stack, memo, tuples) = (_stack, _memo, _tuples);
        var at = 0;
        while (at < window.Length)
        {
            var opcode = window[at];
            var head = heads[opcode];
            if (head > window.Length - at)
            {
                break;
            }

            _at = at;
            switch (opcode)
            {
                case PickleOpcode.Stop:
                    Result = stack.Pop();
                    _cursor.Skip(at + 1);
                    return true;

                case PickleOpcode.None or PickleOpcode.NewTrue or PickleOpcode.NewFalse or PickleOpcode.BinFloat or PickleOpcode.EmptyList
                    or PickleOpcode.EmptySet or PickleOpcode.NextBuffer:
                    stack.Push(PickleValue.Data);
                    break;

                case PickleOpcode.BinInt1:
                    stack.Push(new PickleValue(PickleKind.Integer, window[at + 1]));
                    break;

                case PickleOpcode.BinInt2:
                    stack.Push(new PickleValue(PickleKind.Integer, BinaryPrimitives.ReadUInt16LittleEndian(window[(at + 1)..])));
                    break;

                case PickleOpcode.BinInt:
                    stack.Push(new PickleValue(PickleKind.Integer, BinaryPrimitives.ReadInt32LittleEndian(window[(at + 1)..])));
                    break;

                case PickleOpcode.EmptyTuple:
                    stack.Push(tuples.Add([]));
                    break;

                case PickleOpcode.EmptyDictionary:
                    stack.Push(NewDictionary());
                    break;

                case PickleOpcode.Mark:
                    stack.Mark();
                    break;

                case PickleOpcode.Pop:
                    stack.PopValueOrMark();
                    break;

                case PickleOpcode.PopMark:
                    stack.PopToMark();
                    break;

                case PickleOpcode.Duplicate:
                    stack.Push(stack.Peek());
                    break;

                case PickleOpcode.Append:
                    stack.Pop();
                    stack.Peek();
                    break;

                case PickleOpcode.Appends or PickleOpcode.AddItems:
                    stack.PopToMark();
                    stack.Peek();
                    break;

                case PickleOpcode.SetItem:
                    {
                        var value = stack.Pop();
                        var key = stack.Pop();
                        if (stack.Peek().Kind == PickleKind.Dictionary)
                        {
                            SetItems([key, value]);
                        }

                        break;
                    }

                case PickleOpcode.SetItems:
                    SetItems(stack.PopToMark());
                    break;

                case PickleOpcode.List or PickleOpcode.FrozenSet:
                    stack.PopToMark();
                    stack.Push(PickleValue.Data);
                    break;

                case PickleOpcode.Dictionary:
                    DictionaryFromItems(stack.PopToMark());
                    break;

                case PickleOpcode.Tuple:
                    stack.Push(tuples.Add(stack.PopToMark()));
                    break;

                case PickleOpcode.Tuple1:
                    stack.Push(tuples.Add([stack.Pop()]));
                    break;

                case PickleOpcode.Tuple2:
                    {
                        var second = stack.Pop();
                        stack.Push(tuples.Add([stack.Pop(), second]));
                        break;
                    }

                case PickleOpcode.Tuple3:
                    {
                        var third = stack.Pop();
                        var second = stack.Pop();
                        stack.Push(tuples.Add([stack.Pop(), second, third]));
                        break;
                    }

                case PickleOpcode.BinGet:
                    stack.Push(memo.Get(window[at + 1]));
                    break;

                case PickleOpcode.LongBinGet:
                    stack.Push(memo.Get(BinaryPrimitives.ReadUInt32LittleEndian(window[(at + 1)..])));
                    break;

                case PickleOpcode.BinPut:
                    memo.Set(window[at + 1], stack.Peek());
                    break;

                case PickleOpcode.LongBinPut:
                    memo.Set(BinaryPrimitives.ReadUInt32LittleEndian(window[(at + 1)..]), stack.Peek());
                    break;

                case PickleOpcode.Memoize:
                    memo.Set(memo.Count, stack.Peek());
                    break;

                // The texts of nearly all pickles, whose lengths are a byte.
                case PickleOpcode.ShortBinUnicode when window[at + 1] <= window.Length - at - 2 && Storages is null && !MightBeEncoded(window[(at + 2)..]):
                    stack.Push(new PickleValue(PickleKind.Text, Offset));
                    at += window[at + 1];
                    break;

                case PickleOpcode.BinUnicode or PickleOpcode.ShortBinUnicode or PickleOpcode.BinUnicode8 or PickleOpcode.BinString
                    or PickleOpcode.ShortBinString or PickleOpcode.BinBytes or PickleOpcode.ShortBinBytes or PickleOpcode.BinBytes8
                    or PickleOpcode.ByteArray8 or PickleOpcode.Long1 or PickleOpcode.Long4:
                    {
                        var length = PickleText.LengthOf(window.Slice(at, head));
                        PushCounted(opcode, length, window[(at + head)..]);
                        if (length > window.Length - at - head)
                        {
                            _cursor.Skip(at + head + length);
                            return false;
                        }

                        at += (int)length;
                        break;
                    }

                case PickleOpcode.Protocol:
                    if (window[at + 1] > PickleOpcode.HighestProtocol)
                    {
                        throw new ModelFormatException($"protocol {window[at + 1]} does not exist");
                    }

                    break;

                case PickleOpcode.Frame:
                    break;

                case PickleOpcode.ReadOnlyBuffer:
                    stack.Peek();
                    break;

                case PickleOpcode.Reduce:
                    {
                        var arguments = stack.Pop();
                        stack.Push(Call(stack.Pop(), arguments));
                        break;
                    }

                case PickleOpcode.NewObject:
                    {
                        var arguments = stack.Pop();
                        stack.Push(Call(stack.Pop(), arguments));
                        break;
                    }

                case PickleOpcode.NewObjectKeywords:
                    {
                        stack.Pop();
                        var arguments = stack.Pop();
                        stack.Push(Call(stack.Pop(), arguments));
                        break;
                    }

                case PickleOpcode.Object:
                    {
                        var items = stack.PopToMark();
                        if (items.IsEmpty && !IsGuess)
                        {
                            throw new ModelFormatException("there is no class to make an object of");
                        }

                        stack.Push(items.IsEmpty ? PickleValue.Data : Call(items[0], tuples.Add(items[1..])));
                        break;
                    }

                case PickleOpcode.Build:
                    {
                        var next = at + 1;
                        if (Build(next))
                        {
                            return false;
                        }

                        break;
                    }

                case PickleOpcode.StackGlobal:
                    StackGlobal();
                    break;

                case PickleOpcode.Extension1:
                    Extension(window[at + 1]);
                    break;

                case PickleOpcode.Extension2:
                    Extension(BinaryPrimitives.ReadUInt16LittleEndian(window[(at + 1)..]));
                    break;

                case PickleOpcode.Extension4:
                    Extension(BinaryPrimitives.ReadInt32LittleEndian(window[(at + 1)..]));
                    break;

                case PickleOpcode.BinPersistentId:
                    PersistentId(stack.Pop());
                    break;

                case PickleOpcode.Float or PickleOpcode.Int or PickleOpcode.Long or PickleOpcode.String or PickleOpcode.Unicode
                    or PickleOpcode.Get or PickleOpcode.Put or PickleOpcode.PersistentId or PickleOpcode.Global or PickleOpcode.Instance:
                    {
                        var length = LinesAt(opcode, window[(at + 1)..]);
                        if (length < 0)
                        {
                            _cursor.Skip(at);
                            return false;
                        }

                        Line(opcode, window.Slice(at + 1, length - 1));
                        at += length;
                        break;
                    }

                default:
                    throw new ModelFormatException($"{PickleOpcode.NameOf(opcode)} is no opcode");
            }

            at += head;
            Opcodes++;
        }

        _cursor.Skip(at);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushCounted(byte opcode, long length, ReadOnlySpan<byte> content)
    {
        if (opcode is PickleOpcode.Long1 or PickleOpcode.Long4)
        {
            _stack.Push(LongOf(length <= content.Length ? content[..(int)length] : []));
            return;
        }

        var isBytes = opcode is PickleOpcode.BinBytes or PickleOpcode.ShortBinBytes or PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8;
        var value = new PickleValue(isBytes ? PickleKind.Bytes : PickleKind.Text, Offset);
        _stack.Push(value);
        if (!isBytes)
        {
            Storages?.SeeText(Offset);
            if (MightBeEncoded(content))
            {
                LookInsideText(length);
            }
        }
        else if (content is [PickleOpcode.Protocol, >= 2 and <= PickleOpcode.HighestProtocol, _, ..])
        {
            LookInsideBytes(length);
        }
    }

    private static PickleValue LongOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.SequenceEqual(TorchStorages.Magic))
        {
            return new PickleValue(PickleKind.TorchMagic, 0);
        }

        if (bytes.Length is 0 or > 7)
        {
            return PickleValue.Data;
        }

        Span<byte> padded = stackalloc byte[sizeof(long)];
        padded.Fill(bytes[^1] >= 0x80 ? (byte)0xFF : (byte)0);
        bytes.CopyTo(padded);
        return new PickleValue(PickleKind.Integer, BinaryPrimitives.ReadInt64LittleEndian(padded));
    }
}
