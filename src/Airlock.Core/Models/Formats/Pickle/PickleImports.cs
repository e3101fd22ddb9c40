using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>What the machine treats specially among the things that a pickle imports.</summary>
internal enum PickleRole
{
    None,

    /// <summary><c>joblib.numpy_pickle.NumpyArrayWrapper</c>: raw array data follow the opcode that builds it.</summary>
    JoblibArray,

    /// <summary><c>numpy.dtype</c>.</summary>
    ElementType,

    /// <summary><c>_codecs.encode</c>, by which protocols below 3 write bytes.</summary>
    Encode,

    /// <summary>What gives the bytes that it is given: <c>bytes</c>, <c>bytearray</c>, <c>BytesIO</c>.</summary>
    KeepBytes,
}

/// <summary>Something that a pickle imports.</summary>
/// <param name="Module">Its module, in Python 3.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Verdict">What is known of it.</param>
/// <param name="Role">How the machine treats it.</param>
/// <param name="Offset">Where it was imported first.</param>
/// <param name="Opcode">By which opcode.</param>
internal sealed record PickleImport(string Module, string Name, PickleGlobalVerdict Verdict, PickleRole Role, long Offset, string Opcode)
{
    /// <summary>The name that a pin can accept.</summary>
    public string Subject { get; } = Printable(Module.Length == 0 ? Name : $"{Module}.{Name}");

    // A name is the file's to choose; it must not write to a terminal or break a line of a report.
    private static string Printable(string text)
    {
        if (!text.Any(IsUnprintable))
        {
            return text;
        }

        var printable = new StringBuilder();
        foreach (var character in text)
        {
            printable.Append(IsUnprintable(character) ? $"\\u{(int)character:X4}" : character.ToString());
        }

        return printable.ToString();
    }

    private static bool IsUnprintable(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format;
}

/// <summary>Everything that the pickles of one file import, each once, with what is reported of it.</summary>
internal sealed class PickleImports
{
    private const int Maximum = 16 * 1024;

    private readonly ScanContext? _context;
    private readonly List<PickleImport> _imports = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly (byte[]? Lines, int Number)[] _latest = new (byte[]?, int)[64];

    /// <summary>Makes an empty set.</summary>
    /// <param name="context">Where findings go; null to find out what a file is.</param>
    public PickleImports(ScanContext? context) => _context = context;

    /// <summary>Number of different imports.</summary>
    public int Count => _imports.Count;

    /// <summary>Whether one of them is the wrapper by which joblib writes arrays.</summary>
    public bool HasJoblibArray { get; private set; }

    /// <summary>Whether one of them is known to be dangerous, and its module has a name that a module can have: text is full of dangerous words.</summary>
    public bool HasDangerous => _imports.Exists(import =>
        import.Verdict.Kind == PickleGlobalKind.Dangerous && import.Module.All(character => char.IsLetterOrDigit(character) || character is '_' or '.'));

    /// <summary>An import by its number.</summary>
    public PickleImport this[long number] => _imports[(int)number];

    /// <summary>Takes an import by the bytes of its two lines.</summary>
    /// <param name="lines">Module and name, with a line end between.</param>
    /// <param name="offset">Where it is imported.</param>
    /// <param name="opcode">By which opcode.</param>
    /// <param name="isGuess">Whether it is not certain that these bytes are a pickle.</param>
    /// <returns>Its number.</returns>
    public int Add(ReadOnlySpan<byte> lines, long offset, byte opcode, bool isGuess)
    {
        // A file may import the same thing by millions of opcodes; then it is found by its bytes.
        ref var latest = ref _latest[((lines.Length * 31) + lines[^1]) % _latest.Length];
        if (latest.Lines is not null && lines.SequenceEqual(latest.Lines))
        {
            return latest.Number;
        }

        var end = lines.IndexOf((byte)'\n');
        if (Math.Max(end, lines.Length - end - 1) > PickleText.MaximumLength)
        {
            throw new ModelFormatException($"the name of an import is longer than {PickleText.MaximumLength:N0} bytes");
        }

        var number = Add(Encoding.UTF8.GetString(lines[..end]), Encoding.UTF8.GetString(lines[(end + 1)..]), offset, opcode, isGuess);
        if (!isGuess)
        {
            latest = (lines.ToArray(), number);
        }

        return number;
    }

    /// <summary>Takes an import.</summary>
    /// <param name="module">The module, as the file names it.</param>
    /// <param name="name">The name in it; with dots, attributes of attributes.</param>
    /// <param name="offset">Where it is imported.</param>
    /// <param name="opcode">By which opcode.</param>
    /// <param name="isGuess">Whether it is not certain that these bytes are a pickle: then only what is dangerous counts.</param>
    /// <returns>Its number.</returns>
    public int Add(string module, string name, long offset, byte opcode, bool isGuess)
    {
        var key = $"{module}\n{name}";
        if (_numbers.TryGetValue(key, out var number))
        {
            return number;
        }

        if (_imports.Count == Maximum)
        {
            throw new ScanLimitException($"it imports more than {Maximum:N0} different things");
        }

        var (newModule, newName) = PickleGlobals.Rename(module, name);
        var verdict = PickleGlobals.Judge(newModule, newName);
        var import = new PickleImport(newModule, newName, verdict, RoleOf(newModule, newName), offset, PickleOpcode.NameOf(opcode));
        Report(import, isGuess);

        // A guess must not keep a later, certain import of the same thing from being reported.
        if (!isGuess || verdict.Kind != PickleGlobalKind.Unknown)
        {
            _numbers.Add(key, _imports.Count);
        }

        HasJoblibArray |= import.Role == PickleRole.JoblibArray;
        _imports.Add(import);
        return _imports.Count - 1;
    }

    /// <summary>
    /// To be called at the end of the file: what calls or gives whatever it is handed was safe only if nothing unknown could be handed to it.
    /// </summary>
    public void ReportCallers()
    {
        var unknown = _imports.Find(import => import.Verdict.Kind == PickleGlobalKind.Unknown);
        var attribute = _imports.Find(import => import.Verdict.Kind is PickleGlobalKind.Attribute or PickleGlobalKind.Import);
        var caller = _imports.Find(import => import.Verdict.Kind == PickleGlobalKind.Calls);
        var reason = unknown ?? (caller is null ? null : attribute);
        if (reason is null)
        {
            return;
        }

        foreach (var import in _imports.Where(import =>
            import.Verdict.Kind is PickleGlobalKind.Calls or PickleGlobalKind.Attribute or PickleGlobalKind.Import && import != reason))
        {
            _context?.Report(
                ModelVerdict.Suspicious,
                $"{import.Opcode} imports `{import.Subject}`, which calls or gives what it is handed, and the file imports `{reason.Subject}` too",
                import.Offset,
                import.Opcode,
                import.Subject);
        }
    }

    private void Report(PickleImport import, bool isGuess)
    {
        if (import.Verdict.Kind == PickleGlobalKind.Dangerous)
        {
            _context?.Report(
                ModelVerdict.Malicious,
                $"{import.Opcode} imports `{import.Subject}`, which {import.Verdict.Effect}: loading the file would do that",
                import.Offset,
                import.Opcode);
        }
        else if (import.Verdict.Kind == PickleGlobalKind.Unknown && !isGuess)
        {
            _context?.Report(
                ModelVerdict.Suspicious,
                $"{import.Opcode} imports `{import.Subject}`, which is on no list of what is safe to load",
                import.Offset,
                import.Opcode,
                import.Subject);
        }
    }

    private static PickleRole RoleOf(string module, string name) => (module, name) switch
    {
        ("joblib.numpy_pickle" or "sklearn.externals.joblib.numpy_pickle", "NumpyArrayWrapper") => PickleRole.JoblibArray,
        ("numpy", "dtype") => PickleRole.ElementType,
        ("_codecs", "encode") => PickleRole.Encode,
        ("builtins", "bytes" or "bytearray") or ("_io" or "io", "BytesIO") => PickleRole.KeepBytes,
        _ => PickleRole.None,
    };
}
