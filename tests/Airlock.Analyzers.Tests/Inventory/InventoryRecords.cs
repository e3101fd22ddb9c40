using Airlock.Analyzers.Inventory;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Inventory;

/// <summary>What AIR0001 records of test sources, for tests that look at a few facts of many records.</summary>
internal static class InventoryRecords
{
    /// <summary>The records of a kind, in the order of the code.</summary>
    public static async Task<IReadOnlyList<Record>> OfAsync(string kind, string source, params (string Name, string Value)[] properties) =>
        await OfAsync(kind, [source], [], properties);

    /// <summary>The records of a kind in several sources, with additional files.</summary>
    public static Task<IReadOnlyList<Record>> OfAsync(string kind, string[] sources, (string Path, string Text)[] files, params (string Name, string Value)[] properties) =>
        OfAsync(kind, TestCompilation.Create(sources), files, properties);

    /// <summary>The records of a kind in a compilation.</summary>
    public static async Task<IReadOnlyList<Record>> OfAsync(string kind, Compilation compilation, (string Path, string Text)[]? files = null, params (string Name, string Value)[] properties)
    {
        var diagnostics = await TestCompilation.AnalyzeAsync(compilation, [new AIR0001InventoryAnalyzer()], files, properties);
        return
        [
            .. diagnostics.Where(diagnostic => diagnostic.Properties[InventoryKeys.Kind] == kind)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Properties.GetValueOrDefault(InventoryKeys.Name), StringComparer.Ordinal)
                .Select(diagnostic => new Record(diagnostic)),
        ];
    }

    /// <summary>One record.</summary>
    public sealed record Record(Diagnostic Diagnostic)
    {
        /// <summary>A fact, or null.</summary>
        public string? this[string key] => Diagnostic.Properties.GetValueOrDefault(key);

        /// <summary>The code at its place.</summary>
        public string Code => Diagnostic.Location.SourceTree!.GetText().ToString(Diagnostic.Location.SourceSpan);

        /// <summary>The code at the places of the assets that it uses, with their kinds.</summary>
        public IEnumerable<string> Uses(params IEnumerable<Record> others) =>
            (this[InventoryKeys.Uses] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(reference => others.Where(other => other.Reference == reference).Select(other => $"{other[InventoryKeys.Kind]} {other[InventoryKeys.Name]}").DefaultIfEmpty(reference));

        /// <summary>How others refer to it.</summary>
        public string Reference => Asset.ReferenceTo(this[InventoryKeys.Kind]!, Diagnostic.Location);
    }
}
