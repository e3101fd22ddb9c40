using System.Collections.Immutable;

namespace Airlock.Core.Bom.Comparison;

/// <summary>How the values of a fact are compared.</summary>
internal enum FactComparison
{
    /// <summary>Not at all: it follows from another fact, or changes without a reason.</summary>
    Ignored,

    /// <summary>Another value is a change, also where one is missing.</summary>
    Value,

    /// <summary>The same, but the values tell a reader nothing.</summary>
    Hidden,

    /// <summary>Another value is a change if both are there.</summary>
    Known,

    /// <summary>One value is good; every way away from it, even into the unknown, is a loss.</summary>
    State,

    /// <summary>One value is bad; only the way to it is a loss, because not to know is not to be exposed.</summary>
    Exposure,

    /// <summary>What was added and what was taken away count.</summary>
    Set,
}

/// <summary>A row of <c>compared-facts.tsv</c>: a fact of an asset, and which kind of change it is if it differs.</summary>
/// <param name="Fact">Name of a property, or <c>@</c> and a member of the document.</param>
/// <param name="Categories">Of what it is compared; empty for everything.</param>
/// <param name="Comparison">How.</param>
/// <param name="Mark">The good value of a state, the bad one of an exposure.</param>
/// <param name="Gained">The kind of change, without what it is about: for the better, for what was added, or for any other value.</param>
/// <param name="Lost">The kind of change for the worse, or for what was taken away.</param>
/// <param name="Words">The fact in words, as the object of "changed".</param>
internal sealed record ComparedFact(
    string Fact, ImmutableArray<string> Categories, FactComparison Comparison, string Mark, string Gained, string Lost, string Words)
{
    private const string OwnPrefix = "airlock:";

    private static readonly Lazy<ImmutableArray<ComparedFact>> Rows = new(() => [.. EmbeddedTable.Rows("compared-facts.tsv").Select(Read)]);

    /// <summary>Every row, in the order of the table.</summary>
    public static ImmutableArray<ComparedFact> All => Rows.Value;

    /// <summary>The facts to compare of two subjects of a category: those of the table, then whatever else Airlock recorded.</summary>
    /// <param name="category">The category.</param>
    /// <param name="names">The facts that either has.</param>
    public static IEnumerable<ComparedFact> Of(string category, IEnumerable<string> names)
    {
        var rows = All.Where(row => row.Categories.IsEmpty || row.Categories.Contains(category)).ToList();
        var known = rows.Select(row => row.Fact).ToHashSet(StringComparer.Ordinal);
        return rows
            .Where(row => row.Comparison != FactComparison.Ignored)
            .Concat(names
                .Where(name => name.StartsWith(OwnPrefix, StringComparison.Ordinal) && !name.StartsWith("airlock:nuget:", StringComparison.Ordinal) && !known.Contains(name))
                .Order(StringComparer.Ordinal)
                .Select(name => new ComparedFact(name, [category], FactComparison.Value, "", "changed", "", name)));
    }

    private static ComparedFact Read(string[] cells) => new(
        cells[0], cells[1] == "*" ? [] : [.. cells[1].Split(',')], Enum.Parse<FactComparison>(cells[2], ignoreCase: true), cells[3], cells[4], cells[5], cells[6]);
}
