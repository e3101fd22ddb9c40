using System.Collections.Immutable;
using Airlock.Core.Events;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Tests.Events;

/// <summary>Findings and events for tests.</summary>
internal static class EventSamples
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static EventSource Source { get; } = new("App", "1.2.3", "src/App/App.csproj", "net10.0", "standard", "production", "0.9.0");

    public static Finding Finding(string rule, FindingLevel level = FindingLevel.Block, string? message = null, string path = "src/App/Agent.cs", int line = 7, params (string Name, string Value)[] properties) => new()
    {
        RuleId = rule,
        Level = level,
        Message = message ?? $"{rule} found something.",
        Location = line == 0 ? new FindingLocation(path) : new FindingLocation(path, line, 5, line, 9),
        Fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{rule} {path} {line}")).AsSpan(0, 16)),
        Properties = properties.Aggregate(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal), (all, pair) => all.SetItem(pair.Name, pair.Value)),
    };

    public static Finding Vulnerability(params (string Name, string Value)[] further) => Finding(
        "AIR6002",
        message: "Library Contoso.AI 1.0.0 has a known vulnerability of high severity, GHSA-aaaa-bbbb-cccc.",
        path: "src/App/App.csproj",
        properties:
        [
            ("package", "Contoso.AI"), ("version", "1.0.0"), ("purl", "pkg:nuget/Contoso.AI@1.0.0"), ("way", "App > Contoso.AI 1.0.0"), ("advisory", "GHSA-aaaa-bbbb-cccc"), ("severity", "high"),
            .. further,
        ]);

    public static SecurityEvent Event(Finding finding, EventActivity activity = EventActivity.Create) =>
        new() { Source = Source, Activity = activity, Finding = finding, FirstSeen = Monday.AddDays(-3), Time = Monday };

    /// <summary>A finding of every rule and every shape that an event can have.</summary>
    public static IEnumerable<Finding> All()
    {
        foreach (var rule in RuleTable.All)
        {
            yield return Finding(rule.Id);
            yield return Finding(rule.Id, FindingLevel.Note, line: 0);
        }

        yield return Vulnerability();
        yield return Vulnerability(("aliases", "CVE-2026-12345, GHSA-dddd-eeee-ffff"), ("fixed", "1.0.1"), ("address", "https://example.com/GHSA-aaaa-bbbb-cccc"));
        yield return Finding("AIR6003", properties: [("package", "Contoso.AI"), ("version", "1.0.0"), ("purl", "pkg:nuget/Contoso.AI@1.0.0")]);
        yield return Finding("AIR6001", properties: [("package", "Contoso.AI"), ("version", "")]);
        yield return Finding("AIR5006", path: "models/a.pkl", line: 0, properties: [("path", "models/a.pkl"), ("verdict", "malicious"), ("subject", "os.system")]);
        yield return Finding("AIR5102", path: "data/a.csv", line: 0, properties: [("path", "data/a.csv")]);
        yield return Finding("AIR5004", properties: [("model", "gpt-4o"), ("provider", "OpenAI")]);
        yield return Finding("AIR1001") with { Suppression = new FindingSuppression("policy exception", "reviewed (team)") };
        yield return Finding("AIR1001") with { Suppression = new FindingSuppression("Pragma Directive", null) };
    }
}
