using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Bom;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;

namespace Airlock.Core.Tests.Bom;

[Collection(RestoredProjects.Collection)]
public sealed class BomBuilderTests(RestoredProjects projects)
{
    private JsonNode Document => JsonNode.Parse(BomWriter.Write(BomBuilder.Build(Rich)))!;

    private BomInput Rich => BomInputs.Rich(PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!);

    [Fact]
    public void Every_reference_leads_to_one_part_and_every_part_has_one_node()
    {
        var document = Document;
        var parts = document["components"]!.AsArray().Concat(document["services"]!.AsArray()).Append(document["metadata"]!["component"])
            .Select(part => (string)part!["bom-ref"]!)
            .ToList();
        Assert.Distinct(parts);
        var nodes = document["dependencies"]!.AsArray().Select(node => (string)node!["ref"]!).ToList();
        Assert.Equal(parts.Order(StringComparer.Ordinal), nodes);
        var edges = document["dependencies"]!.AsArray()
            .SelectMany(node => Texts(node!["dependsOn"]).Concat(Texts(node["provides"])))
            .Concat(document["compositions"]!.AsArray().SelectMany(composition => Texts(composition!["dependencies"])))
            .Concat(document["annotations"]!.AsArray().SelectMany(annotation => Texts(annotation!["subjects"])));
        Assert.Subset(parts.ToHashSet(), edges.ToHashSet());
    }

    [Fact]
    public void Equal_input_gives_equal_bytes_in_any_order_of_findings()
    {
        var input = Rich;
        var bytes = BomWriter.Write(BomBuilder.Build(input));
        Assert.Equal(bytes, BomWriter.Write(BomBuilder.Build(input)));
        Assert.Equal(bytes, BomWriter.Write(BomBuilder.Build(input with
        {
            Findings = [.. input.Findings.Reverse()],
            Models = [.. input.Models.Reverse()],
            Frameworks = [.. input.Frameworks.Reverse()],
        })));
    }

    [Fact]
    public void The_serial_number_follows_the_content()
    {
        var number = BomBuilder.Build(BomInputs.Empty).SerialNumber;
        Assert.Equal(number, BomBuilder.Build(BomInputs.Empty).SerialNumber);
        Assert.NotEqual(number, BomBuilder.Build(BomInputs.Empty with { ToolVersion = "0.1.1" }).SerialNumber);
        Assert.NotEqual(number, BomBuilder.Build(BomInputs.Empty with { SpecVersion = SpecVersion.V1_6 }).SerialNumber);
    }

    [Fact]
    public void Nothing_tells_of_the_machine_or_of_keys()
    {
        var text = Encoding.UTF8.GetString(BomWriter.Write(BomBuilder.Build(Rich with { Root = projects.Root })));
        Assert.DoesNotContain(projects.Root, text);
        Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", text);
        Assert.DoesNotContain("someone", text);
        Assert.DoesNotContain("secret@", text);
        Assert.DoesNotContain("api-key", text);
        Assert.DoesNotContain("token=1", text);
    }

    [Fact]
    public void The_root_is_cut_from_messages() =>
        Assert.Contains(
            "AIR2005 (warn): The tool runs without approval. See src/Tools.cs. src/Tools.cs:40 [Contoso Chat.sarif]",
            Document["annotations"]!.AsArray().Select(annotation => (string)annotation!["text"]!));

    [Theory]
    [InlineData("AIR6004", "package", "OpenAI", "AIR6004 (warn): Package comes from a source that is not allowed (OpenAI). a.csproj")]
    [InlineData("AIR9004", "area", "libraries", "AIR9004 (warn): Evidence is incomplete (libraries). a.csproj")]
    public void No_feed_stands_in_a_remark(string rule, string key, string value, string text)
    {
        var finding = new Finding
        {
            RuleId = rule,
            Level = Airlock.Shared.Rules.FindingLevel.Warn,
            Message = "It comes from https://feed.contoso.internal/index.json and /home/someone/feed.",
            Location = new FindingLocation("a.csproj"),
            Properties = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(key, value),
        };
        var bom = BomBuilder.Build(BomInputs.Empty with { Findings = [finding] });
        Assert.Equal(text, Assert.Single(bom.Annotations).Text);
    }

    [Fact]
    public void A_package_carries_what_its_folder_says()
    {
        var package = Component("pkg:nuget/OpenAI@2.15.0");
        Assert.Equal("library", (string)package["type"]!);
        Assert.Equal("OpenAI", (string)package["name"]!);
        Assert.Equal("required", (string)package["scope"]!);
        Assert.Equal("SHA-512", (string)package["hashes"]![0]!["alg"]!);
        var graph = Rich.Packages!;
        var folder = graph.FolderOf(graph.Find("OpenAI")!)!;
        var expected = Convert.FromBase64String(File.ReadAllText(Path.Combine(folder, "openai.2.15.0.nupkg.sha512")));
        Assert.Equal(Convert.ToHexStringLower(expected), (string)package["hashes"]![0]!["content"]!);
        Assert.Equal("MIT", (string)package["licenses"]![0]!["expression"]!);
        Assert.Equal("OpenAI", (string)package["supplier"]!["name"]!);
        Assert.Equal("false", PropertyOf(package, "airlock:nuget:direct"));
        Assert.Equal(graph.Find("OpenAI")!.ContentHash, PropertyOf(package, "airlock:nuget:contentHash"));
    }

    [Fact]
    public void Build_only_packages_are_excluded() =>
        Assert.Equal("excluded", (string)Component("pkg:nuget/Microsoft.CodeAnalysis.Analyzers@5.12.0")["scope"]!);

    [Fact]
    public void The_application_is_the_root()
    {
        var root = Document["metadata"]!["component"]!;
        Assert.Equal("pkg:nuget/Contoso.Chat@1.4.0%2Bbuild.7", (string)root["purl"]!);
        Assert.Equal(BomInputs.Digest('a'), (string)root["hashes"]![0]!["content"]!);
        Assert.Null(root["scope"]);
        Assert.Equal(
            [
                "rfc-9116 https://contoso.example/.well-known/security.txt",
                "source-distribution https://git.example.com/contoso/chat.git commit 3cc558cc253d3137804ae78fa37a5d13084a3a38",
                "static-analysis-report Contoso%20Chat.sarif",
                "vcs https://git.example.com/contoso/chat.git commit 3cc558cc253d3137804ae78fa37a5d13084a3a38",
                "website https://contoso.example/chat",
            ],
            root["externalReferences"]!.AsArray().Select(reference => $"{reference!["type"]} {reference["url"]} {reference["comment"]}".TrimEnd()));
        var edges = Texts(DependencyOf("pkg:nuget/Contoso.Chat@1.4.0%2Bbuild.7")["dependsOn"]);
        Assert.Contains("pkg:nuget/Microsoft.Extensions.AI.OpenAI@10.11.0", edges);
        Assert.DoesNotContain("pkg:nuget/OpenAI@2.15.0", edges);
        Assert.Contains("framework:Microsoft.NETCore.App@10.0.12", edges);
        Assert.Contains("model:file:models/intent.onnx", edges);
    }

    [Fact]
    public void Hosted_models_are_external_and_name_their_service()
    {
        var model = Component("model:hosted:openai/gpt-4o-2024-11-20");
        Assert.True((bool)model["isExternal"]!);
        Assert.Null(model["purl"]);
        Assert.Equal("2024-11-20", (string)model["version"]!);
        Assert.Equal(["src/Chat.cs", "src/Other.cs"], model["evidence"]!["occurrences"]!.AsArray().Select(place => (string)place!["location"]!));
        Assert.Equal(["service:consumed:openai"], Texts(DependencyOf("model:hosted:openai/gpt-4o-2024-11-20")["dependsOn"]));
        Assert.Equal("false", PropertyOf(Component("model:hosted:azure-openai/unknown"), "airlock:model:nameKnown"));
    }

    [Fact]
    public void A_model_named_without_its_provider_is_that_of_the_only_one()
    {
        var once = Components(
            BomInputs.Asset("hosted-model", "a.cs", 1, ("name", "m"), ("provider", "OpenAI")),
            BomInputs.Asset("hosted-model", "b.cs", 2, ("name", "m")));
        Assert.Equal(["model:hosted:openai/m"], once);
        var twice = Components(
            BomInputs.Asset("hosted-model", "a.cs", 1, ("name", "m"), ("provider", "OpenAI")),
            BomInputs.Asset("hosted-model", "a.cs", 3, ("name", "m"), ("provider", "Azure OpenAI")),
            BomInputs.Asset("hosted-model", "b.cs", 2, ("name", "m")));
        Assert.Equal(["model:hosted:azure-openai/m", "model:hosted:openai/m", "model:hosted:unknown/m"], twice);
    }

    [Fact]
    public void Tools_of_one_member_are_kept_apart_by_name() =>
        Assert.Equal(
            ["tool:App.Tools.Pay", "tool:Program.Main#find", "tool:Program.Main#unknown"],
            Components(
                BomInputs.Asset("tool", "a.cs", 1, ("name", "Pay"), ("symbol", "App.Tools.Pay")),
                BomInputs.Asset("tool", "b.cs", 1, ("name", "find"), ("symbol", "Program.Main")),
                BomInputs.Asset("tool", "b.cs", 2, ("symbol", "Program.Main"))));

    [Fact]
    public void A_path_in_code_is_joined_to_its_file()
    {
        var model = Component("model:file:models/intent.onnx");
        Assert.Equal(BomInputs.Digest('b'), (string)model["hashes"]![0]!["content"]!);
        Assert.Equal(24, (int)model["evidence"]!["occurrences"]![0]!["line"]!);
        Assert.Null(Component("model:code:missing.onnx")["hashes"]);
        Assert.Equal("other.onnx", (string)Component("model:code:other.onnx")["name"]!);
        Assert.Equal(
            "pkg:huggingface/contoso/intent@043235d6088ecd3dd5fb5ca3592b6913fd516027",
            (string)Component("model:file:hf://contoso/intent@043235D6088ecd3dd5fb5ca3592b6913fd516027/model.onnx")["purl"]!);
    }

    [Fact]
    public void Services_say_only_what_is_known()
    {
        Assert.True((bool)Service("service:exposed:POST /chat/{id:int}")["authenticated"]!);
        Assert.Equal("/chat/%7Bid%3Aint%7D", (string)Service("service:exposed:POST /chat/{id:int}")["endpoints"]![0]!);
        Assert.False((bool)Service("service:exposed:POST /open")["authenticated"]!);
        Assert.Equal(
            ["airlock:service:methods=POST", "airlock:service:rateLimited=false", "airlock:service:reaches=ChatService.AskAsync → IChatClient.GetResponseAsync", "airlock:service:role=exposed", "airlock:service:transport=https"],
            Service("service:exposed:POST /chat/{id:int}")["properties"]!.AsArray().Select(property => $"{property!["name"]}={property["value"]}")
                .Where(property => !property.StartsWith("airlock:service:occurrence", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Null(Service("service:exposed:POST /who")["authenticated"]);
        Assert.Equal("https://api.example.com/v1", (string)Service("service:consumed:openai")["endpoints"]![0]!);
        Assert.True((bool)Service("service:consumed:openai")["x-trust-boundary"]!);
        Assert.False((bool)Service("service:consumed:ollama")["x-trust-boundary"]!);
        Assert.True((bool)Service("service:consumed:azure-openai")["x-trust-boundary"]!);
        Assert.Equal(4, Texts(DependencyOf("pkg:nuget/Contoso.Chat@1.4.0%2Bbuild.7")["provides"]).Count());
    }

    [Fact]
    public void A_service_names_each_place_once() =>
        Assert.Equal(
            ["src/Chat.cs:10", "src/Other.cs:7", "src/Setup.cs:3"],
            Service("service:consumed:openai")["properties"]!.AsArray()
                .Where(property => (string)property!["name"]! == "airlock:service:occurrence")
                .Select(property => (string)property!["value"]!));

    [Fact]
    public void Findings_become_annotations_on_what_they_concern()
    {
        var annotations = Document["annotations"]!.AsArray()
            .ToDictionary(annotation => ((string)annotation!["text"]!)[..28], annotation => Texts(annotation!["subjects"]).Single());
        Assert.Equal(6, annotations.Count);
        Assert.Equal("tool:Contoso.Chat.Tools.RefundOrder", annotations["AIR2005 (warn): The tool run"]);
        Assert.Equal("service:exposed:POST /open", annotations["AIR3001 (block): The endpoin"]);
        Assert.Equal("model:file:models/intent.onnx", annotations["AIR5002 (block): The model d"]);
        Assert.Equal("model:hosted:openai/gpt-4o-2024-11-20", annotations["AIR5003 (suppressed): The mo"]);
        Assert.Equal("pkg:nuget/OpenAI@2.15.0", annotations["AIR6001 (block): Library Ope"]);
        Assert.Equal("pkg:nuget/Contoso.Chat@1.4.0%2Bbuild.7", annotations["AIR6001 (block): Library Gon"]);
    }

    [Fact]
    public void Completeness_is_honest()
    {
        Assert.Equal(["incomplete", "complete"], Document["compositions"]!.AsArray().Select(composition => (string)composition!["aggregate"]!));
        var complete = Texts(Document["compositions"]![1]!["dependencies"]);
        Assert.Contains("pkg:nuget/OpenAI@2.15.0", complete);
        Assert.DoesNotContain("pkg:nuget/Contoso.Chat@1.4.0%2Bbuild.7", complete);
        var unknown = JsonNode.Parse(BomWriter.Write(BomBuilder.Build(BomInputs.Empty)))!["compositions"]!.AsArray();
        Assert.Equal("unknown", (string)Assert.Single(unknown)!["aggregate"]!);
    }

    [Fact]
    public void Version_1_6_leaves_out_what_1_7_added()
    {
        var text = Encoding.UTF8.GetString(BomWriter.Write(BomBuilder.Build(Rich with { SpecVersion = SpecVersion.V1_6 })));
        Assert.Contains("\"specVersion\": \"1.6\"", text);
        Assert.DoesNotContain("isExternal", text);
    }

    [Fact]
    public void The_head_says_when_by_whom_and_for_whom()
    {
        var head = Document["metadata"]!;
        Assert.Equal("Contoso", (string)head["manufacturer"]!["name"]!);
        Assert.Equal("https://contoso.example/", (string)head["manufacturer"]!["url"]![0]!);
        Assert.Equal("psirt@contoso.example", (string)head["manufacturer"]!["contact"]![0]!["email"]!);
        Assert.Equal("psirt@contoso.example", (string)head["authors"]![0]!["email"]!);
        Assert.Equal("Contoso", (string)head["supplier"]!["name"]!);
        Assert.Equal("CC0-1.0", (string)head["licenses"]![0]!["license"]!["id"]!);
        Assert.Equal("AMBER", (string)head["distributionConstraints"]!["tlp"]!);
        Assert.Equal("commit", PropertyOf(head, "airlock:timestamp:source"));
        Assert.Equal(BomInputs.Digest('7'), (string)head["tools"]!["components"]![0]!["hashes"]![0]!["content"]!);
    }

    [Fact]
    public void A_publisher_may_be_known_by_an_address_alone()
    {
        Assert.Null(BomPublisher.Of(null, "no address", ""));
        var head = JsonNode.Parse(BomWriter.Write(BomBuilder.Build(BomInputs.Empty with { Publisher = BomPublisher.Of(null, "https://git.example/a", null) })))!["metadata"]!;
        Assert.Null(head["manufacturer"]!["name"]);
        Assert.Equal("https://git.example/a", (string)head["manufacturer"]!["url"]![0]!);
        Assert.Null(head["authors"]);
    }

    [Fact]
    public void A_strictly_reproducible_document_has_neither_time_nor_number()
    {
        var document = JsonNode.Parse(BomWriter.Write(BomBuilder.Build(Rich with { Timestamp = null, IsReproducible = true })))!;
        Assert.Null(document["serialNumber"]);
        Assert.Null(document["metadata"]!["timestamp"]);
        Assert.Equal("true", PropertyOf(document, "cdx:reproducible"));
    }

    [Fact]
    public void Frameworks_are_expected_or_delivered_as_a_pack()
    {
        var pack = new Airlock.Core.Bom.Packages.BomPack("Microsoft.NETCore.App.Runtime.linux-x64", "10.0.12");
        var framework = new BomFramework("Microsoft.NETCore.App", "10.0.12") { Pack = "Microsoft.NETCore.App.Ref", MinimumVersion = "10.0.0", RuntimePack = pack };
        var expected = Assert.Single(BomBuilder.Build(BomInputs.Empty with { Frameworks = [framework] }).Components);
        Assert.True(expected.IsExternal);
        Assert.Equal(("framework", "10.0.12", "Microsoft"), (expected.Type, expected.Version, expected.Supplier!.Name));
        Assert.Contains(new Property("airlock:framework:minimumVersion", "10.0.0"), expected.Properties);
        var delivered = Assert.Single(BomBuilder.Build(BomInputs.Empty with { Frameworks = [framework with { IsSelfContained = true }] }).Components);
        Assert.False(delivered.IsExternal);
        Assert.Equal(("library", pack.Purl, pack.Purl), (delivered.Type, delivered.Purl, delivered.BomRef));
    }

    [Fact]
    public void Without_a_timestamp_there_is_none()
    {
        var document = JsonNode.Parse(BomWriter.Write(BomBuilder.Build(Rich with { Timestamp = null })))!;
        Assert.Null(document["metadata"]!["timestamp"]);
        Assert.Null(document["annotations"]);
    }

    private static IEnumerable<string> Components(params Finding[] findings) =>
        BomBuilder.Build(BomInputs.Empty with { Findings = [.. findings] }).Components.Select(component => component.BomRef!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? array) => array?.AsArray().Select(item => (string)item!) ?? [];

    private static string? PropertyOf(JsonNode part, string name) =>
        part["properties"]!.AsArray().Where(property => (string)property!["name"]! == name).Select(property => (string)property!["value"]!).SingleOrDefault();

    private JsonNode Component(string bomRef) => Document["components"]!.AsArray().Single(part => (string)part!["bom-ref"]! == bomRef)!;

    private JsonNode Service(string bomRef) => Document["services"]!.AsArray().Single(part => (string)part!["bom-ref"]! == bomRef)!;

    private JsonNode DependencyOf(string bomRef) => Document["dependencies"]!.AsArray().Single(node => (string)node!["ref"]! == bomRef)!;
}
