using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Diagnosis;

/// <summary>Whether the gate runs in the builds of a project, and sees what the analyzers find.</summary>
/// <param name="facts">The project.</param>
/// <param name="graph">What restore resolved, or null.</param>
/// <param name="policy">The policy in force.</param>
/// <param name="tool">The version of this tool.</param>
/// <param name="shown">How a path is written for a person.</param>
internal sealed class GateChecks(ProjectFacts facts, PackageGraph? graph, PolicyDocument policy, string tool, Func<string, string> shown)
{
    private const string PackageId = "Airlock";
    private const string AddPackage = "dotnet add package Airlock, or for all projects <GlobalPackageReference Include=\"Airlock\" Version=\"…\" /> in Directory.Packages.props";

    /// <summary>Whether the project refers to the package, in whatever way.</summary>
    public static bool HasPackage(ProjectFacts facts) => facts.Is("AirlockPackageImported") || ReferenceOf(facts) is not null;

    /// <summary>All checks.</summary>
    public IEnumerable<HealthCheck> Run()
    {
        yield return Package();
        yield return Gate();
        yield return Analyzers();
        yield return Silenced();
        yield return CompilerLog();
    }

    private HealthCheck Package()
    {
        const string id = "package";
        var (reference, version) = (ReferenceOf(facts), graph?.Find(PackageId)?.Version);
        if (!facts.Is("AirlockPackageImported"))
        {
            return reference is null ? HealthCheck.Fail(id, "the package Airlock is not referenced, so builds of this project pass no gate", AddPackage)
                : graph is null ? HealthCheck.Fail(id, $"Airlock is referenced ({reference}), but not restored", "dotnet restore")
                : version is null ? HealthCheck.Fail(id, $"Airlock is referenced ({reference}), but the last restore did not know it", "dotnet restore")
                : HealthCheck.Fail(id, $"Airlock {version} is restored, but its build files are not imported", "let the reference not exclude build assets (IncludeAssets, ExcludeAssets)");
        }

        var name = version is null ? "Airlock" : $"Airlock {version}";
        var way = reference is null ? "" : $" ({reference})";
        return version is not null && version != tool
            ? HealthCheck.Warn(id, $"{name}{way} is not the version of this tool, {tool}: they may judge differently", "update the package, or the tool with dotnet tool update Airlock.Cli")
            : HealthCheck.Ok(id, $"{name}{way}");
    }

    private HealthCheck Gate()
    {
        const string id = "gate";
        return facts.IsNot("AirlockEnabled") ? HealthCheck.Fail(id, "AirlockEnabled is false: the gate is switched off", "remove the property AirlockEnabled")
            : !facts.Is("AirlockPackageImported") ? HealthCheck.Skip(id, "without the package there is nothing to switch on")
            : !facts.Is("IsGated") ? HealthCheck.Fail(id, "the package is imported, but its target takes no part in builds", "see whether a project file sets DesignTimeBuild or another property of the package")
            : HealthCheck.Ok(id, "runs after the compiler");
    }

    private HealthCheck Analyzers()
    {
        const string id = "analyzers";
        var off = facts.IsNot("RunAnalyzers") ? "RunAnalyzers"
            : facts["RunAnalyzers"].Length == 0 && facts.IsNot("RunAnalyzersDuringBuild") ? "RunAnalyzersDuringBuild"
            : null;
        return off is null
            ? HealthCheck.Ok(id, "run in builds")
            : HealthCheck.Fail(id, $"{off} is false: no analyzer runs, so nothing is known of the code (AIR9004)", $"remove the property {off}");
    }

    private HealthCheck Silenced()
    {
        const string id = "silenced";
        List<SilencedRule> rules =
        [
            .. SilencedRule.InNoWarn(facts["NoWarn"]),
            .. facts.List("ConfigFiles").SelectMany(SilencedRule.InConfiguration),
            .. RuleSet() is { } set ? SilencedRule.InRuleSet(set) : [],
        ];
        if (rules.Count == 0)
        {
            return HealthCheck.Ok(id, "no rule is silenced outside the source");
        }

        var list = string.Join(", ", rules.Select(rule => $"{rule.RuleId} by {(rule.File is null ? "NoWarn" : $"{shown(rule.File)}({rule.Line})")}"));
        return policy.Suppressions == SuppressionPolicy.Allowed
            ? HealthCheck.Warn(id, $"silenced, as the policy allows: {list}", "write exceptions in airlock.json instead, with reason, owner and end")
            : HealthCheck.Fail(id, $"silenced: {list}; a build reports it (AIR9003)", "take it out, and write an exception in airlock.json with reason, owner and end");
    }

    private string? RuleSet() => facts["RuleSet"] is { Length: > 0 } ? facts.PathOf("RuleSet") : null;

    private HealthCheck CompilerLog()
    {
        const string id = "compiler-log";
        var log = facts["ErrorLog"];
        return !facts.Is("IsGated") ? HealthCheck.Skip(id, "without the gate there is no log")
            : log.Length == 0 ? HealthCheck.Fail(id, "ErrorLog is emptied after the package set it: the gate can't see what the compiler saw", "remove what sets the property ErrorLog")
            : !log.Replace(" ", "", StringComparison.Ordinal).Contains("version=2", StringComparison.OrdinalIgnoreCase)
                ? HealthCheck.Warn(id, "ErrorLog is SARIF 1.0, which does not show what was silenced", "append ,version=2.1 to the property ErrorLog")
            : HealthCheck.Ok(id, "SARIF 2.1");
    }

    private static string? ReferenceOf(ProjectFacts facts)
    {
        foreach (var (name, kind) in new[] { ("GlobalReferences", "GlobalPackageReference"), ("References", "PackageReference") })
        {
            foreach (var parts in facts.List(name).Select(item => item.Split('|')))
            {
                if (parts[0].Equals(PackageId, StringComparison.OrdinalIgnoreCase))
                {
                    return parts.Length > 1 && parts[1].Length > 0 ? $"{kind} in {Path.GetFileName(parts[1])}" : kind;
                }
            }
        }

        return null;
    }
}
