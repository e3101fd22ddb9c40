using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Spdx;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;
using CsCheck;

namespace Airlock.Core.Tests.Bom.Spdx;

[Collection(RestoredProjects.Collection)]
public sealed class SpdxWriterTests(RestoredProjects projects)
{
    private static readonly JsonArray Full = Graph(FullBom.Document);

    private Airlock.Core.Bom.Bom Rich => BomBuilder.Build(BomInputs.Rich(PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!));

    [Fact]
    public void Documents_fit_the_model()
    {
        using var folder = new TemporaryFolder();
        Airlock.Core.Bom.Bom[] documents =
        [
            FullBom.Document,
            Rich,
            BomBuilder.Build(BomInputs.Rich(null)),
            BomBuilder.Build(BomInputs.Empty with { Timestamp = null }),
            FullBom.Document with { SerialNumber = null, Metadata = FullBom.Document.Metadata with { Manufacturer = null, Supplier = null, Authors = [], Tools = [] } },
            FullBom.Document with { Components = [.. FullBom.Document.Components.Select(component => component with { BomRef = null })] },
        ];
        var files = documents.Select((document, index) => folder.Write($"{index}.spdx.json", Encoding.UTF8.GetString(SpdxWriter.Write(document))));
        var (exitCode, output) = BomSchema.Run("validate-spdx.mjs", [.. files]);
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("\"specVersion\": \"3.0.1\"", "\"specVersion\": \"three\"")]
    [InlineData("\"software_primaryPurpose\": \"model\"", "\"software_primaryPurpose\": \"brain\"")]
    [InlineData("\"relationshipType\": \"trainedOn\"", "\"relationshipType\": \"raisedOn\"")]
    [InlineData("\"from\": \"urn:uuid:a1e01fe6-639e-5edd-b11f-e64b4e6a3e32#app\"", "\"from\": \"urn:uuid:a1e01fe6-639e-5edd-b11f-e64b4e6a3e32#else\"")]
    [InlineData("\"created\": \"2026-11-30T10:00:00Z\"", "\"created\": \"yesterday\"")]
    [InlineData("\"core\",", "\"ai\",")]
    public void Faults_are_found(string right, string wrong)
    {
        using var folder = new TemporaryFolder();
        var text = Encoding.UTF8.GetString(SpdxWriter.Write(FullBom.Document));
        Assert.Contains(right, text);
        Assert.Equal(1, BomSchema.Run("validate-spdx.mjs", [folder.Write("faulty.json", text.Replace(right, wrong, StringComparison.Ordinal))]).ExitCode);
    }

    [Fact]
    public void Equal_documents_are_equal_byte_for_byte_in_any_order_of_their_parts()
    {
        var bom = Rich;
        var reversed = bom with
        {
            Components = [.. bom.Components.Reverse()],
            Services = [.. bom.Services.Reverse()],
            Dependencies = [.. bom.Dependencies.Reverse().Select(node => node with { DependsOn = [.. node.DependsOn.Reverse()] })],
            Annotations = [.. bom.Annotations.Reverse()],
            Citations = [.. bom.Citations.Reverse()],
        };
        Assert.Equal(SpdxWriter.Write(bom), SpdxWriter.Write(reversed));
    }

    [Fact]
    public void What_CycloneDX_text_holds_makes_the_same_document()
    {
        var bom = Rich;
        Assert.Equal(SpdxWriter.Write(bom), SpdxWriter.Write(BomReader.Read(BomWriter.Write(bom), "App.cdx.json")));
    }

    [Fact]
    public void A_document_says_when_by_whom_and_with_what_it_was_made()
    {
        var creation = Full.Single(element => Text(element!["type"]) == "CreationInfo")!;
        Assert.Equal("2026-11-30T10:00:00Z", Text(creation["created"]));
        Assert.Equal([Id("spdx:agent:Contoso%20build"), Id("spdx:organization:Contoso")], Texts(creation["createdBy"]));
        Assert.Equal([Id("spdx:tool:Airlock%201.0.0")], Texts(creation["createdUsing"]));
        var contoso = Element("spdx:organization:Contoso");
        Assert.Equal("psirt@contoso.example", Text(contoso["externalIdentifier"]![0]!["identifier"]));
        Assert.Equal(Id("spdx:license:CC0-1.0"), Text(Element("spdx:document:1")["dataLicense"]));
        var timeless = Graph(FullBom.Document with { Metadata = FullBom.Document.Metadata with { Timestamp = null } })[0]!;
        Assert.Equal("1970-01-01T00:00:00Z", Text(timeless["created"]));
        Assert.Contains("stands for it", Text(timeless["comment"]));
    }

    [Fact]
    public void A_model_has_what_its_card_says()
    {
        var model = Element("model:file:m.onnx");
        Assert.Equal("ai_AIPackage", Text(model["type"]));
        Assert.Equal(["DistilBert", "supervised", "transformer"], Texts(model["ai_typeOfModel"]));
        Assert.Equal(["text-classification"], Texts(model["ai_domain"]));
        Assert.Equal("accuracy (test)", Text(model["ai_metric"]![0]!["key"]));
        Assert.Equal("Technical limitations: English only. Ethical considerations: Bias", Text(model["ai_limitation"]));
        Assert.Contains("Trained on: glue", Text(model["ai_informationAboutTraining"]));
        Assert.Equal("https://contoso.example/m.onnx", Text(model["software_downloadLocation"]));
        Assert.Equal([Id("data:file:train.csv")], Targets("model:file:m.onnx", "trainedOn"));
        Assert.Equal([Id("model:file:m.onnx#ancestor:0")], Targets("model:file:m.onnx", "descendantOf"));
        Assert.Equal([Id("spdx:license:Apache-2.0")], Targets("model:file:m.onnx", "hasDeclaredLicense"));
        Assert.Equal([Id("spdx:license:LicenseRef-Own-terms")], Targets("model:file:m.onnx", "hasConcludedLicense"));
    }

    [Fact]
    public void A_data_set_a_prompt_and_a_service_are_packages()
    {
        var data = Element("data:file:train.csv");
        Assert.Equal("dataset_DatasetPackage", Text(data["type"]));
        Assert.Equal(["structured"], Texts(data["dataset_datasetType"]));
        Assert.Equal("yes", Text(data["dataset_hasSensitivePersonalInformation"]));
        Assert.Null(data["dataset_confidentialityLevel"]);
        Assert.Equal("configuration", Text(Element("prompt:App.Prompts.System")["software_primaryPurpose"]));
        Assert.DoesNotContain("Be helpful", Full.ToJsonString());
        Assert.Equal("https://api.example.com/v1", Text(Element("service:consumed:openai")["externalRef"]!.AsArray().Single(reference => Text(reference!["comment"]) == "endpoint")!["locator"]![0]));
    }

    [Fact]
    public void Dependencies_have_a_phase_and_say_what_is_provided_from_elsewhere()
    {
        Assert.Equal([Id("data:file:train.csv"), Id("service:consumed:openai")], Targets("app", "hasProvidedDependency").Order(StringComparer.Ordinal));
        var runtime = Relationships("app", "dependsOn").Single(relationship => Text(relationship["type"]) == "LifecycleScopedRelationship");
        Assert.Equal("runtime", Text(runtime["scope"]));
        Assert.Equal([Id("model:file:m.onnx")], Texts(runtime["to"]));
        Assert.Equal("incomplete", Text(Relationships("model:file:m.onnx", "hasProvidedDependency").Single()["completeness"]));
    }

    [Fact]
    public void A_package_without_dependencies_in_a_complete_graph_is_said_to_have_none()
    {
        var bom = FullBom.Document with { Compositions = [new Composition("complete", [], ["data:file:train.csv"])] };
        var relationship = Graph(bom).Single(element => Text(element!["from"]) == Id("data:file:train.csv") && Text(element["relationshipType"]) == "dependsOn")!;
        Assert.Equal(["NoneElement"], Texts(relationship["to"]));
        Assert.Equal("complete", Text(relationship["completeness"]));
    }

    [Fact]
    public void A_profile_is_claimed_only_where_all_that_it_asks_for_is_known()
    {
        var document = Element("spdx:document:1");
        Assert.Equal(["core", "extension", "simpleLicensing", "software"], Texts(document["profileConformance"]));
        Assert.Contains("profile ai are used, but conformance is not claimed, because this is not known of each ai_AIPackage: releaseTime", Text(document["comment"]));
        var none = Graph(FullBom.Document with { Components = [] }).Single(element => Text(element!["type"]) == "SpdxDocument")!;
        Assert.Null(none["comment"]);
    }

    [Theory]
    [InlineData("none", "required", "yes")]
    [InlineData("required", "required", "no")]
    [InlineData("required", "unknown", "noAssertion")]
    public void An_agent_is_autonomous_if_a_tool_runs_without_approval(string first, string second, string expected)
    {
        Component Tool(string name, string approval) => new()
        {
            Type = ComponentType.Library,
            BomRef = name,
            Name = name,
            Properties = [new Property("airlock:asset:kind", "tool"), new Property("airlock:tool:approval", approval)],
        };
        var bom = FullBom.Document with
        {
            Components = [new Component { Type = ComponentType.Application, BomRef = "agent:A", Name = "A", Properties = [new Property("airlock:asset:kind", "agent")] }, Tool("one", first), Tool("two", second)],
            Dependencies = [new Dependency("agent:A", ["one", "two"])],
        };
        var agent = Graph(bom).Single(element => Text(element!["spdxId"]) == Id("agent:A"))!;
        Assert.Equal("ai_AIPackage", Text(agent["type"]));
        Assert.Equal(expected, Text(agent["ai_autonomyType"]));
        Assert.Equal(3, Texts(Graph(bom).Single(element => Text(element!["relationshipType"]) == "contains")!["to"]).Count());
    }

    [Fact]
    public void A_link_to_another_document_is_imported()
    {
        const string Link = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#lib";
        var graph = Graph(FullBom.Document with { Dependencies = [new Dependency("app", [Link])] });
        Assert.Equal(Link, Text(graph.Single(element => Text(element!["type"]) == "SpdxDocument")!["import"]![0]!["externalSpdxId"]));
    }

    [Fact]
    public void Each_type_of_reference_is_mapped_once_and_to_a_type_of_SPDX()
    {
        var rows = EmbeddedTable.Rows("spdx-references.tsv").ToList();
        Assert.Equal(rows.Count, rows.Select(row => row[0]).Distinct().Count());
        using var folder = new TemporaryFolder();
        var references = rows.Select(row => new ExternalReference(row[0], $"https://contoso.example/{row[0]}")).Append(new ExternalReference("unheard-of", "x"));
        var bom = FullBom.Document with { Components = [FullBom.Document.Components[0] with { ExternalReferences = [.. references] }] };
        var (exitCode, output) = BomSchema.Run("validate-spdx.mjs", [folder.Write("references.spdx.json", Encoding.UTF8.GetString(SpdxWriter.Write(bom)))]);
        Assert.True(exitCode == 0, output);
    }

    // Documents of other programs come in through the reader: whatever it takes is written, and fits the model.
    [Fact]
    public void Whatever_can_be_read_can_be_written()
    {
        var text = Encoding.UTF8.GetString(BomWriter.Write(FullBom.Document));
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["\"{[,:0xn}]#\\"], Gen.Int[0, 40]).Array[1, 4].Sample(
            edits =>
            {
                var changed = new StringBuilder(text);
                foreach (var (place, letter, cut) in edits)
                {
                    var at = Math.Min(place, changed.Length - 1);
                    changed.Remove(at, Math.Min(cut, changed.Length - at)).Insert(at, letter);
                }

                try
                {
                    JsonNode.Parse(SpdxWriter.Write(BomReader.Read(Encoding.UTF8.GetBytes(changed.ToString()), "mutated")));
                }
                catch (BomFormatException)
                {
                }
            },
            iter: 2000);
    }

    private static JsonArray Graph(Airlock.Core.Bom.Bom bom) => JsonNode.Parse(SpdxWriter.Write(bom))!["@graph"]!.AsArray();

    private static string Id(string bomRef) => $"urn:uuid:{FullBom.Document.SerialNumber:D}#{bomRef.Replace("#", "%23", StringComparison.Ordinal)}";

    private static JsonNode Element(string bomRef) => Full.Single(element => Text(element!["spdxId"]) == Id(bomRef))!;

    private static IEnumerable<JsonNode> Relationships(string from, string type) =>
        Full.Where(element => Text(element!["from"]) == Id(from) && Text(element["relationshipType"]) == type)!;

    private static IEnumerable<string> Targets(string from, string type) => Relationships(from, type).SelectMany(relationship => Texts(relationship["to"]));

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static IEnumerable<string> Texts(JsonNode? node) => node?.AsArray().Select(Text) ?? [];
}
