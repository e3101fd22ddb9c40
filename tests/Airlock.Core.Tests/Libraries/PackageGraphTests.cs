using System.Text.Json.Nodes;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries;

[Collection(RestoredProjects.Collection)]
public sealed class PackageGraphTests(RestoredProjects projects)
{
    private PackageGraph Net10 => Read("net10.0");

    [Fact]
    public void Nodes_keep_the_letter_case_of_the_package()
    {
        var node = Net10.Find("microsoft.extensions.ai.openai")!;
        Assert.Equal("Microsoft.Extensions.AI.OpenAI", node.Id);
        Assert.Equal("10.11.0", node.Version);
        Assert.Equal("[10.11.0, )", node.Requested);
        Assert.True(node.IsDirect);
        Assert.Equal(PackageKind.Package, node.Kind);
        Assert.Equal(64, Convert.FromBase64String(node.ContentHash!).Length);
        Assert.Contains("lib/net10.0/Microsoft.Extensions.AI.OpenAI.dll", node.Files);
        Assert.Equal(["lib/net10.0/Microsoft.Extensions.AI.OpenAI.dll"], node.RuntimeFiles);
        Assert.NotNull(Net10.FolderOf(node));
    }

    [Fact]
    public void Uses_tell_what_ships_from_what_only_builds()
    {
        Assert.Equal(PackageUse.Build, Net10.Find("Microsoft.CodeAnalysis.Analyzers")!.Use);
        Assert.Equal(PackageUse.Runtime, Net10.Find("OpenAI")!.Use);
        Assert.Equal(PackageUse.Runtime, Net10.Find("Lib")!.Use);
    }

    [Fact]
    public void Edges_are_resolved_to_nodes()
    {
        Assert.Contains("OpenAI", Net10.Find("Microsoft.Extensions.AI.OpenAI")!.Dependencies);
        Assert.Equal(["Dapper"], Net10.Find("Lib")!.Dependencies);
        Assert.All(Net10.Nodes.SelectMany(node => node.Dependencies), id => Assert.Equal(id, Net10.Find(id)!.Id));
    }

    [Fact]
    public void Paths_name_the_way_a_package_came_in()
    {
        Assert.Equal("App → Lib → Dapper 2.1.86", Net10.DescribePathTo(Net10.Find("Dapper")!));
        Assert.Equal("App → Microsoft.Extensions.AI.OpenAI 10.11.0 → OpenAI 2.15.0", Net10.DescribePathTo(Net10.Find("OpenAI")!));
        Assert.All(Net10.Nodes, node => Assert.NotEmpty(Net10.PathTo(node)));
    }

    [Fact]
    public void Only_the_framework_of_the_build_is_read()
    {
        Assert.Equal(["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"], Net10.FrameworkReferences);
        var standard = Read("netstandard2.0");
        Assert.Empty(standard.FrameworkReferences);
        Assert.True(standard.Find("NETStandard.Library")!.IsAutoReferenced);
        Assert.Null(Net10.Find("NETStandard.Library"));
    }

    [Fact]
    public void A_runtime_has_a_target_of_its_own() => Assert.NotNull(Read("net10.0", "linux-x64").Find("OpenAI"));

    [Theory]
    [InlineData("net9.0", null)]
    [InlineData("net10.0", "win-x64")]
    public void A_target_that_was_not_restored_is_named(string framework, string? runtime)
    {
        var result = PackageGraph.Read(projects.AssetsFile, framework, runtime);
        Assert.Equal(PackageGraphError.WrongTarget, result.Error);
        Assert.Contains("net10.0/linux-x64", result.Message);
    }

    [Fact]
    public void Missing_file_and_folder_are_told_apart()
    {
        Assert.Equal(PackageGraphError.Missing, PackageGraph.Read(Path.Combine(projects.Root, "none.json"), "net10.0").Error);
        Assert.Equal(PackageGraphError.Unreadable, PackageGraph.Read(projects.Root, "net10.0").Error);
    }

    [Fact]
    public void A_file_beyond_all_measure_is_not_read()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("project.assets.json", "");
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(256L * 1024 * 1024 + 1);
        }

        var result = PackageGraph.Read(file, "net10.0");
        Assert.Equal(PackageGraphError.Unreadable, result.Error);
        Assert.Contains("too large", result.Message);
    }

    [Fact]
    public void Format_3_names_old_frameworks_in_full()
    {
        var text = new AssetsText { Version = 3, Framework = ".NETStandard,Version=v2.0" }.Package("A", "1.0.0", direct: true).ToString()
            .Replace("\"net10.0\":{\"targetAlias\":\"net10.0\"", "\"netstandard2.0\":{\"targetAlias\":\"netstandard2.0\"", StringComparison.Ordinal);
        var result = Parse(text, "netstandard2.0");
        Assert.True(result.Graph!.Find("A")!.IsDirect, result.Message);
    }

    [Fact]
    public void An_alias_leads_to_its_framework()
    {
        var text = new AssetsText { Version = 3 }.Package("A", "1.0.0", direct: true).ToString()
            .Replace("\"targetAlias\":\"net10.0\"", "\"targetAlias\":\"latest\"", StringComparison.Ordinal);
        Assert.NotNull(Parse(text, "latest").Graph);
    }

    [Fact]
    public void The_shortest_way_is_found_and_ties_go_by_name()
    {
        var graph = new AssetsText()
            .Package("Z", "1.0.0", direct: true, "Target")
            .Package("B", "1.0.0", direct: true, "Middle")
            .Package("Middle", "1.0.0", direct: false, "Target")
            .Package("C", "1.0.0", direct: true, "target")
            .Package("Target", "2.0.0", direct: false, "Z")
            .Graph();
        Assert.Equal("App → C 1.0.0 → Target 2.0.0", graph.DescribePathTo(graph.Find("Target")!));
    }

    [Fact]
    public void A_package_that_only_bundles_others_ships_if_they_do()
    {
        var graph = new AssetsText()
            .Node("Bundle", "1.0.0", "package", true, ["Inner"], [])
            .Node("Inner", "1.0.0", "package", false, ["A"], [])
            .Node("Empty", "1.0.0", "package", true, [], [])
            .Node("Excluded", "1.0.0", "package", true, [], new JsonObject { ["runtime"] = new JsonObject { ["lib/net10.0/_._"] = new JsonObject() } })
            .Node("Reference", "1.0.0", "package", true, [], new JsonObject { ["compile"] = new JsonObject { ["ref/net10.0/R.dll"] = new JsonObject() } })
            .Package("A", "1.0.0")
            .Graph();
        Assert.Equal(PackageUse.Runtime, graph.Find("Bundle")!.Use);
        Assert.Equal(PackageUse.Runtime, graph.Find("Inner")!.Use);
        Assert.Equal(PackageUse.Build, graph.Find("Empty")!.Use);
        Assert.Equal(PackageUse.Build, graph.Find("Excluded")!.Use);
        Assert.Equal(PackageUse.Compile, graph.Find("Reference")!.Use);
    }

    [Fact]
    public void A_path_out_of_the_package_folder_is_not_followed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "outside"));
        var text = new AssetsText { PackageFolder = Path.Combine(folder.Path, "packages") }.Package("A", "1.0.0", direct: true).ToString()
            .Replace("\"path\":\"a/1.0.0\"", "\"path\":\"../outside\"", StringComparison.Ordinal);
        var graph = Parse(text, "net10.0").Graph!;
        Assert.Null(graph.FolderOf(graph.Find("A")!));
    }

    [Fact]
    public void A_failed_restore_is_no_graph()
    {
        Assert.NotNull(Parse(new AssetsText().Log("NU1603", "Warning").ToString(), "net10.0").Graph);
        var failed = Parse(new AssetsText().Log("NU1603", "Warning").Log("NU1102", "Error").ToString(), "net10.0");
        Assert.Equal(PackageGraphError.RestoreFailed, failed.Error);
        Assert.Contains("NU1102", failed.Message);
    }

    private static PackageGraphResult Parse(string text, string framework) =>
        AssetsFileReader.Read("project.assets.json", System.Text.Encoding.UTF8.GetBytes(text), framework, null);

    private PackageGraph Read(string framework, string? runtime = null)
    {
        var result = PackageGraph.Read(projects.AssetsFile, framework, runtime);
        Assert.Equal("", result.Message);
        return result.Graph!;
    }

    [Fact]
    public void Packages_of_other_runtimes_and_those_that_the_SDK_downloads_are_known_and_in_no_edge()
    {
        const string Text = """
            {
              "version": 3,
              "targets": {
                "net10.0": { "A/1.0.0": { "type": "package", "runtime": { "lib/net10.0/A.dll": {} } } },
                "net10.0/linux-x64": {
                  "A/1.0.0": { "type": "package", "runtime": { "lib/net10.0/A.dll": {} }, "native": { "runtimes/linux-x64/native/a.so": {} } },
                  "runtime.linux-x64.B/2.0.0": { "type": "package", "native": { "runtimes/linux-x64/native/b.so": {} } }
                },
                "net9.0": { "C/3.0.0": { "type": "package" } }
              },
              "libraries": {
                "A/1.0.0": { "sha512": "a", "type": "package", "path": "a/1.0.0", "files": [] },
                "runtime.linux-x64.B/2.0.0": { "sha512": "b", "type": "package", "path": "runtime.linux-x64.b/2.0.0", "files": [ "runtimes/linux-x64/native/b.so" ] },
                "C/3.0.0": { "sha512": "c", "type": "package", "path": "c/3.0.0", "files": [] }
              },
              "projectFileDependencyGroups": { "net10.0": [ "A >= 1.0.0" ] },
              "packageFolders": {},
              "project": { "version": "1.0.0", "restore": { "projectName": "App" }, "frameworks": { "net10.0": {
                "dependencies": { "A": { "target": "Package", "version": "[1.0.0, )" } },
                "downloadDependencies": [ { "name": "Sdk.Pack", "version": "[10.0.1, 10.0.1]" }, { "name": "A", "version": "[1.0.0, 1.0.0]" } ] } } }
            }
            """;
        var graph = Parse(Text, "net10.0").Graph!;

        Assert.Equal(["A"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["lib/net10.0/A.dll"], graph.Nodes[0].RuntimeFiles);
        Assert.Equal(["lib/net10.0/A.dll", "runtimes/linux-x64/native/a.so"], graph.Nodes[0].AssetFiles);
        Assert.Equal(["runtime.linux-x64.B 2.0.0 b", "Sdk.Pack 10.0.1 "], graph.OtherPackages.Select(node => $"{node.Display} {node.ContentHash}"));
        Assert.Equal(["A", "runtime.linux-x64.B", "Sdk.Pack"], LibrarySet.Locate(graph).Select(package => package.Id));
        Assert.Equal("App → … → Sdk.Pack 10.0.1", graph.DescribePathTo(graph.OtherPackages[1]));
    }
}
