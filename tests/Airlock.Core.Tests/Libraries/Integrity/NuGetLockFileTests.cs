using System.Text;
using Airlock.Core.Libraries.Integrity;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Integrity;

public sealed class NuGetLockFileTests
{
    private static readonly string Hash = Convert.ToBase64String(new byte[64]);

    private static readonly string Sound = $$"""
        {
          "version": 2,
          "dependencies": {
            "net10.0": {
              "Contoso.Chat": { "type": "Direct", "requested": "[1.2.0, )", "resolved": "1.2.0", "contentHash": "{{Hash}}", "dependencies": { "Contoso.Core": "1.0.0" } },
              "Contoso.Core": { "type": "CentralTransitive", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "{{Hash}}" },
              "lib": { "type": "Project", "dependencies": { "Contoso.Chat": "[1.2.0, )" } }
            },
            "net10.0/linux-x64": {
              "Contoso.Native": { "type": "Transitive", "resolved": "3.0.0-beta.1" }
            }
          }
        }
        """;

    [Fact]
    public void Packages_of_all_targets_are_read()
    {
        var locked = NuGetLockFile.Parse(Sound, out var errors);
        Assert.Empty(errors);
        Assert.Equal(
            [("Contoso.Chat", "1.2.0", Hash, "net10.0", 5), ("Contoso.Core", "1.0.0", Hash, "net10.0", 6), ("Contoso.Native", "3.0.0-beta.1", null, "net10.0/linux-x64", 10)],
            locked!.Packages.Select(package => (package.Id, package.Version, package.ContentHash, package.Target, package.Position.Line)));
    }

    [Fact]
    public void Targets_by_alias_are_read()
    {
        var locked = NuGetLockFile.Parse(
            $$"""{ "version": 3, "apple": { "framework": "net10.0", "dependencies": { "A": { "type": "Direct", "resolved": "1.0.0", "contentHash": "{{Hash}}" } } }, "pear": { "framework": "net10.0" } }""",
            out var errors);
        Assert.Empty(errors);
        Assert.Equal(("A", "apple"), locked!.Packages.Select(package => (package.Id, package.Target)).Single());
    }

    [Theory]
    [InlineData("", "(1,1) the file is empty")]
    [InlineData("[]", "(1,1) the document must be an object, not an array")]
    [InlineData("{", "(1,2)")]
    [InlineData("{}", "(1,1) a lock file has a \"version\" from 1 to 3")]
    [InlineData("""{ "version": 4, "dependencies": {} }""", "(1,14) a lock file has a \"version\" from 1 to 3")]
    [InlineData("""{ "version": 1 }""", "(1,1) a lock file needs \"dependencies\"")]
    [InlineData("""{ "version": 1, "dependencies": [] }""", "(1,33) \"dependencies\" must be an object")]
    [InlineData("""{ "version": 1, "dependencies": {}, "more": 1 }""", "(1,37) \"more\" is not known")]
    [InlineData("""{ "version": 1, "dependencies": { "a": 1 } }""", "(1,40) the document must be an object")]
    [InlineData("""{ "version": 1, "dependencies": { "a": { "B": { "type": "Wrong", "resolved": "1.0.0" } } } }""", "(1,57) \"type\" must be one of")]
    [InlineData("""{ "version": 1, "dependencies": { "a": { "B": { "type": "Direct" } } } }""", "needs \"resolved\"")]
    [InlineData("""{ "version": 1, "dependencies": { "a": { "B": { "type": "Direct", "resolved": "1.0.0", "contentHash": "AAAA" } } } }""", "\"contentHash\" must be SHA-512 in Base64")]
    [InlineData("""{ "version": 1, "dependencies": { "a": { "B": { "type": "Direct", "resolved": "1.0.0", "hash": "AAAA" } } } }""", "\"hash\" is not known")]
    [InlineData("""{ "version": 1, "dependencies": { "a": {}, "a": {} } }""", "stands twice")]
    [InlineData("""{ "version": 3, "a": { "dependencies": {} } }""", "needs \"framework\"")]
    public void What_is_wrong_is_told_with_its_place(string text, string error)
    {
        Assert.Null(NuGetLockFile.Parse(text, out var errors));
        Assert.Contains(error, $"{errors[0].Position} {errors[0].Message}");
    }

    [Fact]
    public void Truncation_anywhere_is_an_error()
    {
        for (var length = 0; length < Sound.Length - 1; length++)
        {
            Assert.Null(NuGetLockFile.Parse(Sound[..length], out var errors));
            Assert.NotEmpty(errors);
        }
    }

    [Fact]
    public void No_change_of_text_makes_it_throw() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Char["{}[]\",:01nt \n\\\u0000\ud800"]).Array[1, 6].Sample(
            changes =>
            {
                var text = new StringBuilder(Sound);
                foreach (var (at, value) in changes)
                {
                    text[at] = value;
                }

                Assert.Equal(NuGetLockFile.Parse(text.ToString(), out var errors) is null, errors.Count > 0);
            },
            iter: 5_000);

    [Fact]
    public void A_file_is_found_where_NuGet_looks_for_it()
    {
        using var folder = new TemporaryFolder();
        var project = folder.Write("My App.csproj", "");
        Assert.Null(NuGetLockFile.Locate(project, null));
        var common = folder.Write("packages.lock.json", Sound);
        Assert.Equal(common, NuGetLockFile.Locate(project, ""));
        var own = folder.Write("packages.My_App.lock.json", Sound);
        Assert.Equal(own, NuGetLockFile.Locate(project, null));
        Assert.Equal(Path.Combine(folder.Path, "locks", "app.json"), NuGetLockFile.Locate(project, "locks/app.json"));
    }

    [Theory]
    [InlineData(new byte[] { 0x7b, 0xff, 0x7d }, "it is not UTF-8 text")]
    [InlineData(null, "it does not exist")]
    public void A_file_that_cannot_be_read_is_an_error(byte[]? bytes, string message)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "packages.lock.json");
        if (bytes is not null)
        {
            File.WriteAllBytes(file, bytes);
        }

        Assert.Null(NuGetLockFile.Read(file, out var errors));
        Assert.Equal(message, Assert.Single(errors).Message);
        Assert.Null(NuGetLockFile.Read(folder.Path, out errors));
        Assert.Single(errors);
    }
}
