using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Bom;

/// <summary>What the rules of Airlock found, as an attestation: one requirement for each rule that was checked.</summary>
internal static class RuleOutcomes
{
    /// <summary>The attestation of a build, or null if no rule was checked.</summary>
    public static Attestation? Build(BomInput input)
    {
        var findings = input.Findings.ToLookup(finding => finding.RuleId, StringComparer.Ordinal);
        RequirementOutcome[] outcomes =
        [
            .. RuleTable.All
                .Where(rule => !rule.Id.StartsWith("AIR0", StringComparison.Ordinal) && !rule.Id.StartsWith("AIR9", StringComparison.Ordinal))
                .Where(rule => !input.UncheckedRules.Contains(rule.Id) || findings[rule.Id].Any())
                .Select(rule => Outcome(rule, [.. findings[rule.Id].Where(finding => finding.Level > FindingLevel.Record)])),
        ];
        return outcomes.Length == 0 ? null : new Attestation(
            "The build was checked against the rules of Airlock; a requirement is met if its rule found nothing under the policy in force",
            input.Publisher?.ToOrganization() ?? new OrganizationalEntity(input.Application.Name, []),
            "Airlock rules",
            input.ToolVersion,
            input.Sarif is { } sarif ? $"Findings of the build: {sarif.Path}, SHA-256 {sarif.Sha256}" : null,
            [.. outcomes]);
    }

    private static RequirementOutcome Outcome(RuleRow rule, IReadOnlyList<Finding> findings)
    {
        var open = findings.Where(finding => finding.Suppression is null).ToList();
        var blocking = open.Count(finding => finding.Level == FindingLevel.Block);
        var rationale = (findings.Count, open.Count, blocking) switch
        {
            (0, _, _) => "nothing found",
            (_, 0, _) => $"{Count(findings.Count)}, accepted by policy",
            (_, _, 0) => $"{Count(open.Count)}, none of which blocks",
            _ => $"{Count(open.Count)}, of which {blocking} block the build",
        };
        return new RequirementOutcome(rule.Id, $"Not found: {rule.Title}", findings.Count == 0 ? 1 : 0, rationale);
    }

    private static string Count(int number) => number == 1 ? "1 finding" : $"{number} findings";
}
