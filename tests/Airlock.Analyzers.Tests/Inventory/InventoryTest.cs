using Airlock.Analyzers.Inventory;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Inventory;

/// <summary>Reads what the inventory records of sources and files.</summary>
internal static class InventoryTest
{
    /// <summary>The records of a kind, in the order of their places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RecordsAsync(string kind, IEnumerable<string> sources, params (string Path, string Text)[] files)
    {
        var records = await TestCompilation.AnalyzeAsync(TestCompilation.Create(sources), [new AIR0001InventoryAnalyzer()], files);
        return
        [
            .. records.Where(record => record.Properties["kind"] == kind)
                .OrderBy(record => record.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(record => record.Location.SourceSpan.Start)
                .ThenBy(record => Fact(record, "name"), StringComparer.Ordinal),
        ];
    }

    /// <summary>The only record of a kind.</summary>
    public static async Task<Diagnostic> RecordAsync(string kind, string source, params (string Path, string Text)[] files) =>
        Assert.Single(await RecordsAsync(kind, [source], files));

    /// <summary>A fact of a record, or null.</summary>
    public static string? Fact(Diagnostic record, string key) => record.Properties.TryGetValue(key, out var value) ? value : null;

    /// <summary>
    /// Checks the facts of the only record of a kind: <c>name=gpt-4o how=constant endpoint=-</c>, split at blanks; <c>-</c> stands for a fact that is not there.
    /// </summary>
    public static async Task VerifyAsync(string kind, string source, string facts, params (string Path, string Text)[] files) =>
        Verify(await RecordAsync(kind, source, files), facts);

    /// <summary>Checks the facts of a record.</summary>
    public static void Verify(Diagnostic record, string facts)
    {
        var expected = facts.Split(' ').Select(fact => fact.Split('=', 2)).ToList();
        Assert.Equal(
            expected.Select(fact => $"{fact[0]}={fact[1]}"),
            expected.Select(fact => $"{fact[0]}={(Fact(record, fact[0]) ?? "-").Replace(' ', '_')}"));
    }
}
