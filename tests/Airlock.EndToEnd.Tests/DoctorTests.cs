using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>The doctor over a solution of which each project is broken in one way.</summary>
public sealed class DoctorTests(PackedGate gate)
{
    private const string Healthy = "Healthy";

    private string Reference => $"""<PackageReference Include="Airlock" Version="{gate.Version}" PrivateAssets="all" />""";

    private static string Project(string properties = "", string items = "", string frameworks = "<TargetFramework>net10.0</TargetFramework>") =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {frameworks}
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task Each_way_of_being_broken_is_named()
    {
        var (reference, solution) = (Reference, new TestProject(gate, "doctor"));
        var projects = new Dictionary<string, string>
        {
            [Healthy] = Project(items: reference),
            ["Twice"] = Project(items: reference, frameworks: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"),
            ["NoPackage"] = Project(),
            ["Disabled"] = Project("<AirlockEnabled>false</AirlockEnabled>", reference),
            ["NoAnalyzers"] = Project("<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", reference),
            ["Silenced"] = Project("<NoWarn>$(NoWarn);\n AIR1001</NoWarn>", reference),
            ["Configured"] = Project(items: reference),
            ["OldLog"] = Project("<ErrorLog>old.sarif</ErrorLog>", reference),
            ["NoAudit"] = Project("<NuGetAudit>false</NuGetAudit>", reference + """<PackageReference Include="System.Numerics.Tensors" Version="10.0.15" />"""),
            ["Unpinned"] = Project(items: reference),
            ["Tests"] = Project("<IsTestProject>true</IsTestProject>"),
        };
        foreach (var (name, text) in projects)
        {
            solution.Write($"{name}/{name}.csproj", text).Write($"{name}/Class.cs", $"public sealed class Of{name};");
        }

        var members = string.Concat(projects.Keys.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"));
        solution
            .Write("airlock.json", """{ "profile": "standard" }""")
            .Write("Configured/.editorconfig", "[*.cs]\ndotnet_diagnostic.AIR2001.severity = none\n")
            .Write("Unpinned/model.onnx", "weights")
            .Write("Old/Old.vbproj", Project())
            .Write("All.slnx", $"<Solution>{members}<Project Path=\"Old/Old.vbproj\" /><Project Path=\"Missing/Missing.csproj\" /></Solution>");
        foreach (var name in projects.Keys)
        {
            (await DotNet.Run(solution.Folder, null, "restore", Path.Combine(solution.Folder, name, $"{name}.csproj"))).ShouldPass();
        }

        (await DotNet.Run(solution.Folder, null, "build", Path.Combine(solution.Folder, Healthy, $"{Healthy}.csproj"), "--no-restore")).ShouldPass();
        var before = Tool.Sources(solution);

        var result = (await Tool.Run(solution.Folder, "doctor", "--format", "json")).ShouldExit(4);

        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), Tool.Sources(solution).Keys.Order(StringComparer.Ordinal));
        var report = JsonNode.Parse(result.StandardOutput)!;
        string Failed(string project) => string.Join(' ', Checks(report, project).Where(check => check.Status == "fail").Select(check => check.Id).Distinct());
        Assert.Equal(
            new Dictionary<string, string>
            {
                [Healthy] = "",
                ["Twice"] = "",
                ["NoPackage"] = "package",
                ["Disabled"] = "gate",
                ["NoAnalyzers"] = "analyzers",
                ["Silenced"] = "silenced",
                ["Configured"] = "silenced",
                ["OldLog"] = "",
                ["NoAudit"] = "audit",
                ["Unpinned"] = "models",
                ["Tests"] = "",
            },
            projects.Keys.ToDictionary(name => name, Failed));
        Assert.Contains(Checks(report, Healthy), check => check is { Id: "evidence", Status: "ok" });
        Assert.Contains(Checks(report, "OldLog"), check => check is { Id: "compiler-log", Status: "warn" });
        Assert.Equal([("scope", "skip")], Checks(report, "Tests"));
        Assert.Equal([("scope", "skip")], Checks(report, "Old"));
        Assert.Equal([("scope", "fail")], Checks(report, "Missing"));
        Assert.Equal(2, report["subjects"]!.AsArray().Count(subject => subject!["path"]!.GetValue<string>().EndsWith("Twice.csproj", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Project_that_is_not_restored_or_not_loaded()
    {
        var project = new TestProject(gate, "doctor").WriteProject();
        (await Tool.Run(project.Folder, "doctor")).ShouldExit(1).ShouldPrint("Airlock is referenced (PackageReference in App.csproj), but not restored").ShouldPrint("dotnet restore");

        project.Write("App.csproj", "<Project>");
        (await Tool.Run(project.Folder, "doctor")).ShouldExit(4).ShouldPrint("MSBuild can't load it");
    }

    private static List<(string Id, string Status)> Checks(JsonNode report, string project) =>
    [
        .. report["subjects"]!.AsArray()
            .Where(subject => Path.GetFileNameWithoutExtension(subject!["path"]!.GetValue<string>()) == project && subject["kind"]!.GetValue<string>() == "project")
            .SelectMany(subject => subject!["checks"]!.AsArray())
            .Select(check => (check!["id"]!.GetValue<string>(), check["status"]!.GetValue<string>())),
    ];
}
