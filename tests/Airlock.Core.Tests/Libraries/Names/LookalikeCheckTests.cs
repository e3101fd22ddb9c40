using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Names;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Names;

public sealed class LookalikeCheckTests
{
    [Fact]
    public void A_look_alike_blocks_and_says_what_it_looks_like()
    {
        var finding = Assert.Single(Run(new LookalikeCheck(), "Newtonsft.Json"));
        Assert.Equal("AIR6006", finding.RuleId);
        Assert.Equal(
            "Library Newtonsft.Json 1.0.0 has a name that is a slip of the pen away from Newtonsoft.Json; correct the reference, or look at the package with airlock vet and allow it. It comes in by App → Newtonsft.Json 1.0.0.",
            finding.Message);
        Assert.Equal("typo", finding.Properties[LookalikeCheck.ConfusionProperty]);
        Assert.Equal("Newtonsoft.Json", finding.Properties[LookalikeCheck.ResemblesProperty]);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
    }

    [Fact]
    public void What_is_only_likely_warns()
    {
        var finding = Assert.Single(Run(new LookalikeCheck(), "SemanticKernel.LangChain"));
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
        Assert.Equal("conflation", finding.Properties[LookalikeCheck.ConfusionProperty]);
    }

    [Fact]
    public void Well_known_and_other_packages_are_left_alone() =>
        Assert.Empty(Run(new LookalikeCheck(), "Newtonsoft.Json", "OpenAI", "Contoso.Chat", "Serilog.Sinks.Contoso"));

    [Fact]
    public void Owners_of_the_known_package_are_left_alone()
    {
        Assert.Empty(Run(new LookalikeCheck(_ => ["newtonsoft"]), "NewtonsoftJson"));
        Assert.Single(Run(new LookalikeCheck(_ => ["mallory"]), "NewtonsoftJson"));
    }

    [Fact]
    public void A_reserved_prefix_with_foreign_owners_blocks()
    {
        var finding = Assert.Single(Run(new LookalikeCheck(_ => ["mallory"]), "Microsoft.Extensions.AI.Contoso"));
        Assert.Contains("has a name under Microsoft.*, which the gallery reserves for Microsoft, and other owners;", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys);
        Assert.Empty(Run(new LookalikeCheck(_ => ["Microsoft"]), "Microsoft.Extensions.AI.Contoso"));
        Assert.Empty(Run(new LookalikeCheck(), "Microsoft.Extensions.AI.Contoso"));
    }

    [Fact]
    public void Owners_are_asked_for_only_where_they_count()
    {
        var asked = new List<string>();
        Run(
            new LookalikeCheck(package =>
            {
                asked.Add(package.Id);
                return null;
            }),
            "Contoso.Chat",
            "Microsoft.Extensions.AI",
            "Microsoft.Contoso",
            "NewtonsoftJson");
        Assert.Equal(["Microsoft.Contoso", "NewtonsoftJson"], asked);
    }

    private static IReadOnlyList<Finding> Run(LookalikeCheck check, params string[] packages)
    {
        var assets = new AssetsText();
        foreach (var package in packages)
        {
            assets.Package(package, "1.0.0", direct: true);
        }

        var graph = assets.Graph();
        var libraries = new LibrarySet(Contexts.WithPolicy("{}"), graph) { Packages = LibrarySet.Locate(graph) };
        var report = new LibraryReport(libraries);
        check.Run(libraries, report, CancellationToken.None);
        return report.Findings;
    }
}
