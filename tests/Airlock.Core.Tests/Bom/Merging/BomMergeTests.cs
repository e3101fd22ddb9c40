using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Merging;
using Airlock.Core.Findings;
using Document = Airlock.Core.Bom.Bom;

namespace Airlock.Core.Tests.Bom.Merging;

public sealed class BomMergeTests
{
    private static readonly Document Web = Project("Web", "net10.0", BomInputs.Asset("agent", "Web/A.cs", 1, ("name", "support"), ("uses", "hosted-model@A.cs:2:5")), Model("Web/A.cs"), Endpoint("Web/P.cs", "true"));

    private static readonly Document Admin = Project("Admin", "net10.0", BomInputs.Asset("agent", "Admin/A.cs", 1, ("name", "support")), Model("Admin/A.cs"), Endpoint("Admin/P.cs", "false"));

    [Fact]
    public void What_is_the_same_everywhere_becomes_one_part_and_what_belongs_to_a_project_stays_its_own()
    {
        var merged = BomMerge.Solution("Shop", [Web, Admin]);
        Assert.Equal(
            ["agent:support@Admin", "agent:support@Web", "model:hosted:openai/gpt-4o", "pkg:generic/Admin@1.0.0", "pkg:generic/Web@1.0.0"],
            merged.Components.Select(component => component.BomRef).Order(StringComparer.Ordinal));
        var model = merged.Components.Single(component => component.BomRef == "model:hosted:openai/gpt-4o");
        Assert.Equal(["Admin/A.cs", "Web/A.cs"], model.Evidence!.Occurrences.Select(place => place.Location));
        Assert.Equal(["service:consumed:openai", "service:exposed:POST /chat@Admin", "service:exposed:POST /chat@Web"], merged.Services.Select(service => service.BomRef).Order(StringComparer.Ordinal));
        Assert.Equal(["pkg:generic/Admin@1.0.0", "pkg:generic/Web@1.0.0"], Needs(merged, "solution:Shop"));
        Assert.Equal(["model:hosted:openai/gpt-4o"], Needs(merged, "agent:support@Web"));
    }

    [Fact]
    public void The_order_of_documents_does_not_matter() =>
        Assert.Equal(Text(BomMerge.Solution("Shop", [Web, Admin])), Text(BomMerge.Solution("Shop", [Admin, Web])));

    [Fact]
    public void A_reference_to_a_project_leads_to_its_own_document()
    {
        var library = Project("Library", "net10.0");
        var application = Web with
        {
            Components =
            [
                .. Web.Components,
                new Component { Type = ComponentType.Library, BomRef = "project:Library", Name = "Library", ExternalReferences = [new ExternalReference("bom", $"urn:cdx:{library.SerialNumber:D}/1#x")] },
                new Component { Type = ComponentType.Library, BomRef = "project:Elsewhere", Name = "Elsewhere" },
            ],
            Dependencies = [.. Web.Dependencies, new Dependency("project:Library", []), new Dependency("project:Elsewhere", ["project:Library"])],
        };
        var merged = BomMerge.Solution("Shop", [application, library]);
        Assert.DoesNotContain(merged.Components, component => component.BomRef == "project:Library");
        Assert.Equal(["pkg:generic/Library@1.0.0"], Needs(merged, "project:Elsewhere"));
    }

    [Fact]
    public void The_frameworks_of_one_project_are_parts_of_it()
    {
        var merged = BomMerge.Project([Project("Web", "net10.0", Model("Web/A.cs"), Endpoint("Web/P.cs", "true")), Project("Web", "net9.0", Model("Web/A.cs"), Endpoint("Web/P.cs", "unknown"))]);
        Assert.Equal("pkg:generic/Web@1.0.0", merged.Metadata.Component.BomRef);
        Assert.Equal(["pkg:generic/Web@1.0.0#net10.0", "pkg:generic/Web@1.0.0#net9.0"], Needs(merged, "pkg:generic/Web@1.0.0"));
        Assert.Null(merged.Services.Single(service => service.BomRef == "service:exposed:POST /chat").Authenticated);
    }

    [Fact]
    public void A_requirement_is_met_if_every_build_met_it()
    {
        var bad = Project("Bad", "net10.0", new Finding { RuleId = "AIR5001", Message = "No pin.", Location = new FindingLocation("m.onnx"), Level = Airlock.Shared.Rules.FindingLevel.Block });
        var blind = BomBuilder.Build(Input("Blind", "net10.0") with { UncheckedRules = ["AIR1001"] });
        var requirements = BomMerge.Solution("Shop", [Web, bad, blind]).Attestation!.Requirements;
        var pin = requirements.Single(requirement => requirement.Identifier == "AIR5001");
        Assert.Equal((0m, "Bad net10.0: 1 finding, of which 1 block the build"), (pin.Score, pin.Rationale));
        Assert.DoesNotContain(requirements, requirement => requirement.Identifier == "AIR1001");
        Assert.Equal(1, requirements.Single(requirement => requirement.Identifier == "AIR1002").Score);
    }

    [Theory]
    [InlineData(SpecVersion.V1_6)]
    [InlineData(SpecVersion.V1_7)]
    public void Joined_documents_are_valid(SpecVersion version)
    {
        using var folder = new TemporaryFolder();
        var full = FullBom.Document with { SpecVersion = version };
        Document[] joined = [BomMerge.Solution("Shop", [Web with { SpecVersion = version }, Admin with { SpecVersion = version }, full]), BomMerge.Project([Web with { SpecVersion = version }])];
        var (exitCode, output) = BomSchema.Validate(joined.Select((bom, index) => folder.Write($"{index}.cdx.json", Text(bom))));
        Assert.True(exitCode == 0, output);
    }

    private static Document Project(string name, string framework, params Finding[] findings) => BomBuilder.Build(Input(name, framework) with { Findings = [.. findings] });

    private static BomInput Input(string name, string framework) => BomInputs.Empty with { Application = new BomApplication(name, "1.0.0", framework, "Release", "Exe", IsPackable: false) };

    private static Finding Model(string path) => BomInputs.Asset("hosted-model", path, 2, ("name", "gpt-4o"), ("provider", "OpenAI"));

    private static Finding Endpoint(string path, string authenticated) => BomInputs.Asset("inference-endpoint", path, 3, ("name", "POST /chat"), ("authenticated", authenticated));

    private static IEnumerable<string> Needs(Document bom, string bomRef) => bom.Dependencies.Single(node => node.Ref == bomRef).DependsOn;

    private static string Text(Document bom) => Encoding.UTF8.GetString(BomWriter.Write(bom));
}
