using System.Text.Json;
using Airlock.Core.Libraries.Licences;

namespace Airlock.Core.Tests.Libraries.Licences;

public class PackageLicenceTests
{
    private const string NuGetAddress = "<licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>";

    private static readonly string Mit =
        EmbeddedTable.Rows("licence-texts.tsv").First(cells => cells[0] == "MIT")[1].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace("<<12>>", "the authors", StringComparison.Ordinal);

    private static PackageLicence Read(string metadata, params (string Path, string Content)[] files)
    {
        using var folders = new PackageFolders();
        folders.Add("Contoso.Tools", metadata, files: files);
        var licence = PackageLicence.Read(folders.Package(), TestContext.Current.CancellationToken);
        Assert.Equal(licence, JsonSerializer.Deserialize<PackageLicence>(JsonSerializer.Serialize(licence)));
        return licence;
    }

    [Fact]
    public void Expression_of_the_author_is_taken_as_it_stands() => Assert.Equal(
        new PackageLicence { Expression = "MIT OR Apache-2.0", Evidence = LicenceEvidence.Expression },
        Read("<license type=\"expression\">MIT OR Apache-2.0</license><licenseUrl>https://licenses.nuget.org/GPL-3.0-only</licenseUrl>", ("LICENSE.txt", "own")));

    [Theory]
    [InlineData("LICENSE.txt", "LICENSE.txt")]
    [InlineData("docs\\License.md", "docs/License.md")]
    [InlineData("license.TXT", "LICENSE.txt")]
    [InlineData("./LICENSE.txt", "LICENSE.txt")]
    public void Text_in_the_package_is_recognised(string written, string file) => Assert.Equal(
        new PackageLicence { Expression = "MIT", Evidence = LicenceEvidence.KnownText, File = file },
        Read($"<license type=\"file\">{written}</license>{NuGetAddress}", (file, Mit)));

    [Fact]
    public void Own_text_is_named_by_its_words()
    {
        const string Metadata = "<license type=\"file\">docs/EULA.txt</license>" + NuGetAddress;
        var own = Read(Metadata, ("docs/EULA.txt", "Copyright (c) 2020 Contoso\nPay first."));

        Assert.Equal((LicenceEvidence.OwnText, "docs/EULA.txt"), (own.Evidence, own.File));
        Assert.Matches("^LicenseRef-docs-EULA.txt-[0-9a-f]{16}$", own.Expression);
        Assert.Equal(own.Expression, Read(Metadata, ("docs/EULA.txt", "Copyright (c) 2021 Contoso\n\n   Pay   FIRST")).Expression);
        Assert.NotEqual(own.Expression, Read(Metadata, ("docs/EULA.txt", "Pay twice.")).Expression);
    }

    [Theory]
    [InlineData("LICENSE.txt", "the package has no such file")]
    [InlineData("../LICENSE.txt", "the package has no such file")]
    [InlineData("/etc/hostname", "the package has no such file")]
    public void File_that_is_not_in_the_package_is_not_read(string written, string problem) => Assert.Equal(
        new PackageLicence { File = written, Problem = problem }, Read($"<license type=\"file\">{written}</license>{NuGetAddress}"));

    [Fact]
    public void Huge_text_is_not_read() =>
        Assert.Equal("the file is longer than 524,288 bytes", Read("<license type=\"file\">a.txt</license>", ("a.txt", new string('a', 600_000))).Problem);

    [Fact]
    public void Known_address_is_a_licence() => Assert.Equal(
        new PackageLicence { Expression = "Apache-2.0", Evidence = LicenceEvidence.Address, Address = "http://www.apache.org/licenses/LICENSE-2.0" },
        Read("<licenseUrl>http://www.apache.org/licenses/LICENSE-2.0</licenseUrl>"));

    [Fact]
    public void Unknown_address_is_none() => Assert.Equal(
        new PackageLicence { Address = "https://example.com/terms" },
        Read("<licenseUrl>https://example.com/terms</licenseUrl>", ("LICENSE.txt", "Pay first."), ("COPYING", "x")));

    [Theory]
    [InlineData("<licenseUrl>https://example.com/terms</licenseUrl>", "https://example.com/terms")]
    [InlineData("", null)]
    public void Without_a_known_address_the_text_at_the_root_counts(string metadata, string? address) => Assert.Equal(
        new PackageLicence { Expression = "MIT", Evidence = LicenceEvidence.KnownText, File = "LICENSE.txt", Address = address },
        Read(metadata, ("LICENSE.txt", Mit), ("third-party/LICENSE.txt", "Pay first.")));

    [Fact]
    public void Of_two_texts_at_the_root_none_counts() =>
        Assert.Null(Read("", ("LICENSE.txt", Mit), ("COPYING", Mit)).Expression);

    [Theory]
    [InlineData("")]
    [InlineData("<license type=\"file\"></license>")]
    [InlineData("<license type=\"expression\">MIT")]
    public void Nothing_known_is_nothing(string metadata) => Assert.Equal(new PackageLicence(), Read(metadata));

    [Fact]
    public void Package_that_is_nowhere_has_a_problem()
    {
        using var folders = new PackageFolders();
        folders.Add("Contoso.Tools");
        Directory.Delete(Path.Combine(folders.Root, "packages"), recursive: true);

        Assert.Equal("the package is in none of the package folders", PackageLicence.Read(folders.Package(), TestContext.Current.CancellationToken).Problem);
    }
}
