using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Airlock.Cli.Tests.Commands;

public class VetCommandTests : ToolTest
{
    private const string StartsProcess = "cposix\nsystem\n(S'id'\ntR.";
    private const string NamesUnknown = "cacme.layers\nGate\n(tR.";
    private const string Safetensors = "\u0002\0\0\0\0\0\0\0{}";

    [Fact]
    public async Task Clean_file_answers_zero()
    {
        Write("a.safetensors", Safetensors);

        var outcome = await RunAsync("vet", "a.safetensors");

        Assert.Equal((0, "clean          a.safetensors (safetensors)"), (outcome.ExitCode, outcome.Out.TrimEnd()));
    }

    [Fact]
    public async Task Malicious_file_answers_one_and_says_what_it_would_do_and_where()
    {
        Write("a.pkl", StartsProcess);

        var outcome = await RunAsync("vet", "a.pkl");

        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.StartsWith("malicious      a.pkl (pickle)", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("AIR5006 byte 0", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("posix.system", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_one_verdict_a_file()
    {
        Write("models/bad.pkl", StartsProcess);
        Write("models/good.safetensors", Safetensors);
        Write("models/cut.safetensors", Safetensors[..^1]);
        Write("models/readme.md", "# no model");

        var outcome = await RunAsync("vet", "models", "--format", "json");

        var files = JsonNode.Parse(outcome.Out)!["files"]!.AsArray();
        Assert.Equal(
            ["models/bad.pkl malicious pickle", "models/cut.safetensors not-fully-read safetensors", "models/good.safetensors clean safetensors"],
            files.Select(file => $"{file!["path"]} {file["verdict"]} {file["format"]}"));
        var finding = files[0]!["findings"]!.AsArray().First(one => one!["verdict"]!.GetValue<string>() == "malicious")!;
        Assert.Equal("AIR5006", finding["rule"]!.GetValue<string>());
        Assert.NotNull(finding["message"]);
        Assert.Empty(files[2]!["findings"]!.AsArray());
    }

    [Fact]
    public async Task Model_is_found_whatever_it_is_called()
    {
        Write("assets/logo.png", StartsProcess);
        Write("assets/.cache/x", StartsProcess);

        var outcome = await RunAsync("vet", ".", "--format", "json");

        Assert.Equal(["./assets/.cache/x", "./assets/logo.png"], JsonNode.Parse(outcome.Out)!["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Archive_counts_in_a_folder_if_it_holds_a_model()
    {
        Zip("docs.zip", "readme.txt", "no model");
        Zip("model.zip", "data", StartsProcess);

        var outcome = await RunAsync("vet", ".", "--format", "json");

        Assert.Equal(["./model.zip"], JsonNode.Parse(outcome.Out)!["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
        Assert.Equal(0, (await RunAsync("vet", "docs.zip")).ExitCode);
    }

    private void Zip(string path, string member, string content)
    {
        using var zip = ZipFile.Open(Path.Combine(Folder, path), ZipArchiveMode.Create);
        using var writer = new StreamWriter(zip.CreateEntry(member).Open());
        writer.Write(content);
    }

    [Fact]
    public async Task What_a_pin_accepts_counts_no_more_until_the_file_changes()
    {
        Write("a.pkl", NamesUnknown);
        Write("airlock.lock.json", $$"""
            { "version": 1, "models": [ { "path": "a.pkl", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(NamesUnknown)))}}", "accepts": ["acme.layers.Gate"] } ] }
            """);
        Assert.Contains("accepted by its pin: acme.layers.Gate", (await RunAsync("vet", "a.pkl")).Out, StringComparison.Ordinal);

        Write("a.pkl", NamesUnknown + " ");
        Assert.StartsWith("suspicious", (await RunAsync("vet", "a.pkl")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pointer_of_a_large_file_is_no_model()
    {
        Write("a.onnx", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('a', 64)}\nsize 123\n");

        var outcome = await RunAsync("vet", "a.onnx");

        Assert.Equal((int)ExitCode.Violation, outcome.ExitCode);
        Assert.Contains("only a pointer of Git LFS", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_does_not_exist_is_wrong_use() =>
        Assert.Equal((int)ExitCode.Usage, (await RunAsync("vet", "nowhere.onnx")).ExitCode);

    [Fact]
    public async Task Folder_without_models_is_clean()
    {
        Write("readme.md", "# no model");

        var outcome = await RunAsync("vet", ".");

        Assert.Equal((0, "No model files found"), (outcome.ExitCode, outcome.Out.TrimEnd()));
    }
}
