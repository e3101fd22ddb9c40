using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Airlock.Core.Tests.Bom;
using Airlock.Core.Tests.Bom.Completeness;

namespace Airlock.EndToEnd.Tests;

/// <summary>An application with one AI asset of each kind, built once in each version of the format.</summary>
public sealed class Assistant(PackedGate gate) : IAsyncLifetime
{
    private static readonly string Model = new('w', 64);

    internal TestProject Project { get; } = Create(gate, "<AirlockSpdx>true</AirlockSpdx>");

    internal TestProject EarlierFormat { get; } = Create(gate, "<AirlockBomFormat>1.6</AirlockBomFormat>");

    public async ValueTask InitializeAsync()
    {
        (await Project.Build()).ShouldPass();
        (await EarlierFormat.Build()).ShouldPass();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TestProject Create(PackedGate gate, string properties = "") =>
        new TestProject(gate, "assistant")
        {
            Sdk = "Microsoft.NET.Sdk.Web",
            Properties = "<TargetFramework>net10.0</TargetFramework>" + properties,
            Packages =
            [
                "Microsoft.Extensions.AI/10.11.0",
                "Microsoft.Extensions.AI.OpenAI/10.11.0",
                "Microsoft.ML.OnnxRuntime/1.31.1",
                "OpenAI/2.15.0",
                "System.Numerics.Tensors/10.0.15",
            ],
        }
        .Write(
            "Program.cs",
            """
            using Microsoft.Extensions.AI;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthorization();
            builder.Services.AddSingleton(Assistant.Connect(builder.Configuration["OpenAI:ApiKey"]!));
            var app = builder.Build();
            app.MapPost("/chat", async (string question, IChatClient client) => (await client.GetResponseAsync(question)).Text).RequireAuthorization();
            app.Run();
            """)
        .Write(
            "Assistant.cs",
            """
            using Microsoft.Extensions.AI;
            using Microsoft.ML.OnnxRuntime;
            using OpenAI.Chat;

            public static class Assistant
            {
                public static IChatClient Connect(string key) =>
                    new ChatClient("gpt-4o-2024-11-20", key).AsIChatClient();

                public static AIFunction Tool() => AIFunctionFactory.Create(Weather);

                public static InferenceSession Intent() =>
                    new InferenceSession("models/intent.onnx");

                private static string Weather(string city) => $"fine in {city}";
            }
            """)
        .Write("models/intent.onnx", Model)
        .Write(
            "airlock.lock.json",
            $$"""{ "version": 1, "models": [ { "path": "models/intent.onnx", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(Model.Select(letter => (byte)letter).ToArray()))}}" } ] }""");
}

/// <summary>What the analyzers see reaches the SBOM, by way of the compiler's log and the names in <c>InventoryKeys</c>.</summary>
public sealed class SbomTests(Assistant assistant, ITestOutputHelper output) : IClassFixture<Assistant>
{
    private readonly JsonNode _bom = assistant.Project.ReadEvidence("App.cdx.json");

    private JsonNode Component(string reference) => Single("components", reference);

    private JsonNode Service(string reference) => Single("services", reference);

    private JsonNode Single(string list, string reference) =>
        _bom[list]!.AsArray().SingleOrDefault(part => Text(part!["bom-ref"]) == reference)
        ?? throw new InvalidOperationException($"no {reference} among {string.Join(", ", _bom[list]!.AsArray().Select(part => Text(part!["bom-ref"])))}");

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static string Property(JsonNode part, string name) =>
        Text(part["properties"]!.AsArray().Single(property => Text(property!["name"]) == name)!["value"]);

    private static string Place(JsonNode component)
    {
        var occurrence = Assert.Single(component["evidence"]!["occurrences"]!.AsArray())!;
        return $"{Text(occurrence["location"])}:{occurrence["line"]}";
    }

    private IEnumerable<string> Needs(string reference) =>
        _bom["dependencies"]!.AsArray().Single(node => Text(node!["ref"]) == reference)!["dependsOn"]?.AsArray().Select(Text) ?? [];

    [Fact]
    public void Hosted_model()
    {
        var model = Component("model:hosted:openai/gpt-4o-2024-11-20");

        Assert.Equal("machine-learning-model", Text(model["type"]));
        Assert.Equal("gpt-4o-2024-11-20", Text(model["name"]));
        Assert.Equal("2024-11-20", Text(model["version"]));
        Assert.Equal("OpenAI", Text(model["supplier"]!["name"]));
        Assert.Equal("hosted-model", Property(model, "airlock:asset:kind"));
        Assert.Equal("Assistant.cs:8", Place(model));
        Assert.Contains("service:consumed:openai", Needs("model:hosted:openai/gpt-4o-2024-11-20"));
    }

    [Fact]
    public void Local_model_with_its_digest()
    {
        var model = Component("model:file:models/intent.onnx");

        var file = Path.Combine(assistant.Project.Folder, "models", "intent.onnx");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), Text(model["hashes"]![0]!["content"]));
        Assert.Equal("local-model", Property(model, "airlock:asset:kind"));
        Assert.Equal("true", Property(model, "airlock:file:pinned"));
        Assert.Equal("Assistant.cs:13", Place(model));
    }

    [Fact]
    public void Tool()
    {
        var tool = Component("tool:Assistant.Weather");

        Assert.Equal("Weather", Text(tool["name"]));
        Assert.Equal("tool", Property(tool, "airlock:asset:kind"));
        Assert.Equal("Assistant.cs:10", Place(tool));
    }

    [Fact]
    public void Services_that_are_called_and_offered()
    {
        Assert.Equal("OpenAI", Text(Service("service:consumed:openai")["name"]));

        var endpoint = Service("service:exposed:POST /chat");
        Assert.True(endpoint["authenticated"]!.GetValue<bool>());
        Assert.Equal("Program.cs:7", Property(endpoint, "airlock:service:occurrence"));
    }

    [Fact]
    public void Packages_with_edges_and_digests()
    {
        var package = Component("pkg:nuget/Microsoft.Extensions.AI@10.11.0");
        var archive = Path.Combine(PackedGate.PackageRoot, "microsoft.extensions.ai", "10.11.0", "microsoft.extensions.ai.10.11.0.nupkg");

        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(archive))), Text(package["hashes"]![0]!["content"]));
        Assert.Contains("pkg:nuget/Microsoft.Extensions.AI@10.11.0", Needs(Text(_bom["metadata"]!["component"]!["bom-ref"])));
        Assert.Contains(Needs("pkg:nuget/Microsoft.Extensions.AI@10.11.0"), need => need.StartsWith("pkg:nuget/Microsoft.Extensions.AI.Abstractions@", StringComparison.Ordinal));
        Assert.All(
            _bom["components"]!.AsArray().Where(component => Text(component!["bom-ref"]).StartsWith("pkg:nuget/", StringComparison.Ordinal)),
            component => Assert.Equal("SHA-512", Text(component!["hashes"]?[0]?["alg"])));
    }

    [Fact]
    public void Digest_of_the_application_is_that_of_what_is_shipped()
    {
        var assembly = File.ReadAllBytes(Path.Combine(assistant.Project.Folder, "bin", "Debug", "net10.0", "App.dll"));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(assembly)), Text(_bom["metadata"]!["component"]!["hashes"]![0]!["content"]));
    }

    [Fact]
    public void Digest_of_the_report_is_that_of_the_report()
    {
        var report = _bom["metadata"]!["component"]!["externalReferences"]!.AsArray().Single(reference => Text(reference!["type"]) == "static-analysis-report")!;

        Assert.Equal("App.sarif", Text(report["url"]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(assistant.Project.Evidence("App.sarif")))), Text(report["hashes"]![0]!["content"]));
    }

    [Fact]
    public void Both_versions_of_the_format_are_valid()
    {
        Assert.Equal("1.7", Text(_bom["specVersion"]));
        Assert.Equal("1.6", Text(assistant.EarlierFormat.ReadEvidence("App.cdx.json")["specVersion"]));

        var (exitCode, report) = BomSchema.Validate([assistant.Project.Evidence("App.cdx.json"), assistant.EarlierFormat.Evidence("App.cdx.json")]);
        Assert.True(exitCode == 0, report);
    }

    [Fact]
    public void SPDX_stands_beside_it_where_the_project_asks_for_it()
    {
        var graph = assistant.Project.ReadEvidence("App.spdx.json")["@graph"]!.AsArray();
        Assert.Contains(graph, element => Text(element!["type"]) == "ai_AIPackage" && Text(element["name"]) == "gpt-4o-2024-11-20");
        Assert.False(File.Exists(assistant.EarlierFormat.Evidence("App.spdx.json")));

        var (exitCode, report) = BomSchema.Run("validate-spdx.mjs", [assistant.Project.Evidence("App.spdx.json")]);
        Assert.True(exitCode == 0, report);
    }

    [Fact]
    public void No_vulnerability_no_file_of_them() => Assert.False(File.Exists(assistant.Project.Evidence("App.vex.json")));

    // What is reached, rounded down; it may rise.
    [Fact]
    public void Authorities_find_what_a_build_can_know()
    {
        var completeness = new BomCompleteness(File.ReadAllBytes(assistant.Project.Evidence("App.cdx.json")));
        output.WriteLine(completeness.Describe("An application with one AI asset of each kind"));
        var reached = BomCompleteness.Authorities.Select(authority => completeness.By(authority, element => element.Known == "yes"));
        Assert.All(reached.Zip([0.99, 0.99, 0.60, 0.75, 0.85, 0.60, 0.75]), pair => Assert.True(pair.First >= pair.Second, completeness.Describe("too little")));
    }
}
