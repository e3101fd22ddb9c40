using System.Text;
using Airlock.Core.Tests.Restoring;

namespace Airlock.EndToEnd.Tests;

/// <summary>Builds of a project whose model is an address, against a hub on this machine.</summary>
public sealed class RestoreTests(PackedGate gate) : IDisposable
{
    private const string Address = $"hf://org/name@{LoopbackHub.Commit}/onnx/model.onnx";
    private const string MayDownload = """{ "models": { "network": true } }""";

    private static readonly byte[] Weights = Encoding.UTF8.GetBytes("weights");

    private readonly LoopbackHub _hub = new LoopbackHub().Add("onnx/model.onnx", Weights);

    public void Dispose() => _hub.Dispose();

    private TestProject Project(string policy, string? content = "weights", string metadata = "") =>
        new TestProject(gate, "restore") { Items = $"<AIModel Include=\"{Address}\" {metadata} />" }
            .Write("Agent.cs", "public sealed class Agent;")
            .Write("airlock.json", policy)
            .Write("airlock.lock.json", content is null ? """{ "version": 1 }""" : $$"""
                { "version": 1, "models": [
                  { "path": "{{Address}}", "sha256": "{{LoopbackHub.Sha256(Encoding.UTF8.GetBytes(content))}}" } ] }
                """);

    private Dictionary<string, string> Environment(TestProject project) => new()
    {
        ["HF_ENDPOINT"] = _hub.Endpoint.AbsoluteUri,
        ["HF_HOME"] = Path.Combine(project.Folder, ".hf"),
        ["HF_TOKEN"] = "hf_secret",
        ["NO_PROXY"] = "127.0.0.1",
    };

    private Task<DotNetResult> Build(TestProject project, params string[] arguments) => project.Run(Environment(project), ["build", .. arguments]);

    private static string Output(TestProject project, string file = "models/model.onnx") => Path.Combine(project.Folder, "bin", "Debug", "net10.0", file);

    [Fact]
    public async Task Model_is_downloaded_verified_and_copied_and_the_next_build_has_nothing_to_do()
    {
        var project = Project(MayDownload);

        (await Build(project)).ShouldPass().ShouldNotPrint(" AIR").ShouldPrint($"Airlock restores {Address}");

        Assert.Equal(Weights, File.ReadAllBytes(Output(project)));
        var component = project.ReadEvidence("App.cdx.json")["components"]!.AsArray().Single(component => component!["type"]!.GetValue<string>() == "machine-learning-model")!;
        Assert.Equal(LoopbackHub.Sha256(Weights), component["hashes"]![0]!["content"]!.GetValue<string>());
        Assert.All(_hub.Storage.Requests, request => Assert.Null(request.Header("Authorization")));
        var requests = _hub.AllRequests.Count();

        (await Build(project)).ShouldPass().ShouldNotPrint("Airlock restores");
        Assert.Equal(requests, _hub.AllRequests.Count());

        (await project.Run(Environment(project), "publish", "--no-build", "-c", "Debug", "-o", "out")).ShouldPass();
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(project.Folder, "out", "models", "model.onnx")));

        (await project.Run(Environment(project), "clean")).ShouldPass();
        Assert.False(File.Exists(Output(project)));
    }

    [Fact]
    public async Task Other_content_than_the_pinned_one_blocks_and_leaves_evidence()
    {
        var project = Project(MayDownload, "vetted!");

        (await Build(project)).ShouldFail().ShouldPrint("airlock.lock.json(2,3): error AIR5002: Model " + Address + " is not the pinned file");

        Assert.Contains("AIR5002", project.SarifRules());
        Assert.False(File.Exists(Output(project)));
    }

    [Fact]
    public async Task Without_network_the_tool_restores_and_the_build_takes_it_from_the_cache()
    {
        var project = Project("{}", metadata: "Link=\"assets/tiny.onnx\"");
        (await Build(project)).ShouldFail().ShouldPrint("error AIR5011: Model " + Address + " can't be restored").ShouldPrint("run: airlock restore");
        Assert.Empty(_hub.AllRequests);

        (await DotNet.Run(project.Folder, Environment(project), PackedGate.ToolAssembly, "restore")).ShouldPass().ShouldPrint("restored  " + Address);
        var requests = _hub.AllRequests.Count();

        (await Build(project)).ShouldPass().ShouldNotPrint(" AIR");
        Assert.Equal(Weights, File.ReadAllBytes(Output(project, "assets/tiny.onnx")));
        Assert.Equal(requests, _hub.AllRequests.Count());
    }

    [Fact]
    public async Task Proxy_of_the_environment_is_used_and_reads_no_token()
    {
        using var proxy = new LoopbackServer(_ => new LoopbackReply(200, Weights, ("X-Repo-Commit", LoopbackHub.Commit), ("ETag", $"\"{LoopbackHub.Sha256(Weights)}\"")));
        var project = Project("{}");
        var environment = Environment(project);
        environment["HF_ENDPOINT"] = "http://hub.example";
        environment["http_proxy"] = proxy.Address.AbsoluteUri;

        (await DotNet.Run(project.Folder, environment, PackedGate.ToolAssembly, "restore")).ShouldPass();

        Assert.All(proxy.Requests, request => Assert.Equal($"http://hub.example/org/name/resolve/{LoopbackHub.Commit}/onnx/model.onnx", request.Path));
        Assert.All(proxy.Requests, request => Assert.Null(request.Header("Authorization")));
        Assert.Equal(["HEAD", "GET"], proxy.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Address_without_a_pin_is_a_warning_at_its_item()
    {
        (await Build(Project(MayDownload, content: null))).ShouldPass().ShouldPrint("App.csproj(").ShouldPrint("warning AIR5001: Model " + Address + " has no pin");

        Assert.Empty(_hub.AllRequests);
    }
}
