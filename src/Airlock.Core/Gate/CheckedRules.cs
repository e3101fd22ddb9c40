using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Rules;
using Airlock.Shared.Rules;

namespace Airlock.Core;

/// <summary>Which rules a build could not check, so that nobody takes their silence for an answer.</summary>
internal static class CheckedRules
{
    /// <summary>The name of a property of AIR9004: the part of the evidence that is incomplete, <see cref="Code"/> or <see cref="Libraries"/>.</summary>
    public const string AreaProperty = "area";

    /// <summary>What the compiler sees.</summary>
    public const string Code = "code";

    /// <summary>What is known of packages.</summary>
    public const string Libraries = "libraries";

    /// <summary>The rules whose silence says nothing.</summary>
    /// <param name="context">Project and policy.</param>
    /// <param name="findings">All findings.</param>
    /// <param name="silenced">Rules that were silenced outside the source.</param>
    public static ImmutableArray<string> Unchecked(GateContext context, IEnumerable<Finding> findings, IEnumerable<string> silenced)
    {
        var gaps = findings.Select(finding => finding.Properties.GetValueOrDefault(AreaProperty)).ToHashSet();
        var rules = RuleTable.All.Where(rule =>
            (gaps.Contains(Code) && rule.ReportedBy == "analyzer")
            || (gaps.Contains(Libraries) && rule.Class.StartsWith("library/", StringComparison.Ordinal))
            || (rule.Id == "AIR6008" && !context.Policy.Libraries.Network)
            || RulePages.Of(rule.Id) is null);
        return [.. rules.Select(rule => rule.Id).Concat(silenced).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether nothing is known of the code, and so of the AI assets in it.</summary>
    public static bool IsCodeUnknown(IEnumerable<Finding> findings) =>
        findings.Any(finding => finding.RuleId == "AIR9004" && finding.Properties.GetValueOrDefault(AreaProperty) == Code);
}
