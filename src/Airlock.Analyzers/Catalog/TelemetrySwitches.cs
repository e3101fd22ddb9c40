using System.Collections.Immutable;
using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// What makes AI libraries write prompts and replies into telemetry, beside properties of their objects: switches of the runtime,
/// environment variables and categories of logs, read once from the embedded <c>telemetry-switches.tsv</c>.
/// </summary>
internal static class TelemetrySwitches
{
    private static readonly string[] OffValues = ["", "0", "false", "off", "none", "no_content", "metadata_only", "metadataonly"];

    private static readonly Lazy<ImmutableArray<(string Kind, string Name)>> Rows = new(Read);

    /// <summary>The rows, in the order of the file.</summary>
    public static IReadOnlyList<(string Kind, string Name)> All => Rows.Value;

    /// <summary>Whether <c>AppContext</c> knows a switch of that name that turns content on.</summary>
    public static bool IsSwitch(string name) => Has("switch", name);

    /// <summary>Whether an environment variable with that value turns content on.</summary>
    public static bool IsOn(string variable, string value) => Has("variable", variable) && !OffValues.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a category of logs, at its most detailed level, holds content.</summary>
    public static bool IsCategory(string category) =>
        Rows.Value.Any(row => row.Kind == "category" && (category == row.Name || category.StartsWith(row.Name + ".", StringComparison.Ordinal)));

    private static bool Has(string kind, string name) => Rows.Value.Any(row => row.Kind == kind && row.Name == name);

    private static ImmutableArray<(string Kind, string Name)> Read()
    {
        using var stream = typeof(TelemetrySwitches).Assembly.GetManifestResourceStream("Airlock.Catalog.telemetry-switches.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = ImmutableArray.CreateBuilder<(string, string)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows.Add((cells[0], cells[1]));
        }

        return rows.ToImmutable();
    }
}
