using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>Runs <c>airlock</c> as it was built, in a process of its own.</summary>
internal static class Tool
{
    public static Task<DotNetResult> Run(string folder, params string[] arguments) =>
        DotNet.Run(folder, null, [PackedGate.ToolAssembly, .. arguments]);

    /// <summary>A project that knows nothing of Airlock, without a finding.</summary>
    public static TestProject Clean(PackedGate gate) =>
        new TestProject(gate, "tool") { AirlockReference = "" }.Write("Agent.cs", "public sealed class Agent;").WriteProject();

    /// <summary>The same, with one finding of AIR1001.</summary>
    public static TestProject Insecure(PackedGate gate) => Clean(gate).Write("Agent.cs", TestProject.ModelStartsProcess);

    /// <summary>The files of a project with their content, without what a build writes.</summary>
    public static Dictionary<string, string> Sources(TestProject project) =>
        Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(project.Folder, file))
            .Where(file => file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(Path.Combine(project.Folder, file))));

    /// <summary>The rules of the findings in force that a JSON report holds at a level, as <c>Block</c>, in its order.</summary>
    public static IReadOnlyList<string> Rules(DotNetResult report, params string[] levels) =>
    [
        .. JsonNode.Parse(report.StandardOutput)!["projects"]!.AsArray()
            .SelectMany(project => project!["findings"]!.AsArray())
            .Where(finding => finding!["suppression"] is null && levels.Contains(finding["level"]!.GetValue<string>()))
            .Select(finding => finding!["ruleId"]!.GetValue<string>()),
    ];
}
