using Airlock.Core.Libraries;
using Airlock.Core.Libraries.BuildCode;
using Airlock.Core.Libraries.Models;

namespace Airlock.Core.Tests.Libraries.BuildCode;

[Collection(RestoredProjects.Collection)]
public sealed class RestoredBuildCodeTests(RestoredProjects projects)
{
    [Fact]
    public void Of_real_packages_those_with_analyzers_are_reported_and_none_for_models()
    {
        var graph = PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!;
        var libraries = new LibrarySet(Contexts.WithPolicy("{}", projects.Root), graph) { Packages = LibrarySet.Locate(graph) };
        var report = new LibraryReport(libraries);

        new BuildCodeCheck(_ => false, _ => []).Run(libraries, report, TestContext.Current.CancellationToken);
        new PackageModelCheck(_ => false).Run(libraries, report, TestContext.Current.CancellationToken);

        var reported = report.Findings.ToDictionary(finding => finding.Properties[LibraryReport.PackageProperty], finding => finding.Properties["kinds"]);
        Assert.Equal("analyzer", reported["Microsoft.CodeAnalysis.Analyzers"]);
        Assert.All(reported.Values, kinds => Assert.True(kinds is "analyzer" or "generator" or "generator analyzer", kinds));
        Assert.All(report.Findings, finding => Assert.Equal("AIR6010", finding.RuleId));
        Assert.DoesNotContain("Dapper", reported.Keys);
        Assert.DoesNotContain("OpenAI", reported.Keys);
        Assert.DoesNotContain("Microsoft.Extensions.AI", reported.Keys);
    }
}
