using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Bom.Packages;

/// <summary>What becomes of a package is judged by what the build delivers.</summary>
public sealed class PackageShippingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PackageGraph Graph(params PackageNode[] nodes)
    {
        foreach (var node in nodes)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, node.Path!));
        }

        return new PackageGraph("App", nodes, [], [_folder.Path], new RestoreRecord());
    }

    private static PackageNode Node(string id, PackageUse use = PackageUse.Runtime, string[]? files = null, string[]? needs = null) => new()
    {
        Id = id,
        Version = "1.0.0",
        Kind = PackageKind.Package,
        Use = use,
        Path = $"{id}/1.0.0".ToLowerInvariant(),
        RuntimeFiles = [.. files ?? []],
        Dependencies = [.. needs ?? []],
    };

    private ShippedFile Of(string id, string file, string destination) =>
        new(Path.Combine(_folder.Path, id.ToLowerInvariant(), "1.0.0", file), destination);

    private string Judge(PackageGraph graph, string id, params ShippedFile[] files)
    {
        var delivery = new PackageShipping(graph, [.. files], []).Of(graph.Find(id)!);
        return $"{delivery.Scope} {delivery.Use}: {string.Join(", ", delivery.Files)}";
    }

    [Fact]
    public void Package_with_a_delivered_file_is_required() =>
        Assert.Equal("required runtime: A.dll, de/A.resources.dll", Judge(
            Graph(Node("A", files: ["lib/net10.0/A.dll"])), "A", Of("A", "lib/net10.0/de/A.resources.dll", "de/A.resources.dll"), Of("A", "lib/net10.0/A.dll", "A.dll")));

    [Fact]
    public void File_that_a_packages_own_targets_add_counts_by_its_folder() =>
        Assert.Equal("required runtime: native.dll", Judge(Graph(Node("A", PackageUse.Build)), "A", Of("A", "build/native/native.dll", "native.dll")));

    [Fact]
    public void File_that_was_made_anew_counts_by_what_it_says() =>
        Assert.Equal("required runtime: A.dll", Judge(
            Graph(Node("A", files: ["lib/net10.0/A.dll"])), "A", new ShippedFile(Path.Combine(_folder.Path, "obj", "linked", "A.dll"), "A.dll") { PackageId = "A", PackageVersion = "1.0.0" }));

    [Theory]
    [InlineData(PackageUse.Build, "excluded build: ")]
    [InlineData(PackageUse.Compile, "excluded compile: ")]
    public void Package_for_the_build_alone_is_excluded(PackageUse use, string expected) => Assert.Equal(expected, Judge(Graph(Node("A", use)), "A"));

    [Fact]
    public void Package_whose_assembly_the_framework_has_newer_is_not_delivered() =>
        Assert.Equal("excluded not-shipped: ", Judge(Graph(Node("A", files: ["lib/net10.0/A.dll"])), "A"));

    [Fact]
    public void Package_that_bundles_others_counts_as_they_do()
    {
        var graph = Graph(Node("A", needs: ["B"]), Node("B", files: ["lib/B.dll"]), Node("C", needs: ["D"]), Node("D", files: ["lib/D.dll"]));
        Assert.Equal("required runtime: ", Judge(graph, "A", Of("B", "lib/B.dll", "B.dll")));
        Assert.Equal("excluded runtime: ", Judge(graph, "C", Of("B", "lib/B.dll", "B.dll")));
    }

    [Fact]
    public void Packages_in_a_circle_end() => Assert.Equal("excluded runtime: ", Judge(Graph(Node("A", needs: ["B"]), Node("B", needs: ["A"])), "A"));

    [Fact]
    public void Package_for_one_system_of_many_is_optional()
    {
        var graph = Graph(Node("A", files: ["runtimes/win-x64/native/a.dll"]));
        Assert.StartsWith("optional", Judge(graph, "A", Of("A", "x", "runtimes/win-x64/native/a.dll"), Of("A", "y", "runtimes/win-arm64/native/a.dll")));
        Assert.StartsWith("required", Judge(graph, "A", Of("A", "x", "runtimes/win-x64/native/a.dll"), Of("A", "y", "runtimes/linux-x64/native/a.so")));
        Assert.StartsWith("required", Judge(graph, "A", Of("A", "x", "runtimes/win-x64/native/a.dll"), Of("A", "y", "A.dll")));
    }

    [Fact]
    public void Without_a_list_of_files_what_restore_selected_decides()
    {
        var graph = Graph(Node("A", files: ["lib/A.dll"]), Node("B", PackageUse.Build));
        var shipping = new PackageShipping(graph, null, []);
        Assert.Equal((ComponentScope.Required, "runtime"), (shipping.Of(graph.Find("A")!).Scope, shipping.Of(graph.Find("A")!).Use));
        Assert.Equal((ComponentScope.Excluded, "build"), (shipping.Of(graph.Find("B")!).Scope, shipping.Of(graph.Find("B")!).Use));
    }

    [Fact]
    public void Many_files_are_counted()
    {
        var files = Enumerable.Range(0, 30).Select(number => $"f{number:00}.dll").ToList();
        var properties = new PackageDelivery(ComponentScope.Required, "runtime", files).Properties.ToList();
        Assert.Equal(20, properties.Count(property => property.Name == PackageShipping.FileProperty));
        Assert.Equal("30", Assert.Single(properties, property => property.Name == PackageShipping.CountProperty).Value);
    }
}
