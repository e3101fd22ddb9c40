using System.Security.Cryptography;
using System.Text;

namespace Airlock.EndToEnd.Tests;

public sealed class ModelTests(PackedGate gate)
{
    private TestProject Project() => new TestProject(gate, "models").Write("Agent.cs", "public sealed class Agent;").Write("models/a.onnx", "weights");

    private static string Pin(string path, string content) =>
        $$"""{ "path": "{{path}}", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}}" }""";

    private static string Lock(params string[] pins) => $$"""{ "version": 1, "models": [ {{string.Join(", ", pins)}} ] }""";

    [Fact]
    public async Task Pinned_model_passes()
    {
        (await Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights"))).Build()).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task Unpinned_model_is_a_warning()
    {
        (await Project().Build()).ShouldPass().ShouldPrint("models/a.onnx : warning AIR5001: Model models/a.onnx has no pin");
    }

    [Fact]
    public async Task Changed_model_blocks_at_its_pin()
    {
        var result = (await Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "other"))).Build()).ShouldFail();

        result.ShouldPrint("airlock.lock.json(1,29): error AIR5002: Model models/a.onnx is not the pinned one");
    }

    [Fact]
    public async Task Missing_model_blocks()
    {
        (await Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights"), Pin("models/b.onnx", "weights"))).Build())
            .ShouldFail().ShouldPrint("error AIR5011: Pinned model models/b.onnx is missing");
    }

    [Fact]
    public async Task Declared_data_set_is_verified()
    {
        var project = Project().Write("data/train.csv", "a,b");
        project.Items = """<AIDataset Include="data/train.csv" />""";
        project.Write("airlock.lock.json", $$"""{ "version": 1, "models": [ {{Pin("models/a.onnx", "weights")}} ], "datasets": [ {{Pin("data/train.csv", "a,c")}} ] }""");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR5102: Data set data/train.csv is not the pinned one");
    }

    [Fact]
    public async Task Declared_data_set_without_a_pin_is_a_warning()
    {
        var project = Project().Write("data/train.csv", "a,b").Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights")));
        project.Items = """<AIDataset Include="data/train.csv" />""";

        (await project.Build()).ShouldPass().ShouldPrint("data/train.csv : warning AIR5101: Data set data/train.csv has no pin");
    }

    [Fact]
    public async Task Broken_link_is_a_missing_model()
    {
        var project = Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights"), Pin("models/b.onnx", "weights")));
        File.CreateSymbolicLink(Path.Combine(project.Folder, "models", "b.onnx"), "nowhere.onnx");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR5011").ShouldPrint("link to nowhere.onnx");
    }

    [Fact]
    public async Task Link_that_leaves_the_project_is_refused()
    {
        var outside = Path.Combine(gate.Folder, $"outside-{Guid.NewGuid():N}.onnx");
        File.WriteAllText(outside, "weights");
        var project = Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights"), Pin("models/b.onnx", "weights")));
        File.CreateSymbolicLink(Path.Combine(project.Folder, "models", "b.onnx"), outside);

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004: Model models/b.onnx lies outside");
    }

    [Fact]
    public async Task Model_outside_the_policy_is_refused()
    {
        var outside = Path.Combine(gate.Folder, $"outside-{Guid.NewGuid():N}.onnx");
        File.WriteAllText(outside, "weights");
        var project = Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights")));
        project.Items = $"<AIModel Include=\"{outside}\" />";

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004").ShouldPrint("lies outside");
    }

    [Fact]
    public async Task Directory_where_a_model_was()
    {
        var project = Project().Write("airlock.lock.json", Lock(Pin("models/a.onnx", "weights"), Pin("models/b.onnx", "weights")));
        Directory.CreateDirectory(Path.Combine(project.Folder, "models", "b.onnx"));

        (await project.Build()).ShouldFail().ShouldPrint("error AIR9004: Model models/b.onnx is a directory");
    }
}
