using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Bom.Publishing;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;

namespace Airlock.Core.Tests.Bom.Publishing;

/// <summary>The document of a published application is made of that of the build and of the files that are delivered.</summary>
[Collection(RestoredProjects.Collection)]
public sealed class PublishedBomTests(RestoredProjects projects) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PackageGraph Graph => PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!;

    private PublishRequest Request(BomInput? input = null)
    {
        var build = BomBuilder.Build(input ?? BomInputs.Rich(Graph));
        var file = Path.Combine(_folder.Path, "bin", "airlock", "Contoso.Chat.cdx.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, BomWriter.Write(build));
        var openAI = Graph.FolderOf(Graph.Find("OpenAI")!)!;
        return new PublishRequest
        {
            ProjectFile = Path.Combine(_folder.Path, "App.csproj"),
            TargetFramework = "net10.0",
            AssemblyName = "Contoso.Chat",
            AssetsFile = projects.AssetsFile,
            BuildBomFile = file,
            OutputFolder = Path.Combine(_folder.Path, "obj", "airlock"),
            Files =
            [
                new ShippedFile(_folder.Write("obj/Contoso.Chat.dll", "code"), "Contoso.Chat.dll"),
                new ShippedFile(_folder.Write("obj/apphost", "host"), "Contoso.Chat"),
                new ShippedFile(_folder.Write("settings.json", "{}"), "conf/settings.json"),
                new ShippedFile(Path.Combine(openAI, "lib", "net10.0", "OpenAI.dll"), "OpenAI.dll"),
            ],
        };
    }

    private static Airlock.Core.Bom.Bom Publish(PublishRequest request)
    {
        PublishedBom.Write(request);
        return BomReader.ReadFile(Path.Combine(request.OutputFolder, "Contoso.Chat.cdx.json"));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Component Find(Airlock.Core.Bom.Bom bom, string reference) => bom.Components.Single(component => component.BomRef == reference);

    [Fact]
    public void Application_has_the_digest_of_what_is_delivered()
    {
        var bom = Publish(Request());
        var root = bom.Metadata.Component;
        Assert.Equal("post-build", bom.Metadata.Lifecycle);
        Assert.Contains(new Hash("SHA-256", Sha256("code")), root.Hashes);
        Assert.Contains(root.Hashes, hash => hash.Alg == "SHA-512");
        Assert.Contains(root.ExternalReferences, reference => reference is { Type: "distribution", Url: "../Contoso.Chat.dll", Hash.Alg: "SHA-512" });
        Assert.Contains(root.ExternalReferences, reference => reference.Type == "bom" && reference.Url.StartsWith("urn:cdx:", StringComparison.Ordinal));
        Assert.DoesNotContain(root.ExternalReferences, reference => reference.Type == "static-analysis-report");
        Assert.Empty(bom.Annotations);
    }

    [Fact]
    public void Single_file_is_the_application()
    {
        var request = Request();
        var bom = Publish(request with { BundleFile = _folder.Write("publish/Contoso.Chat", "bundle"), Files = [.. request.Files.Select(file => file with { IsBundled = true })] });
        Assert.Contains(new Hash("SHA-256", Sha256("bundle")), bom.Metadata.Component.Hashes);
        Assert.Contains(new Property("bsi:component:filename", "Contoso.Chat"), bom.Metadata.Component.Properties);
        Assert.DoesNotContain(bom.Components, component => component.Type == ComponentType.File);
        Assert.Equal("required", Find(bom, "pkg:nuget/OpenAI@2.15.0").Scope);
    }

    [Fact]
    public void Scope_is_that_of_what_is_delivered()
    {
        var bom = Publish(Request());
        var package = Find(bom, "pkg:nuget/OpenAI@2.15.0");
        Assert.Equal("required", package.Scope);
        Assert.Contains(new Property("airlock:nuget:shippedFile", "OpenAI.dll"), package.Properties);
        Assert.Equal("excluded", Find(bom, "pkg:nuget/Microsoft.Extensions.AI.OpenAI@10.11.0").Scope);
        Assert.Equal("required", Find(Publish(Request() with { IsAot = true }), "pkg:nuget/Microsoft.Extensions.AI.OpenAI@10.11.0").Scope);
    }

    [Fact]
    public void Files_of_its_own_are_components()
    {
        var bom = Publish(Request());
        Assert.Equal(["file:Contoso.Chat", "file:conf/settings.json"], bom.Components.Where(component => component.Type == ComponentType.File).Select(component => component.BomRef));
        Assert.Contains(new Hash("SHA-256", Sha256("{}")), Find(bom, "file:conf/settings.json").Hashes);
        Assert.Contains("file:conf/settings.json", bom.Dependencies.Single(node => node.Ref == bom.Metadata.Component.BomRef).DependsOn);
    }

    [Fact]
    public void Documents_of_referenced_projects_are_delivered_too()
    {
        _folder.Write("Lib/bin/airlock/Lib.cdx.json", Encoding.UTF8.GetString(BomWriter.Write(BomBuilder.Build(BomInputs.Empty))));
        var reference = BomReference.Read("../Lib/Lib.csproj", Path.Combine(_folder.Path, "Lib", "bin", "airlock", "Lib.cdx.json"), Path.Combine(_folder.Path, "bin", "airlock"))!;
        Assert.Equal("../../Lib/bin/airlock/Lib.cdx.json", reference.Url);
        var graph = new PackageGraph(
            "App", [new PackageNode { Id = "Lib", Version = "1.0.0", Kind = PackageKind.Project, Use = PackageUse.Runtime, Path = "../Lib/Lib.csproj" }], [], [], new RestoreRecord());
        var request = Request(BomInputs.Empty with { Packages = graph, References = [reference] });
        var written = PublishedBom.Write(request);
        var project = Find(BomReader.ReadFile(written[^1]), "project:Lib");
        Assert.Equal(["Lib.cdx.json", "Contoso.Chat.cdx.json"], written.Select(Path.GetFileName));
        Assert.Contains(project.ExternalReferences, one => one is { Type: "bom", Url: "Lib.cdx.json" } && one.Hash!.Content == reference.Sha256);
        Assert.Contains(project.ExternalReferences, one => one.Url == reference.Link);
        Assert.Equal(reference.Document.Metadata.Component.Purl, project.Purl);
    }

    [Fact]
    public void Equal_deliveries_have_equal_bytes_and_valid_ones()
    {
        var request = Request();
        PublishedBom.Write(request);
        var file = Path.Combine(request.OutputFolder, "Contoso.Chat.cdx.json");
        var bytes = File.ReadAllBytes(file);
        PublishedBom.Write(request with { Files = [.. request.Files.Reverse()] });
        Assert.Equal(bytes, File.ReadAllBytes(file));
        var (exitCode, output) = BomSchema.Validate([file]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Missing_or_damaged_documents_of_references_are_none()
    {
        Assert.Null(BomReference.Read("a", Path.Combine(_folder.Path, "no.cdx.json"), _folder.Path));
        Assert.Null(BomReference.Read("a", _folder.Write("cut.cdx.json", "{ "), _folder.Path));
    }
}
