using System.Collections.Frozen;

namespace Airlock.Core.Models.Formats;

/// <summary>What is known of something that a pickle can import.</summary>
internal enum PickleGlobalKind
{
    /// <summary>It is on no list.</summary>
    Unknown,

    /// <summary>It builds data and does nothing else, whatever it is given.</summary>
    Safe,

    /// <summary>It builds data, and calls what it is given: as safe as what else the pickle imports.</summary>
    Calls,

    /// <summary>It gives an attribute by its name, as <c>getattr</c>: as safe as that attribute.</summary>
    Attribute,

    /// <summary>It imports something by module and name: as safe as that.</summary>
    Import,

    /// <summary>It loads the bytes that it is given as a model: as safe as what is in them.</summary>
    Bytes,

    /// <summary>It does harm.</summary>
    Dangerous,
}

/// <summary>A verdict about a global.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Effect">What a dangerous one does, as part of a sentence that begins with "which"; else null.</param>
internal readonly record struct PickleGlobalVerdict(PickleGlobalKind Kind, string? Effect = null);

/// <summary>
/// The table of globals, <c>pickle-globals.tsv</c>: exact modules and names of what is known to be safe, first of all what PyTorch's
/// <c>weights_only</c> loader accepts; whole modules (name <c>*</c>, submodules too) only of what is dangerous, except for rows that say <c>unknown</c>. Rows of the module <c>*</c>
/// are names that are dangerous as an attribute of anything, since modules are attributes of the modules that import them.
/// </summary>
internal static class PickleGlobals
{
    private static readonly FrozenDictionary<(string Module, string Name), PickleGlobalVerdict> Rows = EmbeddedTable.Rows("pickle-globals.tsv")
        .ToFrozenDictionary(cells => (cells[0], cells[1]), cells => new PickleGlobalVerdict(KindOf(cells[2]), PythonEffects.Of(cells[3])));

    private static readonly FrozenDictionary<(string Module, string Name), (string Module, string Name)> Renames = EmbeddedTable.Rows("pickle-renames.tsv")
        .ToFrozenDictionary(cells => (cells[0], cells[1]), cells => (cells[2], cells[3]));

    /// <summary>
    /// The name in Python 3 of a name in Python 2 (<c>_compat_pickle</c>): loaders translate it in protocols below 3, and in the later ones
    /// the old names name nothing.
    /// </summary>
    public static (string Module, string Name) Rename(string module, string name) =>
        Renames.TryGetValue((module, name), out var renamed) ? renamed
        : Renames.TryGetValue((module, "*"), out renamed) ? (renamed.Module, name)
        : (module, name);

    /// <summary>What is known of a global; exact safe names go before dangerous modules.</summary>
    /// <param name="module">The module, in Python 3.</param>
    /// <param name="name">The name in it; with dots, attributes of attributes.</param>
    public static PickleGlobalVerdict Judge(string module, string name)
    {
        if (Rows.TryGetValue((module, name), out var verdict))
        {
            return verdict;
        }

        // Classes of TorchScript, which its own loader makes from the code in the same archive; Python has no such module.
        if (module == "__torch__" || module.StartsWith("__torch__.", StringComparison.Ordinal))
        {
            return new PickleGlobalVerdict(PickleGlobalKind.Safe);
        }

        return JudgeModule(module) ?? JudgeAttributes(module, name) ?? default;
    }

    private static PickleGlobalVerdict? JudgeModule(string module)
    {
        for (var end = module.Length; end > 0; end = module.LastIndexOf('.', end - 1))
        {
            if (Rows.TryGetValue((module[..end], "*"), out var verdict))
            {
                return verdict;
            }
        }

        return null;
    }

    // "random" has "_os", and "torch.library" has "torch.utils.collect_env.run": what an attribute leads to counts, not where it begins.
    private static PickleGlobalVerdict? JudgeAttributes(string module, string name)
    {
        var segments = name.Split('.');
        for (var index = 0; index < segments.Length; index++)
        {
            if (index > 0 && Rows.TryGetValue((module, string.Join('.', segments[..index]) + ".*"), out var verdict))
            {
                return verdict;
            }

            var segment = segments[index];
            if (Rows.TryGetValue(("*", segment), out verdict) || Rows.TryGetValue(("*", segment.TrimStart('_')), out verdict))
            {
                return verdict;
            }

            if (index > 0 && IsDangerousFrom(segments, index - 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static PickleGlobalVerdict? IsDangerousFrom(string[] segments, int start)
    {
        for (var end = start + 1; end < segments.Length; end++)
        {
            var module = string.Join('.', segments[start..end]);
            if ((Rows.TryGetValue((module, string.Join('.', segments[end..])), out var verdict) || Rows.TryGetValue((module, "*"), out verdict))
                && verdict.Kind == PickleGlobalKind.Dangerous)
            {
                return verdict;
            }
        }

        return null;
    }

    private static PickleGlobalKind KindOf(string cell) => cell switch
    {
        "unknown" => PickleGlobalKind.Unknown,
        "safe" => PickleGlobalKind.Safe,
        "calls" => PickleGlobalKind.Calls,
        "attribute" => PickleGlobalKind.Attribute,
        "import" => PickleGlobalKind.Import,
        "bytes" => PickleGlobalKind.Bytes,
        "dangerous" => PickleGlobalKind.Dangerous,
        _ => throw new InvalidDataException($"'{cell}' is no verdict of pickle-globals.tsv"),
    };
}
