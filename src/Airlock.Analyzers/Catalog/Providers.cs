using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>Who stands behind the client library of a package; read once from the embedded <c>providers.tsv</c>.</summary>
internal static class Providers
{
    /// <summary>The group of providers that run models.</summary>
    public const string Inference = "ai-inference";

    private static readonly Lazy<Dictionary<string, Row>> ByPackage = new(Read);

    /// <summary>The provider's name, as <c>OpenAI</c>; null if the package serves several.</summary>
    public static string? Find(string package) => ByPackage.Value.TryGetValue(package, out var row) ? row.Provider : null;

    /// <summary>What the package connects to: <c>ai-inference</c>, <c>vector-store</c> or <c>mcp-server</c>.</summary>
    public static string GroupOf(string package) => ByPackage.Value.TryGetValue(package, out var row) ? row.Group : Inference;

    /// <summary>What stands behind clients of the package that are given an address of nobody known, as <c>OpenAI-compatible</c>; null if the package serves its provider alone.</summary>
    public static string? OthersBehind(string package) => ByPackage.Value.TryGetValue(package, out var row) && row.Others.Length > 0 ? row.Others : null;

    private static Dictionary<string, Row> Read()
    {
        using var stream = typeof(Providers).Assembly.GetManifestResourceStream("Airlock.Catalog.providers.tsv")!;
        using var reader = new StreamReader(stream);
        var providers = new Dictionary<string, Row>(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            providers[cells[0]] = new Row(cells[1], cells[2], cells[3]);
        }

        return providers;
    }

    private readonly record struct Row(string Provider, string Group, string Others);
}
