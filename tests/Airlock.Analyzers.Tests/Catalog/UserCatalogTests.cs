using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Catalog;

/// <summary>What rows of the user's own catalog make of the user's own members; the rows stand here with blanks in place of tabs.</summary>
public class UserCatalogTests
{
    private const string Provider = """
        interface ILlmProvider { Task<string> AskAsync(string prompt); string Last { get; } IAsyncEnumerable<string> Stream(string prompt); }
        """;

    private const string Safety = """
        static class Safety
        {
            public static string Clean(string text) => text;
            public static bool IsSafe(string text) => text.Length < 80;
            public static Task<bool> IsSafeAsync(string text, CancellationToken token = default) => Task.FromResult(text.Length < 80);
            public static Task CheckAsync(string text) => Task.CompletedTask;
            public static string? Complaint(string text, bool isStrict) => isStrict ? text : null;
            public static void Check(string text) { if (text.Length > 80) { throw new ArgumentException(); } }
        }
        """;

    [Theory]
    [InlineData("llm-outputs M:ILlmProvider.AskAsync(System.String) call", "Process.Start([|await model.AskAsync(\"\")|]);")]
    [InlineData("llm-outputs M:ILlmProvider.AskAsync(System.String) text flow=return", "var text = await model.AskAsync(\"\"); Process.Start([|text.Trim()|]);")]
    [InlineData("llm-outputs P:ILlmProvider.Last text", "Process.Start([|model.Last|]);")]
    [InlineData("llm-outputs M:ILlmProvider.Stream(System.String) stream", "await foreach (var part in model.Stream(\"\")) { Process.Start([|part|]); }")]
    [InlineData("llm-outputs P:ILlmProvider.Last text", "Process.Start(await model.AskAsync(\"\"));")]
    public async Task A_source_is_named_where_no_implementation_is_in_sight(string row, string code) =>
        await Verify("AIR1001", Provider + "class C { async Task Run(ILlmProvider model) { " + code + " } }", row);

    [Fact]
    public async Task A_source_holds_for_implementations_of_the_interface() =>
        await Verify(
            "AIR1001",
            Provider + """
            abstract class Local : ILlmProvider
            {
                public Task<string> AskAsync(string prompt) => Task.FromResult("");
                public abstract string Last { get; }
                public abstract IAsyncEnumerable<string> Stream(string prompt);
                async Task Run() => Process.Start([|await AskAsync("")|]);
            }
            """,
            "llm-outputs M:ILlmProvider.AskAsync(System.String) call");

    [Theory]
    [InlineData("AIR1002", "sinks M:Ledger.Query(System.String,System.Int32) sql", "ledger.Query([|r.Text|], 1);")]
    [InlineData("AIR1002", "sinks M:Ledger.Find(System.String,System.String) sql sql=where", "ledger.Find(r.Text, [|r.Text|]);")]
    [InlineData("AIR1002", "sinks M:Ledger.Find(System.String,System.String) sql sql=table@0,where@1", "ledger.Find(\"t\", [|r.Text|]);")]
    [InlineData("AIR1002", "sinks M:Ledger.Find(System.String,System.String) sql sym=method;sql=table@0", "ledger.Find(\"t\", r.Text);")]
    [InlineData("AIR1001", "sinks P:Ledger.Command process", "ledger.Command = [|r.Text|];")]
    [InlineData("AIR1001", "sinks P:Ledger.Command process file=value", "_ = new Ledger(\"\") { Command = [|r.Text|] };")]
    [InlineData("AIR1002", "sinks M:Ledger.Find(System.String,System.String) sql conditional=where;when=table;is=raw", "ledger.Find(\"raw\", [|r.Text|]);")]
    [InlineData("AIR1002", "sinks M:Ledger.Find(System.String,System.String) sql conditional=where;when=table;is=raw", "ledger.Find(\"t\", r.Text);")]
    [InlineData("AIR1005", "sinks M:Ledger.#ctor(System.String) file-read", "_ = new Ledger([|r.Text|]);")]
    [InlineData("AIR1016", "sinks M:Ledger.Find(System.String,System.String) email to=table", "ledger.Find([|r.Text|], \"\");")]
    public async Task A_sink_is_named(string rule, string row, string code) =>
        await Verify(
            rule,
            """
            class Ledger(string file)
            {
                public string Command { get; set; } = file;
                public void Query(string text, int limit) { }
                public void Find(string table, string where) { }
            }
            class C { void Run(ChatResponse r, Ledger ledger) { 
            """ + code + " } }",
            row);

    [Theory]
    [InlineData("sanitizers M:Safety.Clean(System.String) sanitizer", "Process.Start(Safety.Clean(r.Text));")]
    [InlineData("sanitizers M:Safety.Clean(System.String) sanitizer clears=process,sql", "Process.Start(Safety.Clean(r.Text));")]
    [InlineData("sanitizers M:Safety.Clean(System.String) sanitizer clears=html", "Process.Start([|Safety.Clean(r.Text)|]);")]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator", "Process.Start([|Safety.Clean(r.Text)|]);")]
    public async Task A_sanitizer_is_named(string row, string code) =>
        await Verify("AIR1001", Safety + "class C { void Run(ChatResponse r) { " + code + " } }", row);

    [Theory]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator", "if (Safety.IsSafe(text)) { Process.Start(text); }")]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator", "if (!Safety.IsSafe(text)) { return; } Process.Start(text);")]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator value=text@0;outcome=true", "if (Safety.IsSafe(text)) { Process.Start(text); }")]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator", "if (!Safety.IsSafe(text)) { Process.Start([|text|]); }")]
    [InlineData("sanitizers M:Safety.IsSafe(System.String) validator clears=html", "if (Safety.IsSafe(text)) { Process.Start([|text|]); }")]
    [InlineData("sanitizers M:Safety.IsSafeAsync(System.String,System.Threading.CancellationToken) validator", "if (await Safety.IsSafeAsync(text)) { Process.Start(text); }")]
    [InlineData("sanitizers M:Safety.Check(System.String) validator", "Safety.Check(text); Process.Start(text);")]
    [InlineData("sanitizers M:Safety.CheckAsync(System.String) validator", "await Safety.CheckAsync(text); Process.Start(text);")]
    [InlineData("sanitizers M:Safety.Check(System.String) validator outcome=throws", "Process.Start([|text|]); Safety.Check(text);")]
    public async Task A_validator_is_named(string row, string code) =>
        await Verify("AIR1001", Safety + "class C { async Task Run(ChatResponse r) { await Task.Yield(); var text = r.Text; " + code + " } }", row);

    [Theory]
    [InlineData("tool-entry-points M:ITool.Invoke(System.String) override", "class Shell : ITool { public void Invoke(string command) => Process.Start([|command|]); }")]
    [InlineData("tool-entry-points M:Tool.Invoke(System.String) override", "class Shell : Tool { public override void Invoke(string command) => Process.Start([|command|]); }")]
    [InlineData("tool-entry-points T:OfferedAttribute attribute", "class Shell { [Offered] public void Invoke(string command) => Process.Start([|command|]); }")]
    [InlineData("tool-entry-points M:Tools.Add(System.String,System.Action{System.String}) register", "class Shell { void Run(Tools tools) => tools.Add(\"sh\", command => Process.Start([|command|])); }")]
    [InlineData("tool-entry-points T:OfferedAttribute attribute", "class Shell : ITool { public void Invoke(string command) => Process.Start(command); }")]
    public async Task A_tool_is_named(string row, string code) =>
        await Verify(
            "AIR2004",
            """
            interface ITool { void Invoke(string input); }
            abstract class Tool { public abstract void Invoke(string input); }
            class OfferedAttribute : Attribute;
            abstract class Tools { public abstract void Add(string name, Action<string> tool); }
            """ + code,
            row);

    [Theory]
    [InlineData(true, "destructive-calls M:Plant.Open(System.Int32) stop")]
    [InlineData(false, "destructive-calls M:Plant.Open(System.Int32) stop", "tool-entry-points M:Plant.Ask(System.String) approval-step")]
    [InlineData(false, "destructive-calls M:Plant.Close(System.Int32) stop")]
    public async Task What_a_tool_does_and_who_approves_is_named(bool isFound, params string[] rows)
    {
        const string Tool = "(int valve) => { if (plant.Ask(\"open?\")) { plant.Open(valve); } }";
        await RuleTest<AIR2005UnapprovedToolAnalyzer>.VerifyAsync(
            "AIR2005",
            $$"""
            public abstract class Plant { public abstract void Open(int valve); public abstract void Close(int valve); public abstract bool Ask(string question); }
            public class Assistant(IChatClient inner, Plant plant)
            {
                public async Task AskAsync(string question)
                {
                    using var client = inner.AsBuilder().UseFunctionInvocation().Build();
                    var options = new ChatOptions { Tools = [AIFunctionFactory.Create({{(isFound ? $"[|{Tool}|]" : Tool)}}, "tool")] };
                    await client.GetResponseAsync(question, options);
                }
            }
            """,
            ("airlock.catalog.tsv", Text(rows)));
    }

    [Theory]
    [InlineData("prompts M:Bot.Instruct(System.String) system", "app.MapPost(\"/\", (string text, Bot bot) => bot.Instruct([|text|]));")]
    [InlineData("prompts M:Bot.Instruct(System.String) user", "app.MapPost(\"/\", (string text, Bot bot) => bot.Instruct(text));")]
    [InlineData("prompts P:Bot.Rules system", "app.MapPost(\"/\", (string text, Bot bot) => bot.Rules = [|text|]);")]
    [InlineData("prompts M:Bot.ReadMail untrusted-email", "app.MapPost(\"/\", (Bot bot) => new ChatOptions { Instructions = [|bot.ReadMail()|] });")]
    public async Task A_prompt_and_untrusted_text_are_named(string row, string code) =>
        await Verify(
            "AIR2001",
            "abstract class Bot { public string Rules { get; set; } = \"\"; public abstract void Instruct(string text); public abstract string ReadMail(); } class C { void Run(WebApplication app) { "
            + code + " } }",
            row);

    [Theory]
    [InlineData("llm-outputs P:Contoso.IModel.Last text", "Process.Start(model.Last)")]
    [InlineData("llm-outputs M:Contoso.IModel.AskAsync(System.String) call", "Process.Start(model.AskAsync(\"\").Result)")]
    [InlineData("llm-outputs M:Contoso.IModel.Try(System.String@) text", "model.Try(out var text) ? Process.Start(text) : null")]
    [InlineData("tool-entry-points M:Contoso.IModel.Offer(System.String,System.Action{System.String}) register", "model.Offer(\"sh\", command => Process.Start(command))")]
    public async Task Members_of_another_project_are_named_like_ones_own(string row, string code)
    {
        const string Contract = """
            namespace Contoso
            {
                public interface IModel
                {
                    string Last { get; }
                    Task<string> AskAsync(string prompt);
                    bool Try(out string text);
                    object Offer(string name, Action<string> tool);
                }
            }
            """;
        var contract = TestCompilation.Create([Contract]).WithAssemblyName("Contoso.Contract").ToMetadataReference();
        var compilation = TestCompilation.Create([$"class C {{ object? Run(Contoso.IModel model) => {code}; }}"], TestCompilation.AllReferences.Add(contract));
        Assert.Empty(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer()]));
        Assert.Contains(
            Assert.Single(await TestCompilation.AnalyzeAsync(compilation.Clone(), [new AIR10xxModelOutputAnalyzer()], [("airlock.catalog.tsv", Text(row))])).Id,
            (string[])["AIR1001", "AIR2004"]);
    }

    [Theory]
    [InlineData("M:Contoso.Store`1.Put(`0,System.String)", "new Contoso.Store<int>().Put(1, [|r.Text|]);")]
    [InlineData("M:Contoso.Store`1.Get``1(System.String)", "new Contoso.Store<int>().Get<int>([|r.Text|]);")]
    [InlineData("M:Contoso.Store`1.Inner.Drop(System.String)", "new Contoso.Store<int>.Inner().Drop([|r.Text|]);")]
    [InlineData("M:Contoso.Texts.Run(System.String,System.Threading.CancellationToken)", "[|r.Text|].Run();")]
    public async Task Generic_nested_and_extension_members_are_named_by_their_ids(string id, string code) =>
        await Verify(
            "AIR1002",
            """
            namespace Contoso
            {
                class Store<T>
                {
                    public void Put(T key, string text) { }
                    public void Get<TResult>(string text) { }
                    public class Inner { public void Drop(string text) { } }
                }
                static class Texts { public static void Run(this string text, CancellationToken token = default) { } }
                class C { void Run(ChatResponse r) { 
            """ + code + " } } }",
            $"sinks {id} sql");

    [Fact]
    public async Task Several_rows_work_together_and_lines_of_comment_are_skipped() =>
        await Verify(
            "AIR1001",
            Provider + Safety + "class C { async Task Run(ILlmProvider model) { Process.Start([|await model.AskAsync(\"\")|]); Process.Start(Safety.Clean(await model.AskAsync(\"\"))); } }",
            "# ours",
            "llm-outputs M:ILlmProvider.AskAsync(System.String) text",
            "",
            "sanitizers M:Safety.Clean(System.String) sanitizer");

    [Fact]
    public async Task Without_the_file_nothing_is_known_of_own_members() =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", Provider + "class C { async Task Run(ILlmProvider model) => Process.Start(await model.AskAsync(\"\")); }");

    [Fact]
    public async Task A_row_that_does_not_fit_leaves_the_others_alone() =>
        await Verify(
            "AIR1001",
            Provider + "class C { async Task Run(ILlmProvider model) => Process.Start([|await model.AskAsync(\"\")|]); }",
            "llm-outputs nonsense text",
            "llm-output M:ILlmProvider.AskAsync(System.String) call",
            "sinks M:ILlmProvider.AskAsync(System.String) sql sql=nothing",
            "llm-outputs M:ILlmProvider.AskAsync(System.String) call");

    [Fact]
    public async Task It_is_enough_of_a_reason_to_look_at_code_without_AI_libraries()
    {
        const string Source = """
            using System.Diagnostics;
            interface IModel { string Ask(string prompt); }
            class C { void Run(IModel model) => Process.Start(model.Ask("")); }
            """;
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Plain",
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(Source, cancellationToken: TestContext.Current.CancellationToken)],
            TestCompilation.FrameworkReferences,
            new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer()]));

        var findings = await TestCompilation.AnalyzeAsync(compilation.Clone(), [new AIR10xxModelOutputAnalyzer()], [("airlock.catalog.tsv", Text("llm-outputs M:IModel.Ask(System.String) call"))]);
        Assert.Equal("AIR1001", Assert.Single(findings).Id);
    }

    [Theory]
    [InlineData("sinks")]
    [InlineData("prompts")]
    public void Users_may_write_every_kind_and_role_that_a_rule_asks_for(string table)
    {
        var kinds = UserKinds.All.Where(kind => kind.Table.Name == table).ToDictionary(kind => kind.Name);
        foreach (var rule in FlowRules.All.Where(rule => rule.Table.Name == table))
        {
            Assert.Contains(rule.Kind, kinds.Keys);
            Assert.Empty(rule.Roles.Except(["other", "condition"]).Except(kinds[rule.Kind].Parameters));
        }

        Assert.Empty(kinds.Keys.Where(kind => !kind.StartsWith("untrusted-", StringComparison.Ordinal)).Except(FlowRules.All.Select(rule => rule.Kind)));
    }

    private static Task Verify(string rule, string source, params string[] rows) =>
        RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(rule, source, ("/repo/airlock.catalog.tsv", Text(rows)));

    private static string Text(params string[] rows) => string.Join('\n', rows.Prepend("table id kind detail")).Replace(' ', '\t');
}
