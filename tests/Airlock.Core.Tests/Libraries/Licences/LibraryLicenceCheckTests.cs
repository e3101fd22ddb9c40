using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Licences;

namespace Airlock.Core.Tests.Libraries.Licences;

public sealed class LibraryLicenceCheckTests : IDisposable
{
    private readonly PackageFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private IReadOnlyList<Finding> Run(string allowed, Func<RestoredPackage, string?>? recorded = null)
    {
        var libraries = _folders.Set($$"""{ "libraries": { "licences": [{{allowed}}] } }""");
        var report = new LibraryReport(libraries);
        new LibraryLicenceCheck(package => PackageLicence.Read(package), recorded ?? (_ => null)).Run(libraries, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }

    private static string Expression(string text) => $"<license type=\"expression\">{text}</license>";

    [Theory]
    [InlineData("MIT")]
    [InlineData("GPL-3.0-only OR Apache-2.0")]
    [InlineData("MIT AND (Apache-2.0 OR GPL-3.0-only)")]
    [InlineData("LGPL-2.1-or-later")]
    public void Allowed_licence_passes(string licence)
    {
        _folders.Add("A", Expression(licence));

        Assert.Empty(Run("\"MIT\", \"Apache-2.0\", \"LGPL-3.0-only\""));
    }

    [Theory]
    [InlineData("GPL-3.0-only", "has the licence GPL-3.0-only, and policy has no GPL-3.0-only; use another package")]
    [InlineData("MIT AND GPL-3.0-only", "policy has no GPL-3.0-only;")]
    [InlineData("Apache-2.0 WITH LLVM-exception", "policy has no Apache-2.0 WITH LLVM-exception;")]
    [InlineData("see file", "has the licence \"see file\", which is no SPDX licence expression (")]
    public void Other_licence_is_found(string licence, string message)
    {
        _folders.Add("A", Expression(licence));
        var finding = Assert.Single(Run("\"MIT\", \"Apache-2.0\""));

        Assert.Equal("AIR6009", finding.RuleId);
        Assert.StartsWith("Library A 1.0.0 has the licence ", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(". It comes in by App → A 1.0.0.", finding.Message, StringComparison.Ordinal);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal((licence, "expression"), (finding.Properties["licence"], finding.Properties["licenceEvidence"]));
        Assert.DoesNotContain("weight", finding.Properties.Keys);
    }

    [Fact]
    public void Unknown_licence_is_found_with_what_is_known()
    {
        _folders
            .Add("A", "<licenseUrl>https://example.com/terms\u202E?a</licenseUrl>")
            .Add("B", "<license type=\"file\">EULA.txt</license>", files: ("EULA.txt", "Pay first."))
            .Add("C", "<license type=\"file\">gone.txt</license>")
            .Add("D");
        var findings = Run("\"MIT\"");

        Assert.Equal(
            [
                "has no licence that is known (it names only the address https://example.com/terms?a), and policy allows only MIT; find it out and record it, or use another package",
                "has a licence that is no well-known one, in its file EULA.txt; have it reviewed and add " + findings[1].Properties["licence"] + " to libraries.licences, which means this very text, or use another package",
                "has no licence that is known (it names its file gone.txt, but the package has no such file), and policy allows only MIT; find it out and record it, or use another package",
                "has no licence that is known, and policy allows only MIT; find it out and record it, or use another package",
            ],
            findings.Select(finding => finding.Properties[LibraryReport.ReasonProperty]));
        Assert.Equal(3, Run($"\"MIT\", \"{findings[1].Properties["licence"]}\"").Count);
    }

    [Fact]
    public void What_only_the_build_uses_is_a_note()
    {
        _folders.Add("A", Expression("GPL-3.0-only"), isBuildOnly: true);

        Assert.Equal("note", Assert.Single(Run("\"MIT\"")).Properties["weight"]);
    }

    [Fact]
    public void Recorded_licence_outweighs_what_the_package_tells()
    {
        _folders.Add("A", Expression("GPL-3.0-only")).Add("B", Expression("MIT"));

        var finding = Assert.Single(Run("\"MIT\"", package => package.Id == "A" ? "MIT" : "GPL-3.0-only"));
        Assert.Contains("Library B 1.0.0 has the licence GPL-3.0-only (as it was recorded), and", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_list_every_licence_is_allowed()
    {
        _folders.Add("A", Expression("GPL-3.0-only"));

        Assert.Empty(Run(""));
    }

    [Fact]
    public void Entry_that_is_no_licence_is_an_error_of_the_policy_and_allows_nothing()
    {
        _folders.Add("A", Expression("MIT"));
        var findings = Run("\"MIT AND Apache-2.0\"");

        Assert.Equal(["AIR9001", "AIR6009"], findings.Select(finding => finding.RuleId));
        Assert.Contains("policy has no MIT;", findings[1].Message, StringComparison.Ordinal);
    }
}
