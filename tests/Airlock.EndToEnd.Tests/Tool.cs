using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>Runs <c>airlock</c> as it was built, in a process of its own.</summary>
internal static class Tool
{
    public static Task<DotNetResult> Run(string folder, params string[] arguments) =>
        DotNet.Run(folder, null, [PackedGate.ToolAssembly, .. arguments]);

    /// <summary>The rules of the findings in force that a JSON report holds at a level, as <c>Block</c>, in its order.</summary>
    public static IReadOnlyList<string> Rules(DotNetResult report, params string[] levels) =>
    [
        .. JsonNode.Parse(report.StandardOutput)!["projects"]!.AsArray()
            .SelectMany(project => project!["findings"]!.AsArray())
            .Where(finding => finding!["suppression"] is null && levels.Contains(finding["level"]!.GetValue<string>()))
            .Select(finding => finding!["ruleId"]!.GetValue<string>()),
    ];
}
