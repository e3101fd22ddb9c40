using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries;

public sealed class AllowListCheckTests
{
    private static readonly PackageGraph Graph = new AssetsText()
        .Package("Microsoft.Extensions.AI.OpenAI", "10.11.0", direct: true, "OpenAI")
        .Package("OpenAI", "2.15.0")
        .Package("Contoso.Llm", "1.0.0", direct: true, "Contoso.Core")
        .Package("Contoso.Core", "1.0.0")
        .BuildPackage("Contoso.Analyzers", "3.0.0")
        .Node("Lib", "1.0.0", "project", true, ["Dapper"], [])
        .Package("Dapper", "2.1.86")
        .BuildPackage("Airlock", "0.1.0")
        .Graph();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "libraries": { "allow": [], "deny": ["Other.*"] } }""")]
    public void Without_an_allow_list_only_strangers_among_AI_packages_are_reported(string policy)
    {
        var finding = Assert.Single(Run(policy));
        Assert.Equal("AIR6001", finding.RuleId);
        Assert.Equal("unknown-publisher", finding.Properties["verdict"]);
        Assert.Equal("true", finding.Properties[AllowListCheck.DefaultAllowListProperty]);
        Assert.Equal("warn", finding.Properties[PolicyVerdict.WeightProperty]);
        Assert.Equal(
            "Library Contoso.Llm 1.0.0 looks like an AI package (\"llm\") and is of no well-known publisher; look at it with airlock vet Contoso.Llm@1.0.0, then record the decision with --allow or --deny. It comes in by App → Contoso.Llm 1.0.0.",
            finding.Message);
    }

    [Fact]
    public void An_allow_list_covers_direct_transitive_and_build_only_packages()
    {
        var findings = Run("""{ "libraries": { "allow": ["Microsoft.*", "Contoso.Llm", "Dapper@[2.0,2.1)"] } }""");
        Assert.Equal(["Contoso.Analyzers", "Contoso.Core", "Dapper", "OpenAI"], findings.Select(finding => finding.Properties["package"]));
        Assert.All(findings, finding => Assert.DoesNotContain(PolicyVerdict.WeightProperty, finding.Properties.Keys));
        Assert.All(findings, finding => Assert.Equal("not-allowed", finding.Properties["verdict"]));
        Assert.Equal(
            "Library OpenAI 2.15.0 is not on the policy's list of allowed libraries; look at it with airlock vet OpenAI@2.15.0, then record the decision with --allow or --deny. It comes in by App → Microsoft.Extensions.AI.OpenAI 10.11.0 → OpenAI 2.15.0.",
            findings[3].Message);
    }

    [Fact]
    public void An_allow_list_that_names_all_finds_nothing() =>
        Assert.Empty(Run("""{ "libraries": { "allow": ["microsoft.*", "openai@2.15.0", "Contoso.*", "Dapper"] } }"""));

    [Fact]
    public void Airlock_need_not_list_itself_but_can_be_denied()
    {
        Assert.DoesNotContain(Run("""{ "libraries": { "allow": ["Other"] } }"""), finding => finding.Properties["package"] == "Airlock");
        Assert.Contains(Run("""{ "libraries": { "deny": ["Airlock"] } }"""), finding => finding.Properties["package"] == "Airlock");
    }

    [Fact]
    public void The_deny_list_wins_and_reports_once()
    {
        var finding = Assert.Single(Run("""{ "libraries": { "allow": ["*"], "deny": ["Contoso.Core@(,2.0)", "Contoso.Core"] } }"""));
        Assert.Equal("denied", finding.Properties["verdict"]);
        Assert.Equal("pkg:nuget/Contoso.Core@1.0.0", finding.Properties[LibraryReport.PackageUrlProperty]);
        Assert.Equal(
            "Library Contoso.Core 1.0.0 is denied by \"Contoso.Core@(,2.0)\" of the policy; use another library. It comes in by App → Contoso.Llm 1.0.0 → Contoso.Core 1.0.0.",
            finding.Message);
        Assert.Empty(Run("""{ "libraries": { "allow": ["*"], "deny": ["Contoso.Core@[2.0,)"] } }"""));
    }

    [Fact]
    public void Wrong_entries_are_errors_at_their_place_and_allow_nothing()
    {
        var context = Contexts.WithPolicy("""
            {
              "libraries": { "allow": ["Contoso.*@latest"],
                "deny": ["Bad Name"] }
            }
            """);
        var findings = Run(context);
        var errors = findings.Where(finding => finding.RuleId == "AIR9001").ToList();
        Assert.Equal(["(3,14)", "(2,28)"], errors.Select(error => $"({error.Location.Line},{error.Location.Column})"));
        Assert.Equal(Graph.Nodes.Count(node => node.Kind == PackageKind.Package && node.Id != "Airlock"), findings.Count - errors.Count);
    }

    [Fact]
    public void The_place_is_the_line_that_brings_the_package_in()
    {
        using var folder = new TemporaryFolder();
        folder.Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="contoso.llm" />
                <PackageReference Include="Microsoft.Extensions.AI.OpenAI;Other" />
                <ProjectReference Include="..\Lib\Lib.csproj" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Directory.Packages.props", """
            <Project>
              <ItemGroup>
                <GlobalPackageReference Include="Contoso.Analyzers" Version="3.0.0" />
                <PackageVersion Include="Contoso.Llm" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """);
        var places = Run("""{ "libraries": { "allow": ["Nothing"] } }""", folder.Path)
            .ToDictionary(finding => finding.Properties["package"], finding => finding.Location.ToString());
        Assert.Equal("App.csproj(3,5)", places["Contoso.Llm"]);
        Assert.Equal("App.csproj(3,5)", places["Contoso.Core"]);
        Assert.Equal("App.csproj(4,5)", places["OpenAI"]);
        Assert.Equal("App.csproj(5,5)", places["Dapper"]);
        Assert.Equal("Directory.Packages.props(3,5)", places["Contoso.Analyzers"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Project")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///none\">]><Project><PackageReference Include=\"&b;\" /></Project>")]
    public void A_project_file_that_cannot_be_read_is_itself_the_place(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("App.csproj", text);
        Assert.Equal(new FindingLocation("App.csproj"), Assert.Single(Run("{}", folder.Path)).Location);
    }

    [Fact]
    public void An_owner_counts_only_as_a_valid_signature_names_it()
    {
        const string Policy = """{ "libraries": { "allow": ["Microsoft.* owner:Microsoft", "owner:contoso", "Dapper"], "deny": ["owner:mallory"] } }""";
        IReadOnlyList<string>? Owners(RestoredPackage package) => package.Id switch
        {
            "Contoso.Llm" or "Contoso.Core" => ["Contoso", "other"],
            "Dapper" => ["mallory"],
            "Microsoft.Extensions.AI.OpenAI" => ["aspnet"],
            _ => null,
        };
        var findings = Run(Contexts.WithPolicy(Policy), Owners);
        Assert.Equal(
            ["Contoso.Analyzers not-allowed", "Dapper denied", "Microsoft.Extensions.AI.OpenAI not-allowed", "OpenAI not-allowed"],
            findings.Select(finding => $"{finding.Properties["package"]} {finding.Properties["verdict"]}"));
    }

    private static IReadOnlyList<Finding> Run(string policy, string root = "/app") => Run(Contexts.WithPolicy(policy, root));

    private static IReadOnlyList<Finding> Run(GateContext context, Func<RestoredPackage, IReadOnlyList<string>?>? owners = null)
    {
        var libraries = new LibrarySet(context, Graph) { Packages = LibrarySet.Locate(Graph) };
        var report = new LibraryReport(libraries);
        new AllowListCheck(owners ?? (_ => null)).Run(libraries, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }
}
