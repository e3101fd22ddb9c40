using System.Globalization;
using Airlock.Shared.Rules;

namespace Airlock.Core.Rules;

/// <summary>
/// How bad what a rule finds is at worst, on the scale of CVSS (0.1 to 10.0), by class of rule in <c>security-severities.tsv</c>. It orders alerts for people and blocks nothing;
/// what blocks, policy says.
/// </summary>
public static class SecuritySeverity
{
    private static readonly Lazy<List<(string Class, decimal Score)>> Rows = new(() =>
        [.. EmbeddedTable.Rows("security-severities.tsv").Select(cells => (cells[0], decimal.Parse(cells[1], CultureInfo.InvariantCulture)))]);

    /// <summary>The score, with one digit after the point; null for what is a matter of licences, of inventory or of the gate itself.</summary>
    /// <param name="rule">The rule.</param>
    public static decimal? Of(RuleRow rule)
    {
        foreach (var (pattern, score) in Rows.Value)
        {
            if (Standards.Covers(pattern, rule.Class))
            {
                return score;
            }
        }

        return null;
    }
}
