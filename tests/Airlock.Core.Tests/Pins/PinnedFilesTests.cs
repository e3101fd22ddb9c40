using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Pins;

namespace Airlock.Core.Tests.Pins;

public sealed class PinnedFilesTests : IDisposable
{
    private const string StartsProcess = "cposix\nsystem\n(S'id'\ntR.";
    private const string NamesUnknown = "cacme.layers\nGate\n(tR.";
    private const string Safetensors = "\u0002\0\0\0\0\0\0\0{}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pinned_data_passes() => Assert.Empty(Verify(Lock(Pin("a.safetensors", Safetensors)), ("a.safetensors", Safetensors)));

    [Fact]
    public void Malicious_file_is_found_though_it_is_pinned()
    {
        var finding = Assert.Single(Verify(Lock(Pin("a.pkl", StartsProcess)), ("a.pkl", StartsProcess)), finding => finding.RuleId == "AIR5006");

        Assert.Equal("a.pkl", finding.Location.Path);
        Assert.Contains("posix.system", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("malicious", "pickle", "0"), (finding.Properties["verdict"], finding.Properties["format"], finding.Properties["offset"]));
    }

    [Fact]
    public void Unknown_name_is_accepted_by_its_pin_alone()
    {
        Assert.Contains("--accept acme.layers.Gate", Assert.Single(Verify(Lock(Pin("a.pkl", NamesUnknown)), ("a.pkl", NamesUnknown)), Is("AIR5003")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Verify(Lock(Pin("a.pkl", NamesUnknown, "acme.layers.Gate")), ("a.pkl", NamesUnknown)), Is("AIR5003"));
        Assert.Contains(Verify(Lock(Pin("a.pkl", NamesUnknown, "acme.layers")), ("a.pkl", NamesUnknown)), Is("AIR5003"));
    }

    [Fact]
    public void Disguise_is_named()
    {
        var content = "}q\u0000.";

        Assert.Contains("its name says onnx, its content is pickle", Assert.Single(Verify(Lock(Pin("a.onnx", content)), ("a.onnx", content)), Is("AIR5005")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bytes_than_the_pinned_ones_are_one_finding()
    {
        Assert.Equal("AIR5002", Assert.Single(Verify(Lock(Pin("a.safetensors", Safetensors)), ("a.safetensors", Safetensors[..^1]))).RuleId);
        Assert.Equal(["AIR5002", "AIR5006"], Verify(Lock(Pin("a.pkl", Safetensors)), ("a.pkl", StartsProcess)).Select(finding => finding.RuleId));
    }

    [Fact]
    public void Content_of_no_known_format_weighs_a_note()
    {
        Assert.Equal("note", Assert.Single(Verify(Lock(Pin("a.onnx", "weights")), ("a.onnx", "weights")), Is("AIR9004")).Properties["weight"]);
        Assert.DoesNotContain("weight", Assert.Single(Verify(Lock(Pin("a.onnx", "weights")), ("a.onnx", "weights"), profile: "strict"), Is("AIR9004")).Properties.Keys);
    }

    [Fact]
    public void Pointer_of_a_large_file_is_a_missing_model_and_a_wrong_one_says_so()
    {
        var pointer = $"version https://git-lfs.github.com/spec/v1\noid sha256:{Digest(Safetensors)}\nsize 10\n";

        var right = Assert.Single(Verify(Lock(Pin("a.safetensors", Safetensors)), ("a.safetensors", pointer)));
        Assert.Equal("AIR5011", right.RuleId);
        Assert.DoesNotContain("which is not the pinned", right.Message, StringComparison.Ordinal);
        Assert.Contains("which is not the pinned", Assert.Single(Verify(Lock(Pin("a.safetensors", "other")), ("a.safetensors", pointer))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_case_counts_and_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "Names that differ in letter case are one file there.");

        var findings = Verify(Lock(Pin("Models/a.safetensors", Safetensors)), ("models/a.safetensors", Safetensors));

        Assert.Contains("the lock has Models/a.safetensors, and letter case counts", Assert.Single(findings, Is("AIR5001")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logo.png", StartsProcess, "AIR5006")]
    [InlineData("notes.txt", "just notes, with a (S'word'", null)]
    [InlineData("site.css", "body { color: red }", null)]
    public void Content_is_looked_at_whatever_it_is_called(string file, string content, string? rule)
    {
        _folder.Write(file, content);

        var findings = PinnedFiles.Verify(_folder.Context(), [], [], [Path.Combine(_folder.Path, file)], [], Cache(), CancellationToken.None).Findings;

        Assert.Equal(rule is null ? [] : [rule], findings.Select(finding => finding.RuleId).Distinct());
    }

    [Fact]
    public void Files_of_packages_are_left_to_the_search_in_packages()
    {
        var packages = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var searched = Path.Combine(packages, "a", "1.0.0");
            var other = Path.Combine(packages, "a", "1.0.0.1");
            foreach (var folder in new[] { searched, other })
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "m.pkl"), StartsProcess);
                File.WriteAllText(Path.Combine(folder, "weights.bin"), "of no format");
            }

            Assert.Empty(OfPackages(searched, [], [Path.Combine(searched, "m.pkl")]));
            Assert.Empty(OfPackages(searched, [Path.Combine(searched, "m.pkl")], []));
            Assert.Equal("AIR9004", Assert.Single(OfPackages(searched, [], [Path.Combine(other, "m.pkl")])).RuleId);
            Assert.Equal("AIR9004", Assert.Single(OfPackages(searched, [Path.Combine(searched, "weights.bin")], [])).RuleId);
        }
        finally
        {
            Directory.Delete(packages, recursive: true);
        }
    }

    [Fact]
    public void A_pin_that_names_a_file_of_a_package_holds()
    {
        var path = _folder.Write("packages/a/1.0.0/m.safetensors", Safetensors + " ");

        var findings = PinnedFiles.Verify(
            _folder.Context(locked: Lock(Pin("packages/a/1.0.0/m.safetensors", Safetensors))), [], [], [path], [], Cache(), CancellationToken.None, [Path.GetDirectoryName(path)!]).Findings;

        Assert.Equal("AIR5002", Assert.Single(findings).RuleId);
    }

    [Fact]
    public void What_lies_beside_a_model_belongs_to_it()
    {
        var model = _folder.Write("models/onnx/a.safetensors", Safetensors);
        _folder.Write("models/README.md", "---\nlicense: mit\nlanguage: en\n---\n# A\n\nA model.");
        _folder.Write("models/config.json", """{"model_type":"bert","hidden_size":8}""");
        _folder.Write("models/onnx/tokenizer_config.json", """{"tokenizer_class":"BertTokenizer"}""");

        var file = Assert.Single(PinnedFiles.Verify(_folder.Context(), [model], [], [], [], Cache(), CancellationToken.None).Files);

        Assert.Equal(("safetensors", "bert", 8, "BertTokenizer"), (file.Facts!.Format, file.Facts.ArchitectureFamily, file.Facts.HiddenSize, file.Facts.TokenizerClass));
        Assert.Equal(("A model.", "models/README.md"), (file.Card!.Description, file.CardPath));
    }

    [Fact]
    public void The_card_that_a_pin_names_counts_and_its_absence_is_reported()
    {
        var model = _folder.Write("a.safetensors", Safetensors);
        _folder.Write("cards/a.md", "# A\n\nNamed.");
        _folder.Write("README.md", "---\nlicense: mit\n---\nBeside.");
        var locked = Lock(Pin("a.safetensors", Safetensors).Replace("\"accepts\"", "\"card\": \"cards/a.md\", \"accepts\"", StringComparison.Ordinal));

        var (files, findings) = PinnedFiles.Verify(_folder.Context(locked: locked), [model], [], [], [], Cache(), CancellationToken.None);
        Assert.Empty(findings);
        Assert.Equal(("Named.", "cards/a.md"), (Assert.Single(files).Card!.Description, files[0].CardPath));

        File.Delete(Path.Combine(_folder.Path, "cards", "a.md"));
        (files, findings) = PinnedFiles.Verify(_folder.Context(locked: locked), [model], [], [], [], Cache(), CancellationToken.None);
        Assert.Null(Assert.Single(files).Card);
        Assert.Contains("The card cards/a.md of a.safetensors is not there", Assert.Single(findings, Is("AIR9004")).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<Finding> OfPackages(string package, string[] models, string[] content) =>
        PinnedFiles.Verify(_folder.Context(), models, [], content, [], Cache(), CancellationToken.None, [package]).Findings;

    private static Predicate<Finding> Is(string rule) => finding => finding.RuleId == rule;

    private static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Pin(string path, string content, params string[] accepts) =>
        $$"""{ "path": "{{path}}", "sha256": "{{Digest(content)}}", "accepts": [{{string.Join(", ", accepts.Select(name => $"\"{name}\""))}}] }""";

    private static string Lock(string pin) => $$"""{ "version": 1, "models": [ {{pin}} ] }""";

    private InspectionCache Cache() => InspectionCache.Open(Path.Combine(_folder.Path, "obj", "inspections.json"), trusted: false);

    private IReadOnlyList<Finding> Verify(string locked, (string Path, string Content) file, string? profile = null)
    {
        var path = _folder.Write(file.Path, file.Content);
        return PinnedFiles.Verify(_folder.Context(locked: locked, profile: profile), [path], [], [], [], Cache(), CancellationToken.None).Findings;
    }
}
