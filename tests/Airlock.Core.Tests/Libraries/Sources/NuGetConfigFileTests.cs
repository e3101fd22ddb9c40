using System.Text;
using System.Xml;
using Airlock.Core.Libraries.Sources;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Sources;

public sealed class NuGetConfigFileTests : IDisposable
{
    private const string Near = """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <!-- a comment --> text
          <packageSources>
            <add key="a" value="feeds\a" />
            <add key="b" value="https://b.example.com/index.json" protocolVersion="3"></add>
            <add key="no value" />
          </packageSources>
          <packageSourceCredentials><b><add key="Username" value="u" /></b></packageSourceCredentials>
          <packageSourceMapping>
            <packageSource key="a"><package pattern="Near.*" /><package pattern=" Exact " /></packageSource>
            <packageSource key="B"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private const string Far = """
        <configuration>
          <packageSources><add key="A" value="https://far.example.com" /><add key="c" value="../c" /></packageSources>
          <packageSourceMapping>
            <packageSource key="A"><package pattern="Far.*" /></packageSource>
            <packageSource key="c"><package pattern="C.*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_as_NuGet_reads_it()
    {
        var file = NuGetConfigFile.Read(_folder.Write("app/nuget.config", Near));
        Assert.Equal(
            [("a", Path.Combine(_folder.Path, "app", "feeds", "a")), ("b", "https://b.example.com/index.json")], file.Sources.Select(source => (source.Key, source.Address.Canonical)));
        Assert.Equal(["a: Near.* Exact", "B: *"], file.Mappings.Select(mapping => $"{mapping.Key}: {string.Join(' ', mapping.Patterns)}"));
        Assert.False(file.ClearsSources || file.ClearsMappings);
    }

    [Fact]
    public void A_nearer_file_replaces_feed_by_feed()
    {
        var mapping = Mapping(Near, Far);
        Assert.Equal(("Near.*", Path.Combine(_folder.Path, "0", "feeds", "a")), Found(mapping, "Near.X"));
        Assert.Equal(("*", "https://b.example.com/index.json"), Found(mapping, "Far.X"));
        Assert.Equal(("C.*", Path.Combine(_folder.Path, "c")), Found(mapping, "C.X"));
        Assert.Equal(Path.Combine(_folder.Path, "1", "nuget.config"), mapping.Find("c.x")!.File);
    }

    [Fact]
    public void Clear_ends_what_files_farther_away_say()
    {
        var mapping = Mapping(Near.Replace("<packageSourceMapping>", "<packageSourceMapping><clear />", StringComparison.Ordinal), Far);
        Assert.Equal("*", mapping.Find("C.X")!.Pattern);
        mapping = Mapping(Near.Replace("<packageSources>", "<packageSources><clear />", StringComparison.Ordinal), Far);
        Assert.Empty(mapping.Find("C.X")!.Addresses);
        Assert.False(Mapping("<configuration><packageSourceMapping><clear/></packageSourceMapping></configuration>", Far).IsEnabled);
    }

    [Fact]
    public void Environment_variables_stand_between_percent_signs()
    {
        Environment.SetEnvironmentVariable("AIRLOCK_TEST_FEED", "https://variable.example.com");
        var file = NuGetConfigFile.Read(_folder.Write("nuget.config", "<configuration><packageSources><add key='v' value='%AIRLOCK_TEST_FEED%/index.json'/></packageSources></configuration>"));
        Assert.Equal("https://variable.example.com/index.json", file.Sources.Single().Address.Canonical);
    }

    [Fact]
    public void No_change_of_text_crashes_or_hangs() =>
        Gen.Select(Gen.Int[0, Near.Length - 1], Gen.Char["<>/=\"'&; !-?abk\u0000"]).Array[1, 8].Sample(
            changes =>
            {
                var text = new StringBuilder(Near);
                foreach (var (at, value) in changes)
                {
                    text[at] = value;
                }

                try
                {
                    NuGetConfigFile.Read(_folder.Write("nuget.config", text.ToString()));
                }
                catch (XmlException)
                {
                    // The check reports it.
                }
            },
            iter: 1_000,
            threads: 1);

    [Theory]
    [InlineData("https://a.example.com", true)]
    [InlineData("./feeds", true)]
    [InlineData("feeds/our own", true)]
    [InlineData(@"\\server\feed", true)]
    [InlineData(".", true)]
    [InlineData("Contoso.* ./feeds", false)]
    [InlineData("Contoso.*@[1.0, 2.0) https://a.example.com", false)]
    [InlineData("Contoso", false)]
    public void Feeds_are_told_from_packages(string text, bool isFeed) => Assert.Equal(isFeed, FeedAddress.IsFeed(text));

    private static (string, string) Found(PackageSourceMapping mapping, string id) => (mapping.Find(id)!.Pattern, mapping.Find(id)!.Addresses.Single().Canonical);

    private PackageSourceMapping Mapping(params string[] texts) => new(texts.Select((text, index) => NuGetConfigFile.Read(_folder.Write($"{index}/nuget.config", text))));
}
