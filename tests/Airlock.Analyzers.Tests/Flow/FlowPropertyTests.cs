using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Tests.Flow;

/// <summary>What holds of the engine on any program: one answer in every order, an answer while a file is edited, an end, and no trace.</summary>
public class FlowPropertyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Thirty files that call each other in both directions, through fields, interfaces, delegates and recursion.</summary>
    private static List<(string Path, string Text)> ManyFiles() =>
    [
        ("Model.cs", "interface IModel { Task<string> AskAsync(string q); } class Model(IChatClient c) : IModel { public async Task<string> AskAsync(string q) => (await c.GetResponseAsync(q)).Text; }"),
        ("Cache.cs", "static class Cache { public static string Last = \"\"; public static readonly List<string> All = []; public static event Action<string>? Changed; public static void Raise(string s) => Changed?.Invoke(s); }"),
        .. Enumerable.Range(0, 28).Select(i => ($"Part{i}.cs", $$"""
            class Part{{i}}(IModel model)
            {
                string _text = "";
                public async Task FillAsync(string q) { _text = await model.AskAsync(q); Cache.Last = _text; Cache.All.Add("{{i}}" + _text); Cache.Raise(_text); }
                public string Get(int n) => n == 0 ? _text : new Part{{(i + 1) % 28}}(model).Get(n - 1);
                public void Run(Func<string, string> change, string s) { Process.Start(change(Get({{i}}))); Process.Start("git", s); File.Delete(Cache.Last); }
                public void Use() { Run(s => s.Trim(), Cache.All[0]); new Part{{(i + 7) % 28}}(model).Run(s => "git", "log"); }
                public void Listen() { Cache.Changed += s => Process.Start(s); }
                public bool Decide(string id) { if (_text.Contains("yes")) Delete(id); return true; }
                void Delete(string id) { if (id is "a" or "b") File.Delete(id); }
                [ModelContextProtocol.Server.McpServerTool] public string Tool(string path) => File.ReadAllText(path) + Get(3);
            }
            """)),
    ];

    [Fact]
    public async Task Findings_and_their_ways_are_the_same_on_any_number_of_threads()
    {
        var expected = await FindingsAsync(TestCompilation.CreateFromFiles(ManyFiles()), concurrent: false, withWay: true);
        Assert.True(expected.Count > 100, $"{expected.Count} findings");
        for (var run = 0; run < 10; run++)
        {
            Assert.Equal(expected, await FindingsAsync(TestCompilation.CreateFromFiles(ManyFiles()), concurrent: true, withWay: true));
        }
    }

    [Fact]
    public async Task Findings_are_the_same_in_any_order_of_files()
    {
        var files = ManyFiles().ToArray();
        var expected = await FindingsAsync(TestCompilation.CreateFromFiles(files), concurrent: false, withWay: false);
        var random = new Random(1);
        for (var run = 0; run < 4; run++)
        {
            random.Shuffle(files);
            Assert.Equal(expected, await FindingsAsync(TestCompilation.CreateFromFiles(files), concurrent: true, withWay: false));
        }
    }

    [Fact]
    public async Task A_second_run_over_one_compilation_finds_the_same()
    {
        var compilation = TestCompilation.CreateFromFiles(ManyFiles());
        Assert.Equal(await FindingsAsync(compilation, concurrent: true, withWay: true), await FindingsAsync(compilation, concurrent: true, withWay: true));
    }

    [Theory]
    // The sink, and the file with the source.
    [InlineData("class S(Asker a) { async Task M() => Process.Start(await a.AskAsync()); }", "class Asker(IChatClient c) { public async Task<string> AskAsync() => (await c.GetResponseAsync(\"x\")).Text; }")]
    [InlineData("static class S { public static void Run(string s) => Process.Start(s); }", "class C { void M(ChatResponse r) => S.Run(r.Text); }")]
    [InlineData("partial class C { void Later() => Process.Start(_text); }", "partial class C { string _text = \"\"; void M(ChatResponse r) => _text = r.Text; }")]
    [InlineData("class S(IAsk a) { async Task M() => Process.Start(await a.AskAsync()); }", "interface IAsk { Task<string> AskAsync(); } class Asker(IChatClient c) : IAsk { public async Task<string> AskAsync() => (await c.GetResponseAsync(\"x\")).Text; }")]
    public async Task A_file_that_is_edited_has_its_findings_without_the_rest(string sink, string source)
    {
        var compilation = TestCompilation.CreateFromFiles([("Sink.cs", sink), ("Source.cs", source)]);
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Sink.cs"));
        var findings = await With(compilation, concurrent: true).GetAnalyzerSemanticDiagnosticsAsync(model, null, Cancellation);
        var finding = Assert.Single(findings);
        Assert.Equal("AIR1001", finding.Id);
        Assert.Contains("of Source.cs)", finding.GetMessage(null), StringComparison.Ordinal);
        var other = compilation.GetSemanticModel(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs"));
        Assert.Empty(await With(compilation, concurrent: true).GetAnalyzerSemanticDiagnosticsAsync(other, null, Cancellation));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    public async Task A_long_chain_of_calls_is_followed_or_reported(int depth)
    {
        var methods = string.Concat(Enumerable.Range(0, depth).Select(i => $"static void A{i}(string s) => A{i + 1}(s + \"{i}\");\n"));
        await FindsOrSaysAsync($"class C {{ void M(ChatResponse r) => A0(r.Text); {methods} static void A{depth}(string s) => Process.Start(s); }}", mustFind: depth <= 40);
    }

    [Fact]
    public async Task Methods_that_call_each_other_in_a_ring_end()
    {
        var methods = string.Concat(Enumerable.Range(0, 50).Select(i => $"string A{i}(string s, int n) => n == 0 ? s : n % 2 == 0 ? A{(i + 1) % 50}(s + \"{i}\", n - 1) : A{(i + 7) % 50}(A{(i + 3) % 50}(s, n - 1), n - 2);\n"));
        await FindsOrSaysAsync($"class C {{ void M(ChatResponse r) => Process.Start(A0(r.Text, 9)); {methods} }}", mustFind: true);
    }

    [Fact]
    public async Task A_ring_that_returns_nothing_of_a_model_is_silent()
    {
        var methods = string.Concat(Enumerable.Range(0, 50).Select(i => $"string A{i}(string s, int n) => n == 0 ? \"git\" : A{(i + 1) % 50}(s, n - 1);\n"));
        Assert.Empty(await AnalyzeAsync(TestCompilation.Create([$"class C {{ void M(ChatResponse r) => Process.Start(A0(r.Text, 9)); {methods} }}"])));
    }

    [Fact]
    public async Task A_method_of_two_thousand_statements_is_read_or_reported()
    {
        var statements = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"var s{i} = {(i == 0 ? "r.Text" : $"s{i - 1}.Trim()")}; if (s{i} == \"{i}\") log.Add(s{i});\n"));
        await FindsOrSaysAsync($"class C {{ void M(ChatResponse r, List<string> log) {{ {statements} Process.Start(s999); }} }}", mustFind: false);
    }

    [Fact]
    public async Task Two_hundred_callers_of_one_method_are_all_asked()
    {
        var callers = string.Concat(Enumerable.Range(0, 199).Select(i => $"void A{i}(string s) => Run(\"git {i}\" + s.Length);\n"));
        await FindsOrSaysAsync($"class C {{ {callers} void Last(ChatResponse r) => Run(r.Text); void Run(string s) => Process.Start(s); }}", mustFind: true);
        Assert.Empty(await AnalyzeAsync(TestCompilation.Create([$"class C {{ {callers} void Run(string s) => Process.Start(s); }}"])));
    }

    [Fact]
    public async Task Nested_functions_and_loops_end()
    {
        var open = string.Concat(Enumerable.Range(0, 12).Select(i => $"for (var i{i} = 0; i{i} < 3; i{i}++) {{ Action a{i} = () => {{ s += r.Text; }}; a{i}(); "));
        await FindsOrSaysAsync($"class C {{ void M(ChatResponse r) {{ var s = \"\"; {open} Process.Start(s); {new string('}', 12)} }} }}", mustFind: true);
    }

    [Fact]
    public async Task Nothing_outlives_a_compilation()
    {
        var compilation = await AnalyzeAndForgetAsync();
        for (var i = 0; i < 20 && compilation.IsAlive; i++)
        {
            await Task.Delay(50, Cancellation);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(compilation.IsAlive);
    }

    [Fact]
    public async Task Without_an_AI_library_there_is_no_engine()
    {
        var compilation = TestCompilation.Create(
            ["namespace Microsoft.Extensions.AI { public class ChatResponse { public string Text => \"\"; } } class C { void M(ChatResponse r) { Process.Start(r.Text); File.Delete(r.Text); } }"], TestCompilation.FrameworkReferences);
        Assert.Null(AirlockContext.TryCreate(compilation, new AnalyzerOptions([])));
        Assert.Empty(await AnalyzeAsync(compilation));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AnalyzeAndForgetAsync()
    {
        var compilation = TestCompilation.Create(["class C { async Task M(IChatClient c) => Process.Start((await c.GetResponseAsync(\"x\")).Text); }"]);
        Assert.NotEmpty(await AnalyzeAsync(compilation));
        return new WeakReference(compilation);
    }

    /// <summary>A flow is found, or AIR9004 says that it was not followed to its end; within a minute, which no machine needs.</summary>
    private static async Task FindsOrSaysAsync(string source, bool mustFind)
    {
        var compilation = TestCompilation.Create([source]);
        var findings = await AnalyzeAsync(compilation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Contains(findings, finding => finding.Id == "AIR1001" || (!mustFind && finding.Id == "AIR9004"));
    }

    private static async Task<List<string>> FindingsAsync(CSharpCompilation compilation, bool concurrent, bool withWay) =>
    [
        .. (await With(compilation, concurrent).GetAnalyzerDiagnosticsAsync(Cancellation))
            .Select(finding => $"{finding.Location.GetLineSpan()} {finding.Id} {finding.GetMessage(null)} {(withWay ? string.Join(' ', finding.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)) : "")}")
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation) =>
        await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer()]);

    private static CompilationWithAnalyzers With(Compilation compilation, bool concurrent) =>
        compilation.WithAnalyzers(
            [new AIR10xxModelOutputAnalyzer()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => throw exception, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));
}
