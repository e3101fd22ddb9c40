using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Airlock.Core.Tests.Bom;

namespace Airlock.EndToEnd.Tests;

/// <summary>What real builds and publishes say of packages, projects, frameworks and delivered files, and that it is the same twice.</summary>
public sealed class PublishedSbomTests(PackedGate gate)
{
    private const string Application = """System.Console.WriteLine(typeof(Library).Name + typeof(Microsoft.Extensions.AI.IChatClient).Name);""";

    /// <summary>An application of two projects, in a folder "app" with "lib" beside it.</summary>
    private TestProject Create(string name, string properties = "")
    {
        var root = new TestProject(gate, name);
        root.Write(
            "Lib/Lib.csproj",
            new TestProject(gate, "unused") { Packages = [], Properties = "<TargetFramework>net10.0</TargetFramework><Company>Contoso</Company>" }.ProjectText())
            .Write("Lib/Library.cs", "public sealed class Library;");
        var project = new TestProject(gate, name)
        {
            Properties = $"<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><Company>Contoso</Company><AirlockBomContact>psirt@contoso.example</AirlockBomContact>{properties}",
            Items = $"""<ProjectReference Include="{Path.Combine("..", Path.GetFileName(root.Folder), "Lib", "Lib.csproj")}" />""",
        };
        return project.Write("Program.cs", Application);
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static JsonNode Component(JsonNode bom, string reference) => bom["components"]!.AsArray().Single(one => Text(one!["bom-ref"]) == reference)!;

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    [Fact]
    public async Task Publish_delivers_its_own_sbom()
    {
        var project = Create("published");
        (await project.Run(null, "publish", "-o", "out")).ShouldPass();

        var folder = Path.Combine(project.Folder, "out");
        var bom = Read(Path.Combine(folder, "airlock", "App.cdx.json"));
        Assert.Equal("post-build", Text(bom["metadata"]!["lifecycles"]![0]!["phase"]));
        Assert.Contains(bom["metadata"]!["component"]!["hashes"]!.AsArray(), hash => Text(hash!["content"]) == Sha256(Path.Combine(folder, "App.dll")));
        Assert.Equal("required", Text(Component(bom, "pkg:nuget/Microsoft.Extensions.AI.Abstractions@10.11.0")["scope"]));
        Assert.Equal("excluded", Text(bom["components"]!.AsArray().Single(one => Text(one!["name"]) == "Airlock")!["scope"]));
        Assert.Equal(Sha256(Path.Combine(folder, "App.runtimeconfig.json")), Text(Component(bom, "file:App.runtimeconfig.json")["hashes"]![0]!["content"]));

        var link = Component(bom, "project:Lib")["externalReferences"]!.AsArray().Single(one => Text(one!["url"]) == "Lib.cdx.json")!;
        Assert.Equal(Sha256(Path.Combine(folder, "airlock", "Lib.cdx.json")), Text(link["hashes"]![0]!["content"]));

        (await project.Run(null, "publish", "--no-build", "-c", "Release", "-o", "again")).ShouldPass();
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "airlock", "App.cdx.json")), File.ReadAllBytes(Path.Combine(project.Folder, "again", "airlock", "App.cdx.json")));

        var (exitCode, output) = BomSchema.Validate([Path.Combine(folder, "airlock", "App.cdx.json"), Path.Combine(folder, "airlock", "Lib.cdx.json")]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Sbom_changes_with_that_of_a_referenced_project()
    {
        var project = Create("linked");
        (await project.Build()).ShouldPass();
        var before = project.ReadEvidence("App.cdx.json");
        var link = Component(before, "project:Lib")["externalReferences"]!.AsArray().Single(one => one!["hashes"] is not null)!;
        var library = Path.GetFullPath(Uri.UnescapeDataString(Text(link["url"])), Path.GetDirectoryName(project.Evidence("App.cdx.json"))!);
        Assert.Equal(Sha256(library), Text(link["hashes"]![0]!["content"]));

        File.AppendAllText(Path.Combine(library, "..", "..", "..", "..", "..", "Library.cs"), "public sealed class More;");
        (await project.Build()).ShouldPass();

        var after = Component(project.ReadEvidence("App.cdx.json"), "project:Lib")["externalReferences"]!.AsArray().Single(one => one!["hashes"] is not null)!;
        Assert.Equal(Sha256(library), Text(after["hashes"]![0]!["content"]));
        Assert.NotEqual(Text(link["hashes"]![0]!["content"]), Text(after["hashes"]![0]!["content"]));
    }

    [Fact]
    public async Task Two_clones_of_a_commit_have_the_same_bytes()
    {
        var source = new TestProject(gate, "origin")
        {
            Properties = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><ImplicitUsings>disable</ImplicitUsings>",
            Packages = [],
            Items = """<PackageReference Include="Microsoft.Extensions.AI" Version="10.11.0" Condition="'$(TargetFramework)' == 'net10.0'" />""",
        };
        source.Write("Agent.cs", "#if NET\npublic sealed class Agent { public static string Name(Microsoft.Extensions.AI.IChatClient client) => client.GetType().Name; }\n#endif").WriteProject();
        source.Write(".gitignore", "bin/\nobj/\n");
        if (!await Git(source.Folder, "init", "-q") || !await Git(source.Folder, "add", "-A")
            || !await Git(source.Folder, "-c", "user.name=Ada", "-c", "user.email=ada@contoso.example", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "One"))
        {
            Assert.Skip("git is not installed.");
        }

        var clones = new[] { "one", "another clone" }.Select(name => Path.Combine(gate.Folder, $"{name} {Guid.NewGuid():N}", "app")).ToList();
        foreach (var clone in clones)
        {
            Assert.True(await Git(gate.Folder, "clone", "-q", source.Folder, clone));
            (await DotNet.Run(clone, null, "build", "-p:ContinuousIntegrationBuild=true")).ShouldPass();
        }

        foreach (var framework in new[] { "net10.0", "netstandard2.0" })
        {
            var documents = clones.Select(clone => Path.Combine(clone, "bin", "Debug", framework, "airlock", "App.cdx.json")).ToList();
            Assert.Equal(File.ReadAllText(documents[0]), File.ReadAllText(documents[1]));
            Assert.Contains("\"commit\"", File.ReadAllText(documents[0]), StringComparison.Ordinal);
        }

        var first = Path.Combine(clones[0], "bin", "Debug", "net10.0", "airlock", "App.cdx.json");
        var bytes = File.ReadAllBytes(first);
        (await DotNet.Run(clones[0], null, "build", "--no-incremental", "-p:ContinuousIntegrationBuild=true")).ShouldPass();
        Assert.Equal(bytes, File.ReadAllBytes(first));
    }

    [Fact]
    public async Task Strictly_reproducible_sbom_has_no_time()
    {
        var project = new TestProject(gate, "strict") { Properties = "<TargetFramework>net10.0</TargetFramework><AirlockBomReproducible>strict</AirlockBomReproducible>" };
        (await project.Write("Code.cs", "public sealed class Code;").Build()).ShouldPass();

        var bom = project.ReadEvidence("App.cdx.json");
        Assert.Null(bom["serialNumber"]);
        Assert.Null(bom["metadata"]!["timestamp"]);
        Assert.Contains(bom["properties"]!.AsArray(), one => Text(one!["name"]) == "cdx:reproducible");
    }

    private static async Task<bool> Git(string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
