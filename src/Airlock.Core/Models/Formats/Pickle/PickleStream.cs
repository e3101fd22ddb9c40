using System.Buffers;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// All pickles of a file, one after the other, as <c>pickle.load</c> in a loop and <c>torch.load</c> read them, and what stands between and
/// behind them: tensors of a legacy torch stream, or bytes that nothing explains and in which more pickles are searched for.
/// </summary>
internal sealed class PickleStream(ByteSource source, ScanContext context)
{
    // Up to two names of 1,024 bytes, the opcode and the line ends.
    private const int LongestImport = (PickleText.MaximumLength * 2) + 3;

    // To look for a start, to find that it is none and to go on costs about four times as much as to read what is known to be a pickle.
    private const int GuessesWhileSearching = 4;

    private static readonly SearchValues<byte> Starts = SearchValues.Create([PickleOpcode.Protocol, PickleOpcode.Global, PickleOpcode.Instance]);
    private static readonly SearchValues<byte> Padding = SearchValues.Create([0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);

    private readonly ByteCursor _cursor = new(source);
    private readonly PickleImports _imports = new(context);
    private TorchStorages? _storages;

    /// <summary>Reads them all.</summary>
    public void Read()
    {
        context.Report(ModelVerdict.CodeBearing, "it is a pickle, and loading a pickle can run any code that it names; a format without code, as safetensors, is safer");
        try
        {
            for (var number = 0; number == 0 || !IsAtEnd(); number++)
            {
                var start = _cursor.Position;
                try
                {
                    ReadOne(number);
                }
                catch (ModelFormatException exception)
                {
                    context.Report(
                        ModelVerdict.NotFullyRead,
                        number == 0
                            ? $"the pickle breaks off: {exception.Message}"
                            : $"what follows the pickle at {start:N0} is neither a pickle nor the data of tensors: {exception.Message}",
                        exception.Offset);
                    if (!Resynchronise(start + 1))
                    {
                        break;
                    }
                }
            }
        }
        finally
        {
            _imports.ReportCallers();
        }
    }

    private void ReadOne(int number)
    {
        var machine = new PickleMachine(source, _cursor, _imports, context) { Storages = _storages };
        machine.Run();
        if (number == 0 && machine.Result.Kind == PickleKind.TorchMagic)
        {
            _storages = new TorchStorages();
        }

        if (_storages is not null)
        {
            _storages.IsListOfKeys = number == TorchStorages.Pickles - 2;
            if (number == TorchStorages.Pickles - 1)
            {
                _storages.Skip(source, _cursor);
                _storages = null;
            }
        }
    }

    // Zeros and blanks behind a pickle mean nothing to anyone.
    private bool IsAtEnd()
    {
        while (_cursor.Buffered(1) is { IsEmpty: false } window)
        {
            var other = window.IndexOfAnyExcept(Padding);
            if (other >= 0)
            {
                _cursor.Skip(other);
                return false;
            }

            _cursor.Skip(window.Length);
        }

        return true;
    }

    // Searches for a place where a pickle might begin, and reads from there; work is counted, since places may overlap.
    private bool Resynchronise(long from)
    {
        var guess = new PickleMachine(source, _cursor, _imports, context, isGuess: true);
        for (var position = from; FindStart(position) is { } start; position = start + 1)
        {
            _cursor.MoveTo(start);
            guess.Restart();
            try
            {
                guess.Run();
                if (source.Has(start, [PickleOpcode.Protocol]))
                {
                    return true;
                }
            }
            catch (ModelFormatException)
            {
            }

            context.Budget.Work((PickleMachine.WorkOfGuess * GuessesWhileSearching) + guess.Offset - start);
        }

        return false;
    }

    private long? FindStart(long from)
    {
        if (from >= source.Length)
        {
            return null;
        }

        _cursor.MoveTo(from);
        while (_cursor.Buffered(LongestImport) is { IsEmpty: false } window)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (var at = 0; at < window.Length; at++)
            {
                var next = window[at..].IndexOfAny(Starts);
                if (next < 0)
                {
                    break;
                }

                at += next;
                if (window.Length - at < LongestImport && _cursor.Position + window.Length < source.Length && at > 0)
                {
                    _cursor.Skip(at);
                    window = _cursor.Buffered(LongestImport);
                    at = 0;
                }

                if (MightStart(window[at..]))
                {
                    return _cursor.Position + at;
                }
            }

            _cursor.Skip(window.Length);
        }

        return null;
    }

    private static bool MightStart(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == PickleOpcode.Protocol)
        {
            return bytes.Length > 2 && bytes[1] <= PickleOpcode.HighestProtocol && PickleOpcode.HeadLengths[bytes[2]] != 0;
        }

        var module = NameLength(bytes[1..]);
        return module > 0 && NameLength(bytes[(module + 2)..]) > 0;
    }

    // A name and a line end.
    private static int NameLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAnyExcept(PickleProbe.NameCharacters);
        return length > 0 && bytes[length] == (byte)'\n' && !char.IsAsciiDigit((char)bytes[0]) ? length : 0;
    }
}
