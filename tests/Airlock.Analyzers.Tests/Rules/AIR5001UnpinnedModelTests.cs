using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5001UnpinnedModelTests
{
    private const string Id = "AIR5001";

    private static readonly (string, string) Lock = ("/repo/airlock.lock.json", $$"""
        {
          "version": 1,
          "models": [
            { "path": "models/intent.onnx", "sha256": "{{new string('0', 64)}}" },
            { "path": "models/price.zip", "sha256": "{{new string('1', 64)}}" }
          ]
        }
        """);

    private static readonly (string, string) ForeignLock = ("/repo/airlock.lock.json", $$"""
        { "version": 1, "models": [ { "path": "models/chat.gguf", "sha256": "{{new string('0', 64)}}" } ] }
        """);

    private const string Usings = "using Microsoft.ML; using Microsoft.ML.OnnxRuntime; ";

    public static TheoryData<string> NotPinned =>
    [
        """class C { object M() => new InferenceSession([|"other.onnx"|]); }""",
        """class C { object M() => new InferenceSession([|"models/other.onnx"|], new Microsoft.ML.OnnxRuntime.SessionOptions()); }""",
        """class C { const string File = "other.onnx"; object M() => new InferenceSession([|Path.Combine(AppContext.BaseDirectory, "models", File)|]); }""",
        """class C { object M(string root) => new InferenceSession([|$"{root}/models/other.onnx"|]); }""",
        """class C { object M() { var path = Path.Combine("models", "other.onnx"); return new InferenceSession([|path|]); } }""",
        """class C { object M() => new InferenceSession([|File.ReadAllBytes("other.onnx")|]); }""",
        """class C { async Task<object> M() => new InferenceSession([|await File.ReadAllBytesAsync("other.onnx")|]); }""",
        """class C { object M() { var bytes = File.ReadAllBytes("other.onnx"); return new InferenceSession([|bytes|]); } }""",
        """class C { object M(MLContext ml) => ml.Model.Load([|"other.zip"|], out _); }""",
        """class C { object M(MLContext ml) { using var stream = File.OpenRead("other.zip"); return ml.Model.Load([|stream|], out _); } }""",
    ];

    public static TheoryData<string> Pinned =>
    [
        """class C { object M() => new InferenceSession("intent.onnx"); }""",
        """class C { object M() => new InferenceSession(@"models\intent.onnx"); }""",
        """class C { object M() => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "models", "intent.onnx")); }""",
        """class C { object M() => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "models" + "/" + "intent.onnx")); }""",
        """class C { object M(IHostEnvironment host) => new InferenceSession(Path.Join(host.ContentRootPath, "models", "intent.onnx")); }""",
        """class C { object M(string root) => new InferenceSession($"{root}/models/intent.onnx"); }""",
        """class C { object M() { var folder = "models"; var path = Path.GetFullPath(Path.Combine(folder, "intent.onnx")); return new InferenceSession(path); } }""",
        """class C { object M() => new InferenceSession(File.ReadAllBytes("models/intent.onnx")); }""",
        """class C { object M(MLContext ml) => ml.Model.Load("price.zip", out _); }""",
        """class C { object M(MLContext ml) { using var stream = new FileStream("price.zip", FileMode.Open); return ml.Model.Load(stream, out _); } }""",
    ];

    public static TheoryData<string> UnknownPath =>
    [
        """class C { object M(string path) => new InferenceSession([|path|]); }""",
        """class C { object M(byte[] model) => new InferenceSession([|model|]); }""",
        """class C { object M(IConfiguration c) => new InferenceSession([|c["Model:Path"]|]); }""",
        """class C { object M(string folder) => new InferenceSession([|folder + "intent.onnx"|]); }""",
        """class C { object M(MLContext ml, Stream stream) => ml.Model.Load([|stream|], out _); }""",
        """class C { object M(bool large) => new InferenceSession([|large ? "a.onnx" : "b.onnx"|]); }""",
    ];

    [Theory]
    [MemberData(nameof(NotPinned))]
    public Task Reports_a_path_that_is_not_pinned(string source) => RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    [Theory]
    [MemberData(nameof(Pinned))]
    public Task Is_silent_for_a_pinned_path(string source) => RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    [Theory]
    [MemberData(nameof(UnknownPath))]
    public Task Reports_an_unknown_path_where_nothing_like_it_is_pinned(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source, ForeignLock);

    [Theory]
    [MemberData(nameof(UnknownPath))]
    public Task Is_silent_for_an_unknown_path_where_such_models_are_pinned(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source.Replace("[|", "").Replace("|]", ""), Lock);

    [Fact]
    public Task Is_silent_for_other_uses_of_the_library() => RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(
        Id,
        Usings + """class C { void M(MLContext ml, ITransformer model, IDataView data) { ml.Model.Save(model, data.Schema, "price.zip"); new Microsoft.ML.OnnxRuntime.SessionOptions().AppendExecutionProvider_CPU(); } }""");

    [Fact]
    public async Task Says_the_path_and_what_to_do()
    {
        var finding = Assert.Single(await RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(
            Id, Usings + """class C { object M() => new InferenceSession([|Path.Combine(AppContext.BaseDirectory, "models", "other.onnx")|]); }""", Lock));
        Assert.Equal("models/other.onnx", finding.Properties["path"]);
        Assert.Contains("airlock pin models/other.onnx", finding.GetMessage(null));
    }

    [Fact]
    public async Task Says_that_the_path_is_not_known()
    {
        var finding = Assert.Single(await RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(
            Id, Usings + """class C { object M(string path) => new InferenceSession([|path|]); }"""));
        Assert.Null(finding.Properties["path"]);
        Assert.Contains("not known at build time", finding.GetMessage(null));
    }
}
