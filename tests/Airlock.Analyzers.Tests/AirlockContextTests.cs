using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers.Tests;

public class AirlockContextTests
{
    private const string Policy = """{ "profile": "strict" }""";

    [Fact]
    public void Without_an_AI_library_there_is_no_context() =>
        Assert.Null(AirlockContext.TryCreate(CSharpCompilation.Create("Plain", references: TestCompilation.FrameworkReferences), new AnalyzerOptions([])));

    [Fact]
    public void Without_files_the_defaults_hold()
    {
        var context = Create();
        Assert.Null(context.Policy.Profile);
        Assert.Empty(context.Lock.Pins);
    }

    [Theory]
    [InlineData("/repo/airlock.json")]
    [InlineData("C:\\repo\\Airlock.json")]
    [InlineData("airlock.json")]
    public void The_policy_is_found_by_its_name(string path) => Assert.Equal("strict", Create((path, "", Policy)).Policy.Profile);

    [Fact]
    public void The_policy_is_found_by_metadata_under_any_name() =>
        Assert.Equal("strict", Create(("/repo/airlock.json", "lock", "{"), ("/repo/ai-policy.json", "policy", Policy)).Policy.Profile);

    [Fact]
    public void Catalogs_of_the_user_are_found_by_name_and_by_metadata() =>
        Assert.Equal(
            ["/repo/airlock.catalog.tsv", "/repo/own.tsv"],
            Create(("/repo/airlock.catalog.tsv", "", ""), ("/repo/own.tsv", "catalog", ""), ("/other/airlock.catalog.tsv", "lock", "")).UserCatalog!.Files.Select(file => file.File.Path));

    [Fact]
    public void Without_a_catalog_of_the_user_there_is_none() => Assert.Null(Create(("airlock.json", "", Policy)).UserCatalog);

    [Theory]
    [InlineData("")]
    [InlineData("{ \"profile\": ")]
    [InlineData("[]")]
    public void A_broken_policy_is_the_default_one(string text) => Assert.Null(Create(("airlock.json", "", text)).Policy.Profile);

    [Fact]
    public void A_lock_is_found_by_its_name()
    {
        var text = $$"""{ "version": 1, "models": [ { "path": "a.onnx", "sha256": "{{new string('0', 64)}}" } ] }""";
        Assert.Equal("a.onnx", Assert.Single(Create(("airlock.lock.json", "", text)).Lock.Pins).Path);
    }

    [Fact]
    public void All_rules_of_a_compilation_share_one_context()
    {
        var compilation = TestCompilation.Create([]);
        var options = new AnalyzerOptions([new MemoryText("airlock.json", Policy)]);
        Assert.Same(AirlockContext.TryCreate(compilation, options), AirlockContext.TryCreate(compilation, new AnalyzerOptions(options.AdditionalFiles)));
    }

    [Fact]
    public void Other_files_are_not_taken_for_those_of_an_earlier_run()
    {
        var compilation = TestCompilation.Create([]);
        Assert.Null(AirlockContext.TryCreate(compilation, new AnalyzerOptions([]))!.Policy.Profile);
        Assert.Equal("strict", AirlockContext.TryCreate(compilation, new AnalyzerOptions([new MemoryText("airlock.json", Policy)]))!.Policy.Profile);
    }

    private static AirlockContext Create(params (string Path, string Kind, string Text)[] files)
    {
        ImmutableArray<AdditionalText> additional = [.. files.Select(file => new MemoryText(file.Path, file.Text))];
        var kinds = files.ToDictionary(file => file.Path, file => file.Kind);
        return AirlockContext.TryCreate(TestCompilation.Create([]), new AnalyzerOptions(additional, new Metadata(kinds)))!;
    }

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Metadata(Dictionary<string, string> kinds) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options("");

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(kinds[textFile.Path]);
    }

    private sealed class Options(string kind) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = kind;
            return key == "build_metadata.AdditionalFiles.AirlockKind";
        }
    }
}
