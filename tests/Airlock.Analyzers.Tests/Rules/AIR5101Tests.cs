using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

public class AIR5101Tests
{
    private const string Id = "AIR5101";

    private const string Usings = "using Microsoft.ML; using Microsoft.ML.Data; using OpenAI.Files; class Row { [LoadColumn(0)] public string Text = \"\"; } ";

    private static readonly (string, string) Lock = ("/repo/airlock.lock.json", $$"""
        { "version": 1, "datasets": [ { "path": "data/train.csv", "sha256": "{{new string('0', 64)}}" } ] }
        """);

    private static readonly (string, string) Settings = ("/repo/src/appsettings.json", """{ "Training": { "File": "data/other.csv", "Good": "data/train.csv" } }""");

    public static TheoryData<string> NotPinned =>
    [
        """class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>([|"data/other.csv"|]); }""",
        """class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>(path: [|Path.Combine("data", "other.csv")|], hasHeader: true); }""",
        """class C { const string Data = "other.csv"; object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>([|Path.Combine(AppContext.BaseDirectory, Data)|], new TextLoader.Options()); }""",
        """class C { object M(MLContext ml) => ml.Data.LoadFromBinary([|"data/other.idv"|]); }""",
        """class C { object M(MLContext ml) => ml.Data.LoadFromSvmLightFile([|"data/other.svm"|]); }""",
        """class C { object M(MLContext ml, TextLoader loader) => loader.Load(new MultiFileSource("data/train.csv", [|"data/other.csv"|])); }""",
        """class C { object M(MLContext ml, IConfiguration c) => ml.Data.LoadFromTextFile<Row>([|c["Training:File"]|]!); }""",
        """class C { object M(OpenAIFileClient files) => files.UploadFile([|"data/tune.jsonl"|], FileUploadPurpose.FineTune); }""",
        """class C { async Task M(OpenAIFileClient files) { using var stream = File.OpenRead("data/tune.jsonl"); await files.UploadFileAsync([|stream|], "tune.jsonl", FileUploadPurpose.FineTune); } }""",
    ];

    public static TheoryData<string> Pinned =>
    [
        """class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>("data/train.csv"); }""",
        """class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>(Path.Combine(AppContext.BaseDirectory, "data", "train.csv")); }""",
        """class C { object M(MLContext ml, string path) => ml.Data.LoadFromTextFile<Row>(path); }""",
        """class C { object M(MLContext ml, IConfiguration c) => ml.Data.LoadFromTextFile<Row>(c["Training:Good"]!); }""",
        """class C { object M(MLContext ml, Row[] rows) => ml.Data.LoadFromEnumerable(rows); }""",
        """class C { object M(OpenAIFileClient files) => files.UploadFile("data/manual.pdf", FileUploadPurpose.Assistants); }""",
        """class C { object M(OpenAIFileClient files, FileUploadPurpose purpose) => files.UploadFile("data/manual.pdf", purpose); }""",
        """class C { object M(MLContext ml) => ml.Data.CreateTextLoader<Row>(); }""",
    ];

    [Theory]
    [MemberData(nameof(NotPinned))]
    public Task Reports_data_that_is_not_pinned(string source) => RuleTest<AIR5101UnpinnedDatasetAnalyzer>.VerifyAsync(Id, Usings + source, Lock, Settings);

    [Theory]
    [MemberData(nameof(Pinned))]
    public Task Is_silent_for_pinned_data_and_other_uses(string source) => RuleTest<AIR5101UnpinnedDatasetAnalyzer>.VerifyAsync(Id, Usings + source, Lock, Settings);

    [Fact]
    public async Task Says_how_to_pin()
    {
        var finding = Assert.Single(await RuleTest<AIR5101UnpinnedDatasetAnalyzer>.VerifyAsync(
            Id, Usings + """class C { object M(MLContext ml) => ml.Data.LoadFromTextFile<Row>([|"data/other.csv"|]); }""", Lock));
        Assert.Contains("airlock pin data/other.csv --dataset", finding.GetMessage(null));
        Assert.Equal("data/other.csv", finding.Properties["path"]);
    }

    [Fact]
    public Task Reports_an_unknown_path_where_no_data_set_is_pinned() => RuleTest<AIR5101UnpinnedDatasetAnalyzer>.VerifyAsync(
        Id, Usings + """class C { object M(MLContext ml, string path) => ml.Data.LoadFromTextFile<Row>([|path|]); }""");
}
