using System.Buffers;
using System.Buffers.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <content>The opcodes of protocol 0, whose arguments are lines of text.</content>
internal sealed partial class PickleMachine
{
    // What numbers are written with: hexadecimal, exponents, "nan", "inf", the L of a long.
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789abcdefABCDEFxX+-_.Lnity \r"u8);

    // The length of the opcode's lines with their line ends, or -1 if they do not end in the window.
    private static int LinesAt(byte opcode, ReadOnlySpan<byte> window)
    {
        var end = window.IndexOf((byte)'\n');
        if (end >= 0 && opcode is PickleOpcode.Global or PickleOpcode.Instance)
        {
            var second = window[(end + 1)..].IndexOf((byte)'\n');
            end = second < 0 ? -1 : end + 1 + second;
        }

        return end + (end < 0 ? 0 : 1);
    }

    private void Line(byte opcode, ReadOnlySpan<byte> line)
    {
        switch (opcode)
        {
            case PickleOpcode.Get:
                _stack.Push(_memo.Get(PlaceOf(line)));
                break;

            case PickleOpcode.Put:
                _memo.Set(PlaceOf(line), _stack.Peek());
                break;

            case PickleOpcode.Global:
                _stack.Push(Import(opcode, line));
                break;

            case PickleOpcode.Instance:
                {
                    var arguments = _tuples.Add(_stack.PopToMark());
                    _stack.Push(Call(Import(opcode, line), arguments));
                    break;
                }

            case PickleOpcode.Int or PickleOpcode.Long or PickleOpcode.Float:
                _stack.Push(NumberOf(line));
                break;

            case PickleOpcode.String:
                if (line.TrimEnd("\r "u8) is not { Length: >= 2 } quoted || quoted[0] is not ((byte)'\'' or (byte)'"') || quoted[0] != quoted[^1])
                {
                    throw new ModelFormatException("the text of a STRING is not in quotes");
                }

                PushText();
                break;

            case PickleOpcode.Unicode:
                PushText();
                break;

            default:
                if (line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
                {
                    throw new ModelFormatException("a persistent id is no text");
                }

                _stack.Push(PickleValue.Data);
                break;
        }
    }

    private void PushText()
    {
        _stack.Push(new PickleValue(PickleKind.Text, Offset));
        Storages?.SeeText(Offset);
    }

    private PickleValue Import(byte opcode, ReadOnlySpan<byte> lines) =>
        new(PickleKind.Global, _imports.Add(lines, Offset, opcode, IsGuess));

    private static PickleValue NumberOf(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line.ContainsAnyExcept(NumberCharacters))
        {
            throw new ModelFormatException("a number is no number");
        }

        var digits = line.TrimEnd("\rL "u8);
        return Utf8Parser.TryParse(digits, out int value, out var used) && used == digits.Length
            ? new PickleValue(PickleKind.Integer, value)
            : line.TrimEnd("\rL "u8).SequenceEqual("119547037146038801333356"u8) ? new PickleValue(PickleKind.TorchMagic, 0)
            : PickleValue.Data;
    }

    private static long PlaceOf(ReadOnlySpan<byte> line)
    {
        var digits = line.Trim("\r "u8);
        return Utf8Parser.TryParse(digits, out long place, out var used) && used == digits.Length
            ? place
            : throw new ModelFormatException("a place of the memo is no number");
    }

    // A text may be longer than the window; nothing else that is a line is.
    private void TakeLongLine(ReadOnlySpan<byte> window)
    {
        if (window.Length < ByteCursor.Window || window[0] is not (PickleOpcode.String or PickleOpcode.Unicode))
        {
            throw new ModelFormatException(window.Length < ByteCursor.Window ? "it ends within a pickle" : "a line is too long");
        }

        PushText();
        int end;
        while ((end = window.IndexOf((byte)'\n')) < 0)
        {
            if (window.IsEmpty)
            {
                throw new ModelFormatException("it ends within a pickle");
            }

            _cursor.Skip(window.Length);
            window = _cursor.Buffered(1);
        }

        _cursor.Skip(end + 1);
    }
}
