using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Vulnerabilities;

namespace Airlock.Core.Bom.Vex;

/// <summary>
/// What is known of vulnerabilities in the packages of a build, as statements in the shape of CycloneDX. They stand in a file of their own that points into the
/// bill of materials (BOM-Link), because they change while the bill does not.
/// </summary>
internal static class VexBuilder
{
    // The words of CycloneDX, and those of OpenVEX that mean the same.
    private static readonly Dictionary<string, string> Justifications = new(StringComparer.Ordinal)
    {
        ["code_not_present"] = "code_not_present",
        ["code_not_reachable"] = "code_not_reachable",
        ["requires_configuration"] = "requires_configuration",
        ["requires_dependency"] = "requires_dependency",
        ["requires_environment"] = "requires_environment",
        ["protected_by_compiler"] = "protected_by_compiler",
        ["protected_at_runtime"] = "protected_at_runtime",
        ["protected_at_perimeter"] = "protected_at_perimeter",
        ["protected_by_mitigating_control"] = "protected_by_mitigating_control",
        ["component_not_present"] = "code_not_present",
        ["vulnerable_code_not_present"] = "code_not_present",
        ["vulnerable_code_not_in_execute_path"] = "code_not_reachable",
        ["vulnerable_code_cannot_be_controlled_by_adversary"] = "code_not_reachable",
        ["inline_mitigations_already_exist"] = "protected_by_mitigating_control",
    };

    /// <summary>One statement for each advisory, with all packages that it is about and of which the same is said.</summary>
    /// <param name="findings">All findings after policy; those of AIR6002 count.</param>
    /// <param name="bom">The document in which the packages stand; what it does not hold is passed over.</param>
    public static ImmutableArray<VexVulnerability> Build(IEnumerable<Finding> findings, Bom bom)
    {
        var packages = bom.Components.Where(component => component.Purl is not null && component.BomRef is not null)
            .DistinctBy(component => component.Purl, StringComparer.Ordinal).ToDictionary(component => component.Purl!, component => component.BomRef!, StringComparer.Ordinal);
        return
        [
            .. findings
                .Where(finding => finding.RuleId == VulnerabilityCheck.RuleId && packages.ContainsKey(Fact(finding, LibraryReport.PackageUrlProperty)))
                .GroupBy(finding => (Advisory: Fact(finding, "advisory"), Analysis: AnalysisOf(finding)))
                .OrderBy(group => group.Key.Advisory, StringComparer.Ordinal).ThenBy(group => $"{group.Key.Analysis}", StringComparer.Ordinal)
                .Select((group, index) => Statement(group.Key.Advisory, group.Key.Analysis, [.. group], packages, index + 1)),
        ];
    }

    private static VexVulnerability Statement(string advisory, VexAnalysis analysis, ImmutableArray<Finding> findings, Dictionary<string, string> packages, int number)
    {
        var addresses = Distinct(findings, "address").Select(WebAddress.Clean).OfType<string>().ToImmutableArray();
        var isAddress = advisory.Contains("://", StringComparison.Ordinal);
        var fixedIn = findings
            .Where(finding => Fact(finding, "fixed").Length > 0)
            .Select(finding => $"{Fact(finding, LibraryReport.PackageProperty)} {Fact(finding, "fixed")}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new VexVulnerability(
            $"vulnerability:{number.ToString(CultureInfo.InvariantCulture)}",
            isAddress ? null : advisory,
            addresses.FirstOrDefault() ?? (isAddress ? WebAddress.Clean(advisory) : null),
            analysis,
            [.. findings.Select(finding => packages[Fact(finding, LibraryReport.PackageUrlProperty)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
        {
            Aliases = [.. Distinct(findings, "aliases").SelectMany(aliases => aliases.Split(", ")).Where(alias => !alias.Contains("://", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Advisories = addresses,
            Severity = SeverityOf(findings),
            Recommendation = fixedIn.Count == 0 ? null : $"Fixed in {string.Join(", ", fixedIn)}",
        };
    }

    // Whether a vulnerability can be exploited in the application is more than a build can know, unless somebody said so.
    private static VexAnalysis AnalysisOf(Finding finding)
    {
        var reason = Fact(finding, "vexReason");
        return Fact(finding, "vex") switch
        {
            "not affected" => Justified(reason),
            "fixed" => new VexAnalysis("resolved", null, reason.Length > 0 ? reason : null),
            _ when finding.Suppression is { } accepted => new VexAnalysis("in_triage", null, $"Accepted by {accepted.Kind}{(accepted.Justification is { Length: > 0 } why ? $": {why}" : "")}"),
            _ => new VexAnalysis("in_triage", null, "Reported by the build; nobody has looked into it yet"),
        };
    }

    // A reason that begins with a word of the specification was a justification in the document that it comes from.
    private static VexAnalysis Justified(string reason)
    {
        var word = reason.Split([':', ' '], 2)[0];
        return Justifications.TryGetValue(word, out var justification)
            ? new VexAnalysis("not_affected", justification, reason.Length > word.Length ? reason[word.Length..].TrimStart(':', ' ') : null)
            : new VexAnalysis("not_affected", null, reason);
    }

    // CycloneDX says "medium" for what NuGet calls "moderate".
    private static string SeverityOf(ImmutableArray<Finding> findings) => findings
        .Select(finding => VulnerabilitySeverities.Parse(Fact(finding, "severity")))
        .Max() switch
    {
        VulnerabilitySeverity.Low => "low",
        VulnerabilitySeverity.Moderate => "medium",
        VulnerabilitySeverity.High => "high",
        VulnerabilitySeverity.Critical => "critical",
        _ => "unknown",
    };

    private static IEnumerable<string> Distinct(ImmutableArray<Finding> findings, string name) =>
        findings.Select(finding => Fact(finding, name)).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Fact(Finding finding, string name) => finding.Properties.GetValueOrDefault(name) ?? "";
}

/// <summary>A statement on a vulnerability.</summary>
/// <param name="BomRef">Identifier within the document.</param>
/// <param name="Id">Identifier of the advisory, as <c>GHSA-5crp-9r3c-p9vr</c>; null if only an address is known.</param>
/// <param name="Address">Page of the advisory, or null.</param>
/// <param name="Analysis">What is known of its effect.</param>
/// <param name="Affects">The packages, by their <c>bom-ref</c> in the bill of materials.</param>
internal sealed record VexVulnerability(string BomRef, string? Id, string? Address, VexAnalysis Analysis, ImmutableArray<string> Affects)
{
    /// <summary>Other identifiers of the same advisory.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Pages on it.</summary>
    public ImmutableArray<string> Advisories { get; init; } = [];

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c> or <c>unknown</c>.</summary>
    public string Severity { get; init; } = "unknown";

    /// <summary>What to do, or null.</summary>
    public string? Recommendation { get; init; }
}

/// <summary>What is known of the effect of a vulnerability.</summary>
/// <param name="State"><c>in_triage</c>, <c>not_affected</c> or <c>resolved</c>.</param>
/// <param name="Justification">Why it does no harm, in a word of the specification, or null.</param>
/// <param name="Detail">The same in a sentence, or null.</param>
internal sealed record VexAnalysis(string State, string? Justification, string? Detail);
