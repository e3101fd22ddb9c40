using System.Collections.Frozen;

namespace Airlock.Core.Models.Formats;

/// <summary>Modules and names of Python by which code reaches beyond computing, from <c>python-names.tsv</c>.</summary>
internal static class PythonNames
{
    private static readonly FrozenDictionary<string, string> Modules = Rows("module");

    private static readonly FrozenDictionary<string, string> Members = Rows("name");

    // Of the modules, those whose name code also uses for harmless things of its own.
    private static readonly FrozenSet<string> Ambiguous =
        new[] { "code", "io", "functools", "operator", "types", "trace", "profile", "site", "logging", "threading", "glob", "weakref", "platform" }
            .ToFrozenSet();

    /// <summary>What a module does for whoever imports it, as part of a sentence that begins with "which"; null if it is on no list.</summary>
    /// <param name="module">Its full name.</param>
    public static string? EffectOfModule(string module) => Modules.GetValueOrDefault(module.Split('.')[0]);

    /// <summary>What something does that code names as a global, attribute or import; null if it is on no list.</summary>
    public static string? EffectInCode(string name) =>
        Members.GetValueOrDefault(name) ?? (Ambiguous.Contains(name) ? null : Modules.GetValueOrDefault(name.Split('.')[0]));

    /// <summary>What a function does that is asked for by its name alone; null if it is on no list.</summary>
    public static string? EffectOfFunction(string name) => Members.GetValueOrDefault(name);

    /// <summary>All names that may stand in code.</summary>
    public static IEnumerable<string> InCode => Members.Keys.Concat(Modules.Keys).Where(name => EffectInCode(name) is not null);

    private static FrozenDictionary<string, string> Rows(string kind) => EmbeddedTable.Rows("python-names.tsv")
        .Where(row => row[1] == kind).ToFrozenDictionary(row => row[0], row => PythonEffects.Of(row[2])!);
}
