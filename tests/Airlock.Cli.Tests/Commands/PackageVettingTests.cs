using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Airlock.Cli.Tests.Commands;

/// <summary><c>airlock vet PACKAGE</c>, with packages of a feed that the test makes.</summary>
public class PackageVettingTests : ToolTest
{
    public PackageVettingTests()
    {
        Add("Contoso.Base", "1.0.0", "");
        Add(
            "Contoso.Llm",
            "1.2.0",
            """<license type="expression">MIT</license><dependencies><group targetFramework="net10.0"><dependency id="Contoso.Base" version="1.0.0" /></group></dependencies>""",
            ("build/Contoso.Llm.targets", "<Project><Target Name=\"T\"><Exec Command=\"curl https://example.com/x\" /></Target></Project>"),
            ("runtimes/linux-x64/native/libx.so", "\u007fELF"));
        Write("nuget.config", """<configuration><packageSources><clear /><add key="own" value="feed" /></packageSources><auditSources><clear /></auditSources></configuration>""");
    }

    private void Add(string id, string version, string metadata, params (string Path, string Content)[] files)
    {
        var path = Path.Combine(Folder, "feed", $"{id}.{version}.nupkg");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        (string Path, string Content)[] all =
        [
            ($"{id}.nuspec", $"<package><metadata><id>{id}</id><version>{version}</version><authors>Contoso</authors><description>d</description>{metadata}</metadata></package>"),
            ("lib/net10.0/_._", ""),
            .. files,
        ];
        foreach (var (name, content) in all)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(content);
        }
    }

    [Fact]
    public async Task Sheet_tells_what_is_known()
    {
        var outcome = await RunAsync("vet", "Contoso.Llm@1.2.0");

        Assert.Equal(0, outcome.ExitCode);
        foreach (var fact in new[] { "Contoso.Llm 1.2.0", "did not sign", "MIT", "exec at build/Contoso.Llm.targets(1,", "curl https://example.com/x", "runtimes/linux-x64/native/libx.so", "Contoso.Base 1.0.0", "none yet" })
        {
            Assert.Contains(fact, outcome.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Json_is_one_document()
    {
        var outcome = await RunAsync("vet", "contoso.llm", "--format", "json");

        var package = JsonNode.Parse(outcome.Out)!["package"]!;
        Assert.Equal(("Contoso.Llm", "1.2.0"), (package["id"]!.GetValue<string>(), package["version"]!.GetValue<string>()));
        Assert.Equal(["Contoso.Llm 1.2.0", "Contoso.Base 1.0.0"], package["adds"]!.AsArray().Select(added => added!.GetValue<string>()));
        Assert.Equal("expression", package["licenceEvidence"]!.GetValue<string>(), ignoreCase: true);
    }

    [Fact]
    public async Task Decision_stands_in_lock_and_record()
    {
        var outcome = await RunAsync("vet", "Contoso.Llm", "--allow", "--reason", "read it", "--by", "Ann", "--licence", "Apache-2.0");

        Assert.Equal(0, outcome.ExitCode);
        var decision = JsonNode.Parse(Read("airlock.lock.json"))!["libraries"]![0]!;
        Assert.Equal("Contoso.Llm 1.2.0 allow Ann Apache-2.0", $"{decision["id"]} {decision["version"]} {decision["decision"]} {decision["by"]} {decision["licence"]}");
        Assert.Contains("exec", decision["buildCode"]!.AsArray().Select(kind => kind!.GetValue<string>()));
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
        Assert.Contains("allow     pkg:nuget/contoso.llm@1.2.0", (await RunAsync("log")).Out, StringComparison.Ordinal);
        Assert.Contains("allowed by Ann", (await RunAsync("vet", "Contoso.Llm")).Out, StringComparison.Ordinal);

        Assert.Equal(1, (await RunAsync("vet", "Contoso.Llm", "--deny", "--reason", "second look", "--by", "Bob")).ExitCode);
        Assert.Equal("deny", JsonNode.Parse(Read("airlock.lock.json"))!["libraries"]!.AsArray().Single()!["decision"]!.GetValue<string>());
    }

    [Fact]
    public async Task File_of_a_package_is_vetted()
    {
        var outcome = await RunAsync("vet", "feed/Contoso.Llm.1.2.0.nupkg");

        Assert.Contains("Contoso.Llm 1.2.0", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_no_package_is_an_input_error()
    {
        Write("broken.nupkg", "no archive");
        using (var archive = ZipFile.Open(Path.Combine(Folder, "empty.nupkg"), ZipArchiveMode.Create))
        {
            archive.CreateEntry("readme.txt");
        }

        foreach (var file in new[] { "broken.nupkg", "empty.nupkg" })
        {
            var outcome = await RunAsync("vet", file);

            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("is no package", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("cannot be found", 4, "vet", "Contoso.Missing")]
    [InlineData("exclude each other", 2, "vet", "Contoso.Llm", "--allow", "--deny")]
    [InlineData("goes with --allow", 2, "vet", "Contoso.Llm", "--licence", "MIT")]
    [InlineData("is no SPDX licence expression", 2, "vet", "Contoso.Llm", "--allow", "--licence", "AND")]
    [InlineData("go with one package", 2, "vet", "feed", "--allow")]
    [InlineData("needs a reason", 2, "vet", "Contoso.Llm", "--allow", "--by", "Ann")]
    [InlineData("does not exist", 2, "vet", "models/missing.onnx")]
    public async Task What_can_not_be_done_is_said(string message, int exitCode, params string[] arguments)
    {
        var outcome = await RunAsync(arguments);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(message == "cannot be found" ? "NU1101" : message, outcome.Error, StringComparison.Ordinal);
    }
}
