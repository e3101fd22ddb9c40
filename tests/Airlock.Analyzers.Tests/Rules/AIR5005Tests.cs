using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5005Tests
{
    private const string Id = "AIR5005";

    private const string Usings = "using Microsoft.ML; using Microsoft.ML.OnnxRuntime; using TorchSharp; ";

    private static readonly (string, string) Lock = ("/repo/airlock.lock.json", $$"""
        {
          "version": 1,
          "models": [
            { "path": "models/scorer.pt", "sha256": "{{new string('0', 64)}}" },
            { "path": "native/ops.so", "sha256": "{{new string('1', 64)}}" }
          ]
        }
        """);

    public static TheoryData<string> CodeBearing =>
    [
        """class C { object M() => torch.load([|"other.pt"|]); }""",
        """class C { object M() => torch.jit.load([|"other.pt"|]); }""",
        """class C { object M() => torch.jit.load<torch.Tensor, torch.Tensor>([|Path.Combine("models", "other.pt")|], torch.CPU); }""",
        """class C { object M(byte[] received) => torch.jit.load([|received|]); }""",
        """class C { object M() => torch.export.load([|"other.pt2"|]); }""",
        """class C { object M() => torch.Tensor.load([|"tensor.pt"|]); }""",
        """class C { void M(Microsoft.ML.OnnxRuntime.SessionOptions o) => o.RegisterCustomOpLibrary([|"native/other.so"|]); }""",
        """class C { void M(Microsoft.ML.OnnxRuntime.SessionOptions o) => o.RegisterCustomOpLibraryV2([|Path.Combine(AppContext.BaseDirectory, "other.so")|], out _); }""",
    ];

    public static TheoryData<string> Safe =>
    [
        """class C { object M() => torch.jit.load("models/scorer.pt"); }""",
        """class C { object M(torch.nn.Module m) => m.load("weights.dat"); }""",
        """class C { void M(Microsoft.ML.OnnxRuntime.SessionOptions o) => o.RegisterCustomOpLibrary(Path.Combine(AppContext.BaseDirectory, "native", "ops.so")); }""",
        """class C { object M() => new InferenceSession("other.onnx"); }""",
        """class C { object M(MLContext ml) => ml.Model.Load("other.zip", out _); }""",
        """class torch { public static object load(string path) => path; } class C { object M() => global::torch.load("other.pt"); }""",
    ];

    [Theory]
    [MemberData(nameof(CodeBearing))]
    public Task Reports_a_file_that_can_run_code(string source) =>
        RuleTest<AIR5005CodeBearingFormatAnalyzer>.VerifyAsync(Id, Usings + source, source.Contains("received") ? ("/repo/none.json", "{}") : Lock);

    [Theory]
    [MemberData(nameof(Safe))]
    public Task Is_silent_for_a_pinned_file_and_for_formats_without_code(string source) => RuleTest<AIR5005CodeBearingFormatAnalyzer>.VerifyAsync(Id, Usings + source, Lock);

    [Fact]
    public async Task Says_what_can_happen_and_what_to_use_instead()
    {
        var finding = Assert.Single(await RuleTest<AIR5005CodeBearingFormatAnalyzer>.VerifyAsync(Id, Usings + """class C { object M() => torch.jit.load([|"other.pt"|]); }"""));
        Assert.Contains("TorchScript is code", finding.GetMessage(null));
        Assert.Contains("safetensors", finding.GetMessage(null));
        Assert.Equal("other.pt", finding.Properties["path"]);
    }
}
