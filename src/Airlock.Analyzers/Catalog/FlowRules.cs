using System.Collections.Immutable;
using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>
/// Which flow is a finding of which rule; read once from the embedded <c>flow-rules.tsv</c>, with one row for a rule and a
/// kind of rows.
/// </summary>
internal static class FlowRules
{
    private static readonly Lazy<ImmutableArray<FlowRule>> Rows = new(Read);

    /// <summary>The rows in the order of the file.</summary>
    public static IReadOnlyList<FlowRule> All => Rows.Value;

    private static ImmutableArray<FlowRule> Read()
    {
        using var stream = typeof(FlowRules).Assembly.GetManifestResourceStream("Airlock.Catalog.flow-rules.tsv")!;
        using var reader = new StreamReader(stream);
        var rules = ImmutableArray.CreateBuilder<FlowRule>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rules.Add(new FlowRule(cells[0], [.. cells[1].Split(',')], CatalogTable.All.Single(table => table.Name == cells[2]), cells[3], [.. cells[4].Split(',')]));
        }

        return rules.ToImmutable();
    }
}
