using System.Text;
using System.Xml;
using Airlock.Core.Bom;

namespace Airlock.Core.Tests.Bom;

public sealed class NuspecTests
{
    [Fact]
    public void All_facts_are_read_in_any_namespace_and_order()
    {
        var nuspec = Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <!-- a remark -->
              <metadata minClientVersion="2.12">
                <id>A</id>
                <repository type="git" url="https://user:key@git.example.com/a.git?x=1" commit="0123abc" />
                <license type="expression">MIT OR Apache-2.0</license>
                <licenseUrl>https://example.com/deprecated</licenseUrl>
                <authors>Ann, Bob ,</authors>
                <copyright>(c) Ann</copyright>
                <projectUrl>https://example.com/a</projectUrl>
                <dependencies><group targetFramework="net10.0"><dependency id="authors" version="1.0" /></group></dependencies>
                <description>  Text  </description>
              </metadata>
              <files><file src="authors" /></files>
            </package>
            """);
        Assert.Equal(["Ann", "Bob"], nuspec.Authors);
        Assert.Equal("(c) Ann", nuspec.Copyright);
        Assert.Equal("Text", nuspec.Description);
        Assert.Equal("https://example.com/a", nuspec.ProjectUrl);
        Assert.Equal("https://git.example.com/a.git", nuspec.RepositoryUrl);
        Assert.Equal("0123abc", nuspec.RepositoryCommit);
        Assert.Equal(new License("MIT OR Apache-2.0", null, null), nuspec.License);
    }

    [Fact]
    public void A_licence_may_be_a_file_or_an_address()
    {
        Assert.Equal(new License(null, "File LICENSE.txt in the package", null), Read(Metadata("""<license type="file">LICENSE.txt</license>""")).License);
        Assert.Equal(new License(null, "Licence by address", "https://example.com/l"), Read(Metadata("<licenseUrl>https://example.com/l</licenseUrl>")).License);
        Assert.Null(Read(Metadata("<licenseUrl>file:///etc/passwd</licenseUrl>")).License);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<package><metadata>")]
    [InlineData("<!DOCTYPE package [<!ENTITY a \"b\">]><package><metadata><authors>&a;</authors></metadata></package>")]
    [InlineData("<package><metadata><authors><b/></authors></metadata></package>")]
    public void Damage_is_refused(string text) => Assert.ThrowsAny<XmlException>(() => Read(text));

    [Fact]
    public void A_missing_or_damaged_file_says_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Same(Nuspec.Empty, Nuspec.Read(folder.Path, "A"));
        folder.Write("a.nuspec", "<package");
        Assert.Same(Nuspec.Empty, Nuspec.Read(folder.Path, "A"));
    }

    private static string Metadata(string inner) => $"<package><metadata>{inner}</metadata></package>";

    private static Nuspec Read(string text) => Nuspec.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
