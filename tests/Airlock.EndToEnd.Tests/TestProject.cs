using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>A project in a folder of its own that references the packed package, as a user's does.</summary>
internal sealed class TestProject
{
    /// <summary>A method that starts what a model answers: AIR1001 at the line that holds "Process.Start".</summary>
    public const string ModelStartsProcess =
        """
        using System.Diagnostics;
        using Microsoft.Extensions.AI;

        public sealed class Agent(IChatClient client)
        {
            public async Task Run()
            {
                var answer = await client.GetResponseAsync("Which program should I start?");
                Process.Start(answer.Text);
            }
        }
        """;

    private readonly PackedGate _gate;

    public TestProject(PackedGate gate, string name = "app")
    {
        _gate = gate;
        Folder = Path.Combine(gate.Folder, $"{name} {Guid.NewGuid().ToString("N")[..8]}");
        ProjectFile = Path.Combine(Folder, "App.csproj");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string ProjectFile { get; }

    /// <summary>The SDK of the project.</summary>
    public string Sdk { get; set; } = "Microsoft.NET.Sdk";

    /// <summary>Additional properties, as XML.</summary>
    public string Properties { get; set; } = "<TargetFramework>net10.0</TargetFramework>";

    /// <summary>Additional items, as XML.</summary>
    public string Items { get; set; } = "";

    /// <summary>Packages besides Airlock, as <c>Id/Version</c>.</summary>
    public string[] Packages { get; set; } = ["Microsoft.Extensions.AI/10.11.0", "System.Numerics.Tensors/10.0.15"];

    /// <summary>How the project refers to Airlock.</summary>
    public string? AirlockReference { get; set; }

    public string Evidence(string file, string framework = "net10.0") => Path.Combine(Folder, "bin", "Debug", framework, "airlock", file);

    public TestProject Write(string file, string content)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public TestProject Write(string file, byte[] content)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return this;
    }

    public TestProject WriteProject() => Write("App.csproj", ProjectText());

    /// <summary>The project file, as XML.</summary>
    public string ProjectText()
    {
        var packages = string.Concat(Packages.Select(package => $"<PackageReference Include=\"{package.Split('/')[0]}\" Version=\"{package.Split('/')[1]}\" />\n"));
        return $"""
            <Project Sdk="{Sdk}">
              <PropertyGroup>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                {Properties}
              </PropertyGroup>
              <ItemGroup>
                {packages}
                {AirlockReference ?? $"<PackageReference Include=\"Airlock\" Version=\"{_gate.Version}\" PrivateAssets=\"all\" />"}
                {Items}
              </ItemGroup>
            </Project>
            """;
    }

    public Task<DotNetResult> Build(params string[] arguments) => Run(null, ["build", .. arguments]);

    public Task<DotNetResult> Run(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        if (!File.Exists(ProjectFile))
        {
            WriteProject();
        }

        return DotNet.Run(Folder, environment, arguments);
    }

    public JsonNode ReadEvidence(string file, string framework = "net10.0") => JsonNode.Parse(File.ReadAllText(Evidence(file, framework)))!;

    /// <summary>The rules of the results in the SARIF evidence, in its order.</summary>
    public IReadOnlyList<string> SarifRules(string framework = "net10.0") =>
        [.. ReadEvidence("App.sarif", framework)["runs"]![0]!["results"]!.AsArray().Select(result => result!["ruleId"]!.GetValue<string>())];
}
