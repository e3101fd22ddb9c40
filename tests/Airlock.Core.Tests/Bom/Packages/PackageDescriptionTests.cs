using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Packages;

namespace Airlock.Core.Tests.Bom.Packages;

/// <summary>Claims of a package and what was found out stay apart.</summary>
public sealed class PackageDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Component Describe(string metadata, BomPackageFacts? facts = null)
    {
        _folder.Write("a.nuspec", $"""<package><metadata><id>A</id><authors>Ada, Grace</authors>{metadata}</metadata></package>""");
        _folder.Write("a.1.0.0.nupkg.sha512", Convert.ToBase64String(new byte[64]));
        return PackageDescription.Read("A", "1.0.0", _folder.Path, ImmutableDictionary<string, BomPackageFacts>.Empty.Add("pkg:nuget/A@1.0.0", facts ?? new BomPackageFacts()))
            .ToComponent(isExecutable: true);
    }

    private static string? Url(Component component, string type) => component.ExternalReferences.FirstOrDefault(reference => reference.Type == type)?.Url;

    [Fact]
    public void Licences_are_declared_and_concluded()
    {
        var component = Describe("""<license type="file">LICENSE.txt</license>""", new BomPackageFacts { Licence = "MIT" });
        Assert.Equal(
            [new License(null, "File LICENSE.txt in the package", null), new License("MIT", null, null, "concluded")],
            component.Licenses);
        Assert.Contains(new Property("bsi:component:effectiveLicense", "MIT"), component.Properties);
        Assert.Equal(["declared"], Describe("""<license type="file">LICENSE.txt</license>""").Licenses.Select(licence => licence.Acknowledgement));
        Assert.DoesNotContain(Describe("").Properties, property => property.Name == "bsi:component:effectiveLicense");
    }

    [Fact]
    public void Supplier_is_the_proven_owner_and_manufacturer_who_claims_to_have_written_it()
    {
        var component = Describe("<projectUrl>https://a.example/</projectUrl>", new BomPackageFacts { Owners = ["zoe", "Contoso"] });
        Assert.Equal("Contoso, zoe", component.Supplier!.Name);
        Assert.Equal("Ada, Grace", component.Manufacturer!.Name);
        Assert.Equal(["https://a.example/"], component.Manufacturer.Urls);
        Assert.Equal("Ada, Grace", Describe("").Supplier!.Name);
        Assert.DoesNotContain(Describe("").Properties, property => property.Name == "airlock:nuget:owner");
    }

    [Fact]
    public void Distribution_has_the_digest_and_no_feed_but_a_known_one()
    {
        var unknown = Describe("").ExternalReferences.Single(reference => reference.Type == "distribution");
        Assert.Equal(("a.1.0.0.nupkg", "SHA-512", new string('0', 128)), (unknown.Url, unknown.Hash!.Alg, unknown.Hash.Content));
        Assert.Equal("https://feed.example/a", Url(Describe("", new BomPackageFacts { Address = "https://feed.example/a" }), "distribution"));
    }

    [Fact]
    public void Source_is_named_with_its_commit()
    {
        var component = Describe("""<repository type="git" url="https://git.example/a" commit="abc" />""");
        Assert.All(["vcs", "source-distribution"], type => Assert.Equal("commit abc", component.ExternalReferences.Single(reference => reference.Type == type).Comment));
    }

    [Theory]
    [InlineData("https://a.example/notes", "https://a.example/notes")]
    [InlineData("https://a.example/?id=1", null)]
    [InlineData("Fixes a bug", null)]
    public void Release_notes_are_named_where_the_whole_text_is_an_address(string text, string? expected) =>
        Assert.Equal(expected, Url(Describe($"<releaseNotes>{text}</releaseNotes>"), "release-notes"));

    [Fact]
    public void File_is_described_in_the_words_of_the_authority() =>
        Assert.Equal(
            ["bsi:component:filename a.1.0.0.nupkg", "bsi:component:executable executable", "bsi:component:archive archive", "bsi:component:structured structured"],
            Describe("").Properties.Select(property => $"{property.Name} {property.Value}"));
}
