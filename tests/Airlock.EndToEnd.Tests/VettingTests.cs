using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Airlock.EndToEnd.Tests;

/// <summary>What model files hold decides a real build, whatever they are called.</summary>
public sealed class VettingTests(PackedGate gate)
{
    // Protocol 0: GLOBAL, MARK, text, TUPLE, REDUCE, STOP.
    private static readonly byte[] StartsProcess = Encoding.ASCII.GetBytes("cposix\nsystem\n(S'id'\ntR.");
    private static readonly byte[] NamesUnknown = Encoding.ASCII.GetBytes("cacme.layers\nGate\n(tR.");

    // {"weight": {1: [0.5]}}, protocol 2.
    private static readonly byte[] HoldsData = [0x80, 2, (byte)'}', (byte)'U', 1, (byte)'w', (byte)'K', 1, (byte)'s', (byte)'.'];

    private static readonly byte[] Safetensors = Tensor();

    private TestProject Project(string file, byte[] content) =>
        new TestProject(gate, "vetting").Write("Agent.cs", "public sealed class Agent;").Write(file, content);

    private static string Pin(string path, byte[] content, string more = "") =>
        $$"""{ "version": 1, "models": [ { "path": "{{path}}", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(content))}}"{{more}} } ] }""";

    [Fact]
    public async Task Malicious_model_blocks_though_it_is_pinned_and_passes_when_it_is_replaced()
    {
        var project = Project("models/a.pkl", StartsProcess).Write("airlock.lock.json", Pin("models/a.pkl", StartsProcess));

        (await project.Build()).ShouldFail().ShouldPrint("models/a.pkl : error AIR5006: Model models/a.pkl at byte").ShouldPrint("system");

        File.Delete(Path.Combine(project.Folder, "models/a.pkl"));
        project.Write("models/a.safetensors", Safetensors).Write("airlock.lock.json", Pin("models/a.safetensors", Safetensors));
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
    }

    [Fact]
    public async Task Second_build_shows_the_same()
    {
        var project = Project("models/a.pkl", StartsProcess);
        (await project.Build()).ShouldFail().ShouldPrint("error AIR5006");

        (await project.Build()).ShouldFail().ShouldPrint("error AIR5006");
    }

    [Theory]
    [InlineData("assets/logo.png", "None")]
    [InlineData("assets/logo.png", "EmbeddedResource")]
    [InlineData("assets/data", "Content")]
    public async Task Name_does_not_hide_a_model(string file, string item)
    {
        byte[] marked = [0x80, 2, .. StartsProcess];
        var project = Project(file, marked);
        project.Items = $"<None Remove=\"{file}\" /><{item} Include=\"{file}\" />";

        (await project.Build()).ShouldFail().ShouldPrint($"{file} : error AIR5006");
    }

    [Fact]
    public async Task Code_bearing_format_is_a_warning_and_blocks_in_strict()
    {
        var project = Project("models/a.pkl", HoldsData).Write("airlock.lock.json", Pin("models/a.pkl", HoldsData));

        (await project.Build()).ShouldPass().ShouldPrint("models/a.pkl : warning AIR5005");
        (await project.Build("-p:AirlockProfile=strict")).ShouldFail().ShouldPrint("models/a.pkl : error AIR5005");
    }

    [Fact]
    public async Task Unknown_global_blocks_until_the_pin_accepts_it()
    {
        var project = Project("models/a.pkl", NamesUnknown).Write("airlock.lock.json", Pin("models/a.pkl", NamesUnknown));
        (await project.Build()).ShouldFail().ShouldPrint("error AIR5003").ShouldPrint("airlock pin models/a.pkl --accept acme.layers.Gate");

        project.Write("airlock.lock.json", Pin("models/a.pkl", NamesUnknown, """, "accepts": [ "acme.layers.Gate" ] """));
        (await project.Build()).ShouldPass().ShouldNotPrint("AIR5003");

        project.Write("airlock.lock.json", Pin("models/a.pkl", NamesUnknown, """, "accepts": [ "acme.layers.Other" ] """));
        (await project.Build()).ShouldFail().ShouldPrint("error AIR5003");
    }

    [Fact]
    public async Task Broken_model_fails_closed()
    {
        var cut = Safetensors[..^2];

        (await Project("models/a.safetensors", cut).Write("airlock.lock.json", Pin("models/a.safetensors", cut)).Build())
            .ShouldFail().ShouldPrint("models/a.safetensors : error AIR9004");
    }

    [Fact]
    public async Task Content_of_no_known_format_is_left_to_its_pin_and_blocks_in_strict()
    {
        var text = Encoding.ASCII.GetBytes("weights");
        var project = Project("models/a.onnx", text).Write("airlock.lock.json", Pin("models/a.onnx", text));

        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
        (await project.Build("-p:AirlockProfile=strict")).ShouldFail().ShouldPrint("models/a.onnx : error AIR9004");
    }

    [Fact]
    public async Task Pointer_of_a_large_file_is_a_missing_model()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Safetensors));
        var pointer = Encoding.ASCII.GetBytes($"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {Safetensors.Length}\n");

        (await Project("models/a.safetensors", pointer).Write("airlock.lock.json", Pin("models/a.safetensors", Safetensors)).Build())
            .ShouldFail().ShouldPrint("error AIR5011").ShouldPrint("run: git lfs pull");
    }

    [Fact]
    public async Task Tool_gives_one_verdict_a_file()
    {
        var project = Project("models/bad.pkl", StartsProcess).Write("models/good.safetensors", Safetensors).Write("models/notes.txt", "no model");

        var result = await Tool.Run(project.Folder, "vet", "models", "--format", "json");

        Assert.Equal(1, result.ExitCode);
        var files = JsonNode.Parse(result.StandardOutput)!["files"]!.AsArray();
        Assert.Equal(["models/bad.pkl malicious", "models/good.safetensors clean"], files.Select(file => $"{file!["path"]} {file["verdict"]}"));
        Assert.Equal("AIR5006", files[0]!["findings"]![0]!["rule"]!.GetValue<string>());
    }

    private static byte[] Tensor()
    {
        var header = Encoding.ASCII.GetBytes("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""");
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, 1, 2, 3, 4];
    }
}
