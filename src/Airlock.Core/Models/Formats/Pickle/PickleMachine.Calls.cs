using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <content>The opcodes that import, call and build, which are those that can do harm.</content>
internal sealed partial class PickleMachine
{
    /// <summary>What a guess that fails at once costs, in steps of the budget: an exception, most of all.</summary>
    public const int WorkOfGuess = 512;

    // Every reader looks at the bytes.
    private const int WorkOfScan = 1024;

    // The texts of the latest STACK_GLOBAL and what it gave, for files that import the same thing by millions of opcodes.
    private (PickleValue Module, PickleValue Name, PickleValue Global) _latestGlobal;

    private void StackGlobal()
    {
        var name = _stack.Pop();
        var module = _stack.Pop();
        if (_latestGlobal.Module.Equals(module) && _latestGlobal.Name.Equals(name) && module.Kind == PickleKind.Text)
        {
            _stack.Push(_latestGlobal.Global);
            return;
        }

        if (TextOf(module) is { } moduleText && TextOf(name) is { } nameText)
        {
            _memo.Keep(module);
            _memo.Keep(name);
            _latestGlobal = (module, name, Import(moduleText, nameText, PickleOpcode.StackGlobal));
            _stack.Push(_latestGlobal.Global);
            return;
        }

        // What the loader would import is not known: another kind of value is an error to it, a name that was forgotten is not.
        if (module.Kind is PickleKind.Global or PickleKind.Instance || name.Kind is PickleKind.Global or PickleKind.Instance)
        {
            _context?.Report(
                ModelVerdict.Malicious,
                "STACK_GLOBAL imports something whose name only comes to be when the file is loaded, as nothing but an attack does",
                Offset,
                "STACK_GLOBAL");
        }
        else if (!IsGuess)
        {
            _context?.Report(
                ModelVerdict.NotFullyRead,
                "STACK_GLOBAL imports something whose name is no text, or lies too far back or is too long to be followed",
                Offset,
                "STACK_GLOBAL");
        }

        _stack.Push(PickleValue.Data);
    }

    private PickleValue Import(string module, string name, byte opcode) =>
        new(PickleKind.Global, _imports.Add(module, name, Offset, opcode, IsGuess));

    private void Extension(long code)
    {
        if (!IsGuess)
        {
            _context?.Report(
                ModelVerdict.Suspicious,
                $"it imports by the number {code} of copyreg's extension registry, and what that stands for is not in the file",
                Offset,
                "EXT",
                $"copyreg:{code}");
        }

        _stack.Push(PickleValue.Data);
    }

    private PickleValue Call(PickleValue callee, PickleValue arguments)
    {
        if (callee.Kind == PickleKind.Instance && !IsGuess)
        {
            var maker = _imports[callee.Payload];
            _context?.Report(
                ModelVerdict.Suspicious, $"it calls what a call of `{maker.Subject}` gave", Offset, "REDUCE", $"{maker.Subject}()");
        }

        if (callee.Kind != PickleKind.Global)
        {
            return PickleValue.Data;
        }

        var import = _imports[callee.Payload];
        var items = _tuples.ItemsOf(arguments, out _);
        var first = items.IsEmpty ? PickleValue.Data : items[0];
        var instance = new PickleValue(PickleKind.Instance, callee.Payload);
        switch (import.Verdict.Kind)
        {
            case PickleGlobalKind.Attribute:
                return TakeAttribute(import, items) ?? instance;

            case PickleGlobalKind.Import:
                return TakeNamed(import, items) ?? instance;

            case PickleGlobalKind.Bytes:
                ScanBytes(import, first, isModel: true);
                return instance;

            case PickleGlobalKind.Unknown or PickleGlobalKind.Dangerous:
                ScanBytes(import, first, isModel: false);
                return instance;
        }

        return import.Role switch
        {
            PickleRole.Encode when first.Kind == PickleKind.Text => new PickleValue(PickleKind.EncodedText, first.Payload),
            PickleRole.KeepBytes when first.Kind is PickleKind.Bytes or PickleKind.EncodedText => first,
            PickleRole.ElementType => NewElementType(first),
            _ => instance,
        };
    }

    // getattr(object, "name"), operator.attrgetter("name"): of an imported object this is a name with a dot.
    private PickleValue? TakeAttribute(PickleImport getter, ReadOnlySpan<PickleValue> items)
    {
        var isPair = items.Length >= 2;
        if (items.IsEmpty || TextOf(items[isPair ? 1 : 0]) is not { } attribute)
        {
            ReportUnlessGuess(ModelVerdict.NotFullyRead, $"`{getter.Subject}` takes an attribute whose name can't be followed", null);
            return null;
        }

        if (isPair && items[0].Kind == PickleKind.Global)
        {
            var owner = _imports[items[0].Payload];
            return Import(owner.Module, $"{owner.Name}.{attribute}", PickleOpcode.Reduce);
        }

        var verdict = PickleGlobals.Judge(string.Empty, attribute);
        if (verdict.Kind == PickleGlobalKind.Dangerous)
        {
            _context?.Report(
                ModelVerdict.Malicious,
                $"`{getter.Subject}` takes the attribute `{attribute}`, which {verdict.Effect}: loading the file would do that",
                Offset,
                "REDUCE");
        }
        else if (isPair)
        {
            ReportUnlessGuess(ModelVerdict.Suspicious, $"`{getter.Subject}` takes the attribute `{attribute}` of an object", getter.Subject);
        }

        return null;
    }

    private PickleValue? TakeNamed(PickleImport importer, ReadOnlySpan<PickleValue> items)
    {
        if (items.Length == 2 && TextOf(items[0]) is { } module && TextOf(items[1]) is { } name)
        {
            return Import(module, name, PickleOpcode.Reduce);
        }

        ReportUnlessGuess(ModelVerdict.NotFullyRead, $"`{importer.Subject}` imports something whose name can't be followed", null);
        return null;
    }

    // Bytes that are handed to a loader are a file of their own.
    private void ScanBytes(PickleImport loader, PickleValue bytes, bool isModel)
    {
        if (_context is null || IsGuess)
        {
            return;
        }

        string? format = null;
        if (bytes.Kind is PickleKind.Bytes or PickleKind.EncodedText)
        {
            _context.Budget.Work(WorkOfScan);
            var (start, length) = PickleText.ContentOf(_source, bytes.Payload);
            var content = length <= _source.Length - start ? _source.Slice(start, length) : ByteSource.Of(default);
            var name = $"bytes at {start}";
            if (bytes.Kind == PickleKind.Bytes)
            {
                format = _context.Scan(content, name);
            }
            else
            {
                using var decoded = _context.Expand(Encoding.CreateTranscodingStream(content.OpenRead(), Encoding.UTF8, Encoding.Latin1));
                format = _context.Scan(decoded.Source, name);
            }
        }

        if (isModel && format is null)
        {
            _context.Report(
                ModelVerdict.NotFullyRead,
                $"`{loader.Subject}` loads a model from bytes that can't be followed, or are no model",
                Offset,
                "REDUCE");
        }
    }

    // The C++ and Python loaders call __setstate__ if there is one, else they set attributes.
    private bool Build(int next)
    {
        var state = _stack.Pop();
        var target = _stack.Peek();
        switch (target.Kind)
        {
            case PickleKind.Global when !IsGuess:
                var import = _imports[target.Payload];
                _context?.Report(
                    ModelVerdict.Suspicious,
                    $"BUILD changes `{import.Subject}` itself, for the whole program, rather than an object made of it",
                    Offset,
                    "BUILD",
                    $"build:{import.Subject}");
                return false;

            case PickleKind.ElementType:
                SetElementType(target, state);
                return false;

            case PickleKind.Instance when _imports[target.Payload].Role == PickleRole.JoblibArray && !IsGuess && _context is not null:
                _cursor.Skip(next);
                SkipArray(state);
                return true;

            default:
                return false;
        }
    }

    private void PersistentId(PickleValue id)
    {
        Storages?.SeeStorage(_tuples.ItemsOf(id, out _), this);
        _stack.Push(PickleValue.Data);
    }

    /// <summary>The text of a value, or null if it is none or can't be followed.</summary>
    public string? TextOf(PickleValue value) => value.Kind == PickleKind.Text ? PickleText.Read(_source, _cursor, value.Payload) : null;

    /// <summary>The import that a value is, or null.</summary>
    public PickleImport? ImportOf(PickleValue value) => value.Kind == PickleKind.Global ? _imports[value.Payload] : null;

    private void ReportUnlessGuess(ModelVerdict verdict, string message, string? subject)
    {
        if (!IsGuess)
        {
            _context?.Report(verdict, message, Offset, "REDUCE", subject);
        }
    }
}
