using System.Runtime.InteropServices;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Sources;
using Airlock.Core.Policy;
using Airlock.Core.Tests.Libraries.Integrity;

namespace Airlock.Core.Tests.Libraries.Sources;

public sealed class SourceCheckTests : IDisposable
{
    private const string Public = "https://public.example.org/v3/index.json";
    private const string Private = "https://feed.contoso.example/v3/index.json";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Public)]
    [InlineData("HTTPS://Public.Example.ORG:443/v3/index.json/")]
    public void A_configured_feed_is_silent(string source) => Assert.Empty(Run(source));

    [Theory]
    [InlineData(Private)]
    [InlineData("http://public.example.org/v3/index.json")]
    [InlineData("https://public.example.org/V3/index.json")]
    [InlineData("/somewhere/feed")]
    public void A_feed_that_nobody_names_is_a_warning(string source)
    {
        var finding = Assert.Single(Run(source));
        Assert.Equal(("AIR6004", "warn"), (finding.RuleId, finding.Properties[PolicyVerdict.WeightProperty]));
        Assert.Equal(
            $"Library Contoso.Chat 1.2.0 came from {source}, and that is none of the feeds that the project restores from; delete contoso.chat/1.2.0 from the package folder and run `dotnet restore` to have it from the right feed, or allow the one that it came from. It comes in by App → Contoso.Chat 1.2.0.",
            finding.Message);
    }

    [Fact]
    public void A_verified_signature_of_a_configured_feed_is_proof() => Assert.Empty(Run("/somewhere/feed", verified: Public));

    [Fact]
    public void A_feed_that_was_not_noted_is_a_note()
    {
        var finding = Assert.Single(Run(null));
        Assert.Equal("note", finding.Properties[PolicyVerdict.WeightProperty]);
        Assert.Contains("came from a feed that is not known, because restore noted none", finding.Message);
        Assert.Empty(Run(null, verified: Public));
    }

    [Fact]
    public void A_private_prefix_that_came_from_a_public_feed_blocks_by_mapping()
    {
        Configure(Mapping(("public", "*"), ("contoso", "Contoso.*")));
        var finding = Assert.Single(Run(Public));
        Assert.Equal("AIR6004", finding.RuleId);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
        Assert.Contains(
            $"came from {Public}, and package source mapping in nuget.config gives \"Contoso.*\" to \"contoso\" ({Private}); delete contoso.chat/1.2.0",
            finding.Message);
        Assert.Equal((Public, Private), (finding.Properties["source"], finding.Properties["expected"]));
        Assert.Empty(Run(Private));
    }

    [Theory]
    [InlineData("Contoso.Chat", "contoso.*", Private, true)]
    [InlineData("contoso.chat", "Contoso.*", Public, false)]
    [InlineData("Contoso.*", "Contoso.Ch*", Private, false)]
    [InlineData("Contoso.*", "*", Private, true)]
    [InlineData("Contoso.*", "Contoso.*", Public, true)]
    [InlineData("Contoso.Chatter", "*", Public, true)]
    [InlineData("Contoso.C*t", "Contoso.*", Private, true)]
    public void The_most_specific_pattern_wins(string forContoso, string forPublic, string source, bool isAllowed)
    {
        Configure(Mapping(("contoso", forContoso), ("public", forPublic)));
        Assert.Equal(isAllowed, Run(source).Count == 0);
    }

    [Fact]
    public void A_package_that_no_pattern_fits_comes_from_nowhere()
    {
        Configure(Mapping(("contoso", "Fabrikam.*")));
        Assert.Contains("and no pattern of package source mapping fits it", Assert.Single(Run(Private)).Message);
    }

    [Fact]
    public void A_mapping_to_a_feed_that_no_file_has_is_reported()
    {
        Configure(Mapping(("gone", "Contoso.*")));
        Assert.Contains("gives \"Contoso.*\" to \"gone\" (a feed that no nuget.config has)", Assert.Single(Run(Public)).Message);
    }

    [Fact]
    public void With_mapping_an_unknown_feed_is_a_note()
    {
        Configure(Mapping(("contoso", "Contoso.*")));
        Assert.Equal("note", Assert.Single(Run(null)).Properties[PolicyVerdict.WeightProperty]);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, Assert.Single(Run(null, verified: Public)).Properties.Keys);
    }

    [Theory]
    [InlineData("<configuration", true)]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><configuration />", true)]
    [InlineData("<other />", false)]
    public void A_configuration_that_cannot_be_read_is_incomplete_evidence(string text, bool isReported)
    {
        Configure(text);
        Assert.Equal(isReported ? ["AIR9004"] : [], Run(Public).Select(finding => finding.RuleId));
    }

    [Theory]
    [InlineData(Public, true)]
    [InlineData(Private, false)]
    [InlineData(null, false)]
    public void The_policy_lists_feeds(string? source, bool isAllowed)
    {
        var findings = Run(source, $$"""{ "libraries": { "sources": [ "{{Public}}/" ] } }""");
        Assert.Equal(isAllowed, findings.Count == 0);
        Assert.All(findings, finding => Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys));
        Assert.All(findings, finding => Assert.Contains($"and libraries.sources of the policy says \"{Public}/\";", finding.Message));
    }

    [Theory]
    [InlineData($"Contoso.* {Private}", Public, false)]
    [InlineData($"Contoso.* {Private}", Private, true)]
    [InlineData($"Contoso.*@[1.0,2.0) {Private}", Public, false)]
    [InlineData($"Contoso.*@[2.0,3.0) {Private}", Public, true)]
    [InlineData($"Contoso.Chat@1.2.0 {Private}", Private, true)]
    [InlineData($"Fabrikam.* {Private}", Private, false)]
    [InlineData($"* {Private}", Public, false)]
    public void An_entry_with_packages_owns_them(string entry, string source, bool isAllowed) =>
        Assert.Equal(isAllowed, Run(source, $$"""{ "libraries": { "sources": [ "{{Public}}", "{{entry}}" ] } }""").Count == 0);

    [Fact]
    public void Of_entries_that_fit_the_most_specific_counts()
    {
        var policy = $$"""{ "libraries": { "sources": [ "* {{Public}}", "Contoso.* {{Private}}", "Contoso.* ./feeds/our own" ] } }""";
        Assert.Contains($"says \"Contoso.* {Private}\" or \"Contoso.* ./feeds/our own\";", Assert.Single(Run(Public, policy)).Message);
        Assert.Empty(Run(Private, policy));
        Assert.Empty(Run(Path.Combine(_folder.Path, "feeds", "our own") + Path.DirectorySeparatorChar, policy));
        Assert.Empty(Run(new Uri(Path.Combine(_folder.Path, "feeds", "our own")).AbsoluteUri, policy));
    }

    [Fact]
    public void A_package_that_no_entry_is_about_comes_from_nowhere() =>
        Assert.Contains(
            "no entry of libraries.sources of the policy is about it", Assert.Single(Run(Public, $$"""{ "libraries": { "sources": [ "Fabrikam.* {{Private}}" ] } }""")).Message);

    [Theory]
    [InlineData("Contoso.*")]
    [InlineData("Contoso.*@latest https://public.example.org/")]
    [InlineData("Contoso.* public")]
    public void An_entry_that_is_wrong_allows_nothing(string entry)
    {
        var findings = Run(Public, $$"""{ "libraries": { "sources": [ "{{entry}}" ] } }""");
        Assert.Equal(["AIR6004", "AIR9001"], findings.Select(finding => finding.RuleId).Order());
    }

    [Fact]
    public void What_the_policy_allows_mapping_can_still_refuse()
    {
        Configure(Mapping(("contoso", "Contoso.*")));
        Assert.Contains("package source mapping", Assert.Single(Run(Public, $$"""{ "libraries": { "sources": [ "{{Public}}" ] } }""")).Message);
    }

    [Fact]
    public void Fallback_folders_and_the_packages_of_the_SDK_make_no_noise()
    {
        Configure(Mapping(("contoso", "Contoso.*")));
        Assert.Empty(Run(null, isFallback: true));
        Assert.Single(Run(null, """{ "libraries": { "sources": [ "https://feed.contoso.example/" ] } }""", isFallback: true));
        Assert.Empty(Run(null, """{ "libraries": { "sources": [ "./packages" ] } }""", isFallback: true));
        Assert.Empty(Run(Path.Combine(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")), "library-packs")));
    }

    [Fact]
    public void Secrets_of_an_address_are_not_shown() =>
        Assert.DoesNotContain("s3cret", Assert.Single(Run("https://user:s3cret@other.example.com/v3/index.json?key=s3cret")).ToString(), StringComparison.Ordinal);

    private static string Mapping(params (string Key, string Pattern)[] patterns) => $"""
        <configuration>
          <packageSources><clear /><add key="Public" value="{Public}" /><add key="contoso" value="{Private}" protocolVersion="3" /></packageSources>
          <packageSourceMapping>
            {string.Concat(patterns.Select(one => $"<packageSource key=\"{one.Key}\"><package pattern=\"{one.Pattern}\" /></packageSource>"))}
          </packageSourceMapping>
        </configuration>
        """;

    private void Configure(string text) => _folder.Write("nuget.config", text);

    private IReadOnlyList<Finding> Run(string? source, string policy = "{}", string? verified = null, bool isFallback = false)
    {
        var files = new PackageFiles(_folder.Path) { Source = source }.Restore();
        var configuration = Path.Combine(_folder.Path, "nuget.config");
        var graph = PackageFiles.GraphOf(
            isFallback ? [Path.Combine(_folder.Path, "own"), files.PackageFolder] : [files.PackageFolder],
            new RestoreRecord { Sources = [Public], ConfigFiles = File.Exists(configuration) ? [configuration] : [] },
            files.Node);
        var libraries = new LibrarySet(_folder.Context(policy), graph) { Packages = LibrarySet.Locate(graph) };
        var report = new LibraryReport(libraries);
        new SourceCheck { VerifiedServiceIndex = _ => verified }.Run(libraries, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }
}
