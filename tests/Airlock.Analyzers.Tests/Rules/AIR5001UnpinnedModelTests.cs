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
            { "path": "models/price.zip", "sha256": "{{new string('1', 64)}}" },
            { "path": "models/phi-4/model.onnx", "sha256": "{{new string('2', 64)}}" },
            { "path": "models/chat.gguf", "sha256": "{{new string('3', 64)}}" },
            { "path": "models/vocab.txt", "sha256": "{{new string('4', 64)}}" },
            { "path": "models/scorer.pt", "sha256": "{{new string('5', 64)}}" }
          ]
        }
        """);

    private static readonly (string, string) ForeignLock = ("/repo/airlock.lock.json", $$"""
        { "version": 1, "models": [ { "path": "models/face.tflite", "sha256": "{{new string('0', 64)}}" } ] }
        """);

    private const string Usings = "using Microsoft.ML; using Microsoft.ML.OnnxRuntime; using TorchSharp; ";

    private static readonly (string, string) Settings = ("/repo/src/appsettings.json", """
        { "Models": { "Intent": "models/intent.onnx", "Other": "models/other.onnx", "Scorer": { "Path": "models/unknown.onnx" } } }
        """);

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

    public static TheoryData<string> NotPinnedFarther =>
    [
        """class C { object M() => new InferenceSession([|AppContext.BaseDirectory + "models/other.onnx"|]); }""",
        """class C { object M() => new InferenceSession([|AppDomain.CurrentDomain.BaseDirectory + @"models\other.onnx"|]); }""",
        """class C { object M() => new InferenceSession([|Path.Join(Environment.CurrentDirectory, "..", "models", "other.onnx")|]); }""",
        """class C { static readonly string Model = Path.Combine(AppContext.BaseDirectory, "other.onnx"); object M() => new InferenceSession([|Model|]); }""",
        """static class Paths { public const string Folder = "models"; public static string Model => Path.Combine(Folder, "other.onnx"); } class C { object M() => new InferenceSession([|Paths.Model|]); }""",
        """class C { object Load(string path) => new InferenceSession([|path|]); object M() => Load("models/other.onnx"); }""",
        """class C(string path) { readonly InferenceSession _session = new([|path|]); } class D { object M() => new C("other.onnx"); }""",
        """class C { object M(bool large) => new InferenceSession([|large ? "a.onnx" : "models/intent.onnx"|]); }""",
        """class C { string Find(string name) => Path.Combine("models", name + ".onnx"); object M() => new InferenceSession([|Find("other")|]); }""",
        """class C { object M(IConfiguration c) => new InferenceSession([|c["Models:Other"]|]); }""",
        """class C { object M(IConfiguration c) => new InferenceSession([|Path.Combine(AppContext.BaseDirectory, c.GetValue<string>("Models:Other")!)|]); }""",
        """class C { object M(IConfiguration c) => new InferenceSession([|c["Models:Missing"] ?? "other.onnx"|]); }""",
        """class ScorerOptions { public string Path { get; set; } = ""; } class S { void M(IServiceCollection s, IConfiguration c) => s.Configure<ScorerOptions>(c.GetSection("Models:Scorer")); object Load(Microsoft.Extensions.Options.IOptions<ScorerOptions> o) => new InferenceSession([|o.Value.Path|]); }""",
        """class C { object M() => new InferenceSession([|new FileInfo("models/other.onnx").FullName|]); }""",
        """class C { object M() { using var stream = new FileInfo("other.zip").OpenRead(); return new MLContext().Model.Load([|stream|], out _); } }""",
        """class C { object M() { var bytes = File.ReadAllBytes("other.onnx"); var copy = new MemoryStream(bytes); return new InferenceSession([|copy.ToArray()|]); } }""",
        """class C { void M() { foreach (var name in new[] { "models/intent.onnx", "models/other.onnx" }) { new InferenceSession([|name|]); } } }""",
        """class C { object M(MLContext ml) => ml.Transforms.ApplyOnnxModel([|"other.onnx"|]); }""",
        """class C { object M(MLContext ml) => ml.Transforms.ApplyOnnxModel("out", "in", [|"other.onnx"|]); }""",
        """class C { object M(MLContext ml) => ml.Transforms.ApplyOnnxModel(new Microsoft.ML.Transforms.Onnx.OnnxOptions { ModelFile = [|"other.onnx"|] }); }""",
        """class C { object M() => torch.jit.load([|"other.pt"|]); }""",
        """class C { object M(torch.nn.Module m) => m.load([|"other.dat"|]); }""",
        """class C { object M() => new LLama.Common.ModelParams([|"other.gguf"|]); }""",
        """class C { void M(LLama.Common.ModelParams p) => p.ModelPath = [|"other.gguf"|]; }""",
        """class C { object M() => new Microsoft.ML.OnnxRuntimeGenAI.Model([|"models/phi-3"|]); }""",
        """class C { void M(Microsoft.ML.OnnxRuntimeGenAI.Adapters a) => a.LoadAdapter([|"other.onnx_adapter"|], "tuned"); }""",
        """class C { object M() => Microsoft.ML.Tokenizers.BertTokenizer.Create([|"models/other.txt"|]); }""",
    ];

    public static TheoryData<string> PinnedFarther =>
    [
        """class C { object M() => new InferenceSession(AppContext.BaseDirectory + "models/intent.onnx"); }""",
        """class C { object M() => new InferenceSession(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "models", "intent.onnx")); }""",
        """class C { static string Find(string name) { var folder = AppContext.BaseDirectory; var path = Path.Combine(folder, name); return path; } object M() => new InferenceSession(Find("models/intent.onnx")); string Data => Find("rows.csv"); }""",
        """class C { object M() => new InferenceSession(Path.GetFullPath("models/intent.onnx", AppContext.BaseDirectory)); }""",
        """class C { static readonly string Model = Path.Combine(AppContext.BaseDirectory, "intent.onnx"); object M() => new InferenceSession(Model); }""",
        """class C { object Load(string path) => new InferenceSession(path); object M() => Load("models/intent.onnx"); }""",
        """class C { object M(string path = "models/intent.onnx") => new InferenceSession(path); }""",
        """class C { object M(IConfiguration c) => new InferenceSession(c["Models:Intent"]); }""",
        """class C { object M(IConfiguration c) => new InferenceSession(c["Models:Missing"] ?? "intent.onnx"); }""",
        """class C { object M(IHostEnvironment host) => new InferenceSession(host.ContentRootFileProvider.GetFileInfo("models/intent.onnx").PhysicalPath); }""",
        """class C { object M() { using var stream = typeof(C).Assembly.GetManifestResourceStream("App.models.intent.onnx")!; var copy = new MemoryStream(); stream.CopyTo(copy); return new InferenceSession(copy.ToArray()); } }""",
        """class C { object M() => torch.jit.load("models/scorer.pt"); }""",
        """class C { object M() => new LLama.Common.ModelParams("models/chat.gguf") { GpuLayerCount = 4 }; }""",
        """class C { object M() => new Microsoft.ML.OnnxRuntimeGenAI.Model("models/phi-4"); }""",
        """class C { object M() => new Microsoft.ML.OnnxRuntimeGenAI.Model(new Microsoft.ML.OnnxRuntimeGenAI.Config("/app/models/phi-4/")); }""",
        """class C { object M(string file) => Microsoft.ML.OnnxRuntimeGenAI.Images.Load([file]); }""",
        """class C { object M() => Microsoft.ML.Tokenizers.BertTokenizer.Create("vocab.txt"); }""",
        """class C { void M(LLama.Common.ModelParams p) => p.ModelPath = ""; }""",
        """class C : LLama.Common.ModelParams { public C(string path) : base(path) { ModelPath = path; } }""",
        """class C { object M(Microsoft.ML.OnnxRuntimeGenAI.Model? m) => new InferenceSession((byte[])null!); }""",
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
        """class C { object M(MLContext ml, string path) => ml.Transforms.ApplyOnnxModel([|path|]); }""",
        """class C { object M(string path) => torch.jit.load([|path|]); }""",
        """class C { object M(string folder) => new Microsoft.ML.OnnxRuntimeGenAI.Model([|folder|]); }""",
    ];

    [Theory]
    [MemberData(nameof(NotPinned))]
    public Task Reports_a_path_that_is_not_pinned(string source) => RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    [Theory]
    [MemberData(nameof(NotPinnedFarther))]
    public Task Reports_a_path_that_the_program_puts_together(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, [Usings + source, ModelStubs.LLamaSharp, ModelStubs.OnnxRuntimeGenAI], Lock, Settings);

    [Theory]
    [MemberData(nameof(PinnedFarther))]
    public Task Is_silent_for_a_pinned_path_that_the_program_puts_together(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, [Usings + source, ModelStubs.LLamaSharp, ModelStubs.OnnxRuntimeGenAI], Lock, Settings);

    [Theory]
    [MemberData(nameof(Pinned))]
    public Task Is_silent_for_a_pinned_path(string source) => RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    [Theory]
    [MemberData(nameof(UnknownPath))]
    public Task Reports_an_unknown_path_where_nothing_like_it_is_pinned(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, [Usings + source, ModelStubs.OnnxRuntimeGenAI], ForeignLock);

    [Theory]
    [MemberData(nameof(UnknownPath))]
    public Task Is_silent_for_an_unknown_path_where_such_models_are_pinned(string source) =>
        RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(Id, [Usings + source.Replace("[|", "").Replace("|]", ""), ModelStubs.OnnxRuntimeGenAI], Lock);

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

    [Fact]
    public async Task Names_the_setting()
    {
        var finding = Assert.Single(await RuleTest<AIR5001UnpinnedModelAnalyzer>.VerifyAsync(
            Id, Usings + """class C { object M(IConfiguration c) => new InferenceSession([|c["Models:Other"]|]); }""", Lock, Settings));
        Assert.Contains("'models/other.onnx' (the setting 'Models:Other')", finding.GetMessage(null));
    }
}
