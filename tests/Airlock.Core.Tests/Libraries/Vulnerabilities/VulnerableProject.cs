using System.Text.Json.Nodes;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Vulnerabilities;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

/// <summary>A project whose packages are checked, with the files that its policy names and a cache of NuGet beside it.</summary>
internal sealed class VulnerableProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VulnerableProject(string policy = "{}", string? profile = null) => Context = _folder.Context(policy, profile: profile);

    public GateContext Context { get; }

    public string Root => _folder.Path;

    public AssetsText Assets { get; set; } = Audited().Package("Contoso.Json", "1.2.0", direct: true, "Contoso.Core").Package("Contoso.Core", "2.0.0");

    public NuGetHttpCache Cache => new(Path.Combine(Root, "http-cache"));

    /// <summary>An assets file of an audit of everything.</summary>
    public static AssetsText Audited(string source = "https://feed.example.com/v3/index.json", string mode = "all", string level = "low", params string[] suppressed)
    {
        var assets = new AssetsText();
        assets.Restore["sources"] = new JsonObject { [source] = new JsonObject() };
        assets.Restore["restoreAuditProperties"] = new JsonObject
        {
            ["enableAudit"] = "true",
            ["auditLevel"] = level,
            ["auditMode"] = mode,
            ["suppressedAdvisories"] = new JsonObject(suppressed.Select(address => KeyValuePair.Create(address, (JsonNode?)null))),
        };
        return assets;
    }

    /// <summary>A policy that names databases and VEX documents.</summary>
    public static string Policy(string? database = null, string? vex = null, string? severity = null) =>
        $$"""
        { "libraries": { "vulnerabilities": {
          "databases": [{{(database is null ? "" : $"\"{database}\"")}}],
          "vex": [{{(vex is null ? "" : $"\"{vex}\"")}}]{{(severity is null ? "" : $", \"severity\": \"{severity}\"")}} } } }
        """;

    public VulnerableProject With(string file, string content)
    {
        _folder.Write(file, content);
        return this;
    }

    /// <summary>Leaves in the cache what an audit leaves of a feed.</summary>
    public VulnerableProject WithAuditData(string source = "https://feed.example.com/v3/index.json")
    {
        var folder = Path.Combine("http-cache", NuGetHttpCache.FolderName(source));
        return With(Path.Combine(folder, "vuln_index.dat"), """[{ "@name": "base" }]""").With(Path.Combine(folder, "vuln_data_base.dat"), """{ "a": [] }""");
    }

    public IReadOnlyList<Finding> Run(params IEnumerable<IVulnerabilitySource> sources)
    {
        var graph = Assets.Graph();
        var libraries = new LibrarySet(Context, graph) { Packages = LibrarySet.Locate(graph) };
        var report = new LibraryReport(libraries);
        new VulnerabilityCheck(Cache, sources).Run(libraries, report, CancellationToken.None);
        return report.Findings;
    }

    /// <summary>The messages of the findings of a rule.</summary>
    public IReadOnlyList<string> Messages(string rule) => [.. Run().Where(finding => finding.RuleId == rule).Select(finding => finding.Message)];

    public static string? Weight(Finding finding) =>
        finding.Properties.ContainsKey(LibraryReport.ClearedProperty) ? "cleared" : finding.Properties.GetValueOrDefault(PolicyVerdict.WeightProperty);

    public void Dispose() => _folder.Dispose();
}
