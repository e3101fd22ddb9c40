using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Models;

namespace Airlock.Core.Tests.Libraries.Models;

public sealed class PackageModelCheckTests
{
    private const string StartsProcess = "cposix\nsystem\n(S'id'\ntR.";
    private const string NamesUnknown = "cacme.layers\nGate\n(tR.";
    private const string RunsCode = "}q\u0000.";
    private const string Safetensors = "\u0002\0\0\0\0\0\0\0{}";

    [Fact]
    public void A_model_is_reported_with_what_identifies_it()
    {
        using var package = With("a.safetensors", Safetensors);

        var finding = Assert.Single(Run(package));

        Assert.Equal("AIR6011", finding.RuleId);
        Assert.Equal(
            $"Library Contoso.Tool 1.3.0 carries the model content/a.safetensors (safetensors, 10 bytes, sha256:{Digest(Safetensors)}, clean); "
            + "vet the package, or pin a copy of the model's bytes. It comes in by App → Contoso.Tool 1.3.0.",
            finding.Message);
        Assert.Equal(("content/a.safetensors", "safetensors", "10", Digest(Safetensors), "clean"), (
            finding.Properties["path"], finding.Properties["format"], finding.Properties["size"], finding.Properties["sha256"], finding.Properties["verdict"]));
        Assert.DoesNotContain("weight", finding.Properties.Keys);
    }

    [Theory]
    [InlineData("a.pkl", StartsProcess, false, "AIR6011 AIR5006")]
    [InlineData("a.pkl", NamesUnknown, false, "AIR6011 AIR5003 AIR5005")]
    [InlineData("a.pkl", RunsCode, false, "AIR6011 AIR5005")]
    [InlineData("a.onnx", "weights", false, "AIR6011 AIR9004")]
    [InlineData("a.pkl", StartsProcess, true, "AIR5006")]
    [InlineData("a.pkl", NamesUnknown, true, "AIR5003")]
    [InlineData("a.pkl", RunsCode, true, "")]
    [InlineData("a.safetensors", Safetensors, true, "")]
    public void Verdicts_are_those_of_any_model(string file, string content, bool isVetted, string rules)
    {
        using var package = With(file, content);

        Assert.Equal(rules, string.Join(' ', Run(package, isVetted).Select(finding => finding.RuleId)));
    }

    [Fact]
    public void Content_of_no_known_format_weighs_a_note_outside_of_strict()
    {
        using var package = With("a.onnx", "weights");

        Assert.Equal("note", Run(package).Single(finding => finding.RuleId == "AIR9004").Properties["weight"]);
        Assert.DoesNotContain("weight", Run(package, profile: "strict").Single(finding => finding.RuleId == "AIR9004").Properties.Keys);
    }

    [Fact]
    public void A_pin_of_the_same_bytes_makes_it_a_note_and_accepts_names()
    {
        using var package = With("a.pkl", NamesUnknown);
        var locked = $$"""{ "version": 1, "models": [ { "path": "models/b.pkl", "sha256": "{{Digest(NamesUnknown)}}", "accepts": ["acme.layers.Gate"] } ] }""";

        var findings = Run(package, locked: locked);

        Assert.Equal(["AIR6011", "AIR5005"], findings.Select(finding => finding.RuleId));
        Assert.Equal("note", findings[0].Properties["weight"]);
        Assert.Contains("its bytes are pinned as models/b.pkl", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Malicious_content_is_never_known()
    {
        using var package = With("a.pkl", StartsProcess);
        var locked = $$"""{ "version": 1, "models": [ { "path": "models/b.pkl", "sha256": "{{Digest(StartsProcess)}}" } ] }""";

        var finding = Assert.Single(Run(package, isVetted: true, locked: locked));

        Assert.Equal("AIR5006", finding.RuleId);
        Assert.Contains("carries the model content/a.pkl at byte 0: ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("; remove the package.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_without_models_is_not_reported()
    {
        using var package = With("readme.txt", "text").With("lib/net10.0/a.dll", TestAssembly.WithResources(("texts", "text"u8.ToArray())));

        Assert.Empty(Run(package));
    }

    [Fact]
    public void What_cannot_be_read_is_no_silent_pass()
    {
        using var package = With("a.txt", "");

        var finding = Assert.Single(package.Run(new PackageModelCheck(_ => false, (_, _) => throw new UnauthorizedAccessException("it is locked"))));

        Assert.Equal("AIR9004", finding.RuleId);
        Assert.Contains("can't be searched for models: it is locked", finding.Message, StringComparison.Ordinal);
    }

    private static WrittenPackage With(string file, string content) => new WrittenPackage().With("content/" + file, content);

    private static IReadOnlyList<Finding> Run(WrittenPackage package, bool isVetted = false, string locked = """{ "version": 1 }""", string? profile = null) =>
        package.Run(new PackageModelCheck(_ => isVetted), locked, profile);

    private static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
