using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.BuildCode;

namespace Airlock.Core.Tests.Libraries.BuildCode;

public sealed class BuildCodeCheckTests
{
    [Fact]
    public void One_complaint_a_package_names_what_runs_and_where()
    {
        using var package = Package();

        var finding = Assert.Single(Run(package));

        Assert.Equal("AIR6010", finding.RuleId);
        Assert.Equal(
            "Library Contoso.Tool 1.3.0 runs code at build time: a command (\"curl https://example.com\" at build/Contoso.Tool.targets(1,32)), "
            + "2 analyzers (a.dll, b.dll); read what it does and vet the package, or remove it. It comes in by App → Contoso.Tool 1.3.0.",
            finding.Message);
        Assert.Equal("exec analyzer", finding.Properties["kinds"]);
        Assert.Contains("exec build/Contoso.Tool.targets(1,32): \"curl https://example.com\"", finding.Properties["traits"], StringComparison.Ordinal);
        Assert.DoesNotContain("newKinds", finding.Properties.Keys);
    }

    [Fact]
    public void A_library_is_not_reported()
    {
        using var package = new WrittenPackage().With("lib/net10.0/a.dll", TestAssembly.With([], "System.Diagnostics.Process.Start")).With("build/Contoso.Tool.props", "<Project />");

        Assert.Empty(Run(package));
    }

    [Fact]
    public void Airlock_itself_is_no_exception()
    {
        using var package = new WrittenPackage("Airlock").With("analyzers/dotnet/cs/Airlock.Analyzers.dll", TestAssembly.Analyzer());

        Assert.Single(Run(package));
    }

    [Fact]
    public void A_vetted_package_is_not_reported()
    {
        using var package = Package();

        Assert.Empty(package.Run(new BuildCodeCheck(vetted => vetted.Id == "Contoso.Tool", _ => [])));
    }

    [Theory]
    [InlineData("1.2.0", "exec", "newly has an analyzer since 1.2.0; it runs code at build time: ")]
    [InlineData("1.2.0", "", "newly has a command and an analyzer since 1.2.0; it runs")]
    [InlineData("1.2.0", "exec analyzer", null)]
    [InlineData("1.3.0", "", null)]
    [InlineData("no version", "", null)]
    public void What_an_upgrade_brings_is_said(string version, string kinds, string? news)
    {
        using var package = Package();

        var finding = Assert.Single(Run(package, (version, kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

        Assert.Equal(news is not null, finding.Properties.ContainsKey("newKinds"));
        Assert.Contains(news ?? "1.3.0 runs code at build time: ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_versions_the_nearest_below_counts()
    {
        using var package = Package();

        Assert.Contains("newly has an analyzer since 1.2.9;", Assert.Single(Run(package, ("1.2.0", []), ("1.2.9", ["exec"]), ("2.0.0", []))).Message, StringComparison.Ordinal);
        Assert.Contains("since 2.0.0;", Assert.Single(Run(package, ("2.0.0", []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyzers_of_a_download_run_only_if_it_is_a_framework()
    {
        using var tool = new WrittenPackage { IsDownload = true }.With("analyzers/dotnet/cs/a.dll", TestAssembly.Analyzer());
        using var framework = new WrittenPackage { IsDownload = true }.With("analyzers/dotnet/cs/a.dll", TestAssembly.Analyzer()).With("data/FrameworkList.xml", "<FileList />");

        Assert.Empty(Run(tool));
        Assert.Single(Run(framework));
    }

    [Fact]
    public void What_cannot_be_read_is_no_silent_pass()
    {
        using var package = Package();

        var finding = Assert.Single(package.Run(new BuildCodeCheck(_ => false, _ => [], (_, _) => throw new IOException("the disk is gone"))));

        Assert.Equal("AIR9004", finding.RuleId);
        Assert.Contains("can't be searched for code that runs at build time: the disk is gone", finding.Message, StringComparison.Ordinal);
    }

    private static WrittenPackage Package() => new WrittenPackage()
        .With("build/Contoso.Tool.targets", "<Project> <Target Name='Fetch'><Exec Command='curl https://example.com' /></Target></Project>")
        .With("analyzers/dotnet/cs/a.dll", TestAssembly.Analyzer())
        .With("analyzers/dotnet/cs/b.dll", TestAssembly.Analyzer());

    private static IReadOnlyList<Finding> Run(WrittenPackage package, params (string Version, string[] Kinds)[] known) =>
        package.Run(new BuildCodeCheck(_ => false, _ => [.. known.Select(entry => (entry.Version, (IReadOnlyList<string>)entry.Kinds))]));
}
