namespace Airlock.Core.Baselines;

/// <summary>
/// The rules whose findings no baseline accepts. A baseline is for what was built before anybody looked; what is known to be hostile or altered, and
/// what makes the answer itself doubtful, is another thing. The table <c>refused-rules.tsv</c> says why for each.
/// </summary>
public static class RefusedRules
{
    /// <summary>The rules, in the order of the table, with the reason as the end of a sentence.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        EmbeddedTable.Rows("refused-rules.tsv").ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>Why findings of a rule can't be accepted, or null if they can.</summary>
    public static string? ReasonOf(string rule) => All.GetValueOrDefault(rule);
}
