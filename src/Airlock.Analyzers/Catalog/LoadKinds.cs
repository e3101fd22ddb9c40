using System.Collections.Immutable;
using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>What a kind of rows of <c>model-loads.tsv</c> loads.</summary>
/// <param name="Asset">What it is: <c>model</c>, <c>tokenizer</c>, <c>library</c> or <c>dataset</c>.</param>
/// <param name="Formats">The formats of the files that such a member reads; none if they are not distinguished.</param>
/// <param name="Executes">Why such a file can run code; null if it can't.</param>
internal sealed record LoadKind(string Asset, ImmutableArray<string> Formats, string? Executes);

/// <summary>What each kind of load loads; read once from the embedded <c>load-kinds.tsv</c>. Kinds that are not listed load nothing that is pinned.</summary>
internal static class LoadKinds
{
    private static readonly Lazy<Dictionary<string, LoadKind>> ByKind = new(Read);

    /// <summary>Every kind.</summary>
    public static IReadOnlyDictionary<string, LoadKind> All => ByKind.Value;

    /// <summary>What a kind loads, or null.</summary>
    public static LoadKind? Find(string kind) => ByKind.Value.TryGetValue(kind, out var found) ? found : null;

    private static Dictionary<string, LoadKind> Read()
    {
        using var stream = typeof(LoadKinds).Assembly.GetManifestResourceStream("Airlock.Catalog.load-kinds.tsv")!;
        using var reader = new StreamReader(stream);
        var kinds = new Dictionary<string, LoadKind>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            kinds.Add(cells[0], new LoadKind(cells[1], [.. cells[2].Split([','], StringSplitOptions.RemoveEmptyEntries)], cells[3].Length == 0 ? null : cells[3]));
        }

        return kinds;
    }
}
