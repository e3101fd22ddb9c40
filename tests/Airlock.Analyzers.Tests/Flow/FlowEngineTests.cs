using System.Text.Json;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Flow;

/// <summary>Where code may stand, which libraries bring text in, and what a finding carries.</summary>
public class FlowEngineTests
{
    [Theory]
    // Where the code stands.
    [InlineData("class C { C(ChatResponse r) { Process.Start([|r.Text|]); } }")]
    [InlineData("class C(ChatResponse r) { Process? p = Process.Start([|r.Text|]); }")]
    [InlineData("class C { ChatResponse R { get; set; } = null!; Process? P => Process.Start([|R.Text|]); }")]
    [InlineData("class C { ChatResponse R { set { Process.Start([|value.Text|]); } } }")]
    [InlineData("class C { static readonly Action<ChatResponse> Run = r => Process.Start([|r.Text|]); }")]
    [InlineData("class C { async IAsyncEnumerable<string> M(IChatClient c) { await foreach (var u in c.GetStreamingResponseAsync(\"x\")) { Process.Start([|u.Text|]); yield return u.Text; } } }")]
    [InlineData("var app = WebApplication.Create(); app.MapPost(\"/\", async (IChatClient c, string q) => { var r = await c.GetResponseAsync(q); Process.Start([|r.Text|]); });")]
    [InlineData("IChatClient c = null!; var text = (await c.GetResponseAsync(\"x\")).Text; Run(); void Run() => Process.Start([|text|]);")]
    [InlineData("var app = WebApplication.Create(); app.MapPost(\"/\", Chat); static async Task Chat(IChatClient c, string q) { Process.Start([|(await c.GetResponseAsync(q)).Text|]); }")]
    [InlineData("class C { void M(ChatResponse r) { if (r.Text == \"\") return; try { try { new List<int>().ForEach(i => Process.Start([|r.Text|])); } catch (IOException) { } } finally { r.ToString(); } } }")]
    // Text that comes from elsewhere as a reply.
    [InlineData("class C { void M(ChatResponse r) { Process.Start([|r.Text|]); } }")]
    [InlineData("class C { void M(ChatResponseUpdate u) { Process.Start([|u.ToString()|]); } }")]
    [InlineData("class C { void M(FunctionCallContent call) { Process.Start([|(string)call.Arguments![\"x\"]!|]); } }")]
    // Other libraries.
    [InlineData("class C { async Task M(OpenAI.Chat.ChatClient c) { OpenAI.Chat.ChatCompletion r = await c.CompleteChatAsync(\"x\"); Process.Start([|r.Content[0].Text|]); } }")]
    [InlineData("class C { void M(OpenAI.Chat.ChatClient c) { Process.Start([|c.CompleteChat(\"x\").Value.Content[0].Text|]); } }")]
    [InlineData("class C { async Task M(Microsoft.SemanticKernel.Kernel k) { var r = await Microsoft.SemanticKernel.KernelExtensions.InvokePromptAsync(k, \"x\"); Process.Start([|r.GetValue<string>()|]!); } }")]
    [InlineData("class C { async Task M(Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService s) { var r = await s.GetChatMessageContentsAsync(new()); Process.Start([|r[0].Content|]!); } }")]
    [InlineData("class C { async Task M(OllamaSharp.OllamaApiClient c) { await foreach (var part in c.GenerateAsync(new OllamaSharp.Models.GenerateRequest { Prompt = \"x\" })) Process.Start([|part!.Response|]); } }")]
    public async Task Text_of_a_model_is_found(string source) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", source);

    [Theory]
    // A message that a user wrote is not a model's.
    [InlineData("class C { void M(ChatMessage m) { Process.Start(m.Text); } }")]
    [InlineData("class C { async Task M(IChatClient c, string q) { var history = new List<ChatMessage> { new(ChatRole.User, q) }; await c.GetResponseAsync(history); Process.Start(q); } }")]
    // Numbers of a vector are no text; the prediction of a classic model is another label.
    [InlineData("class C { async Task M(IEmbeddingGenerator<string, Embedding<float>> g) { var v = await g.GenerateAsync([\"x\"]); Process.Start(\"x\", v[0].Vector.ToString()); } }")]
    // Recursion ends.
    [InlineData("class C { void M(ChatResponse r) { string Loop(string s, int n) => n == 0 ? \"git\" : Loop(s, n - 1); Process.Start(Loop(\"x\", 3)); } }")]
    public async Task Other_text_is_silent(string source) => await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", source);

    [Fact]
    public async Task Without_an_AI_library_nothing_is_reported()
    {
        var compilation = TestCompilation.Create(
            ["namespace Microsoft.Extensions.AI { public class ChatResponse { public string Text => \"\"; } } class C { void M(ChatResponse r) { Process.Start(r.Text); } }"],
            TestCompilation.FrameworkReferences);
        Assert.Empty(await TestCompilation.AnalyzeAsync(compilation, [new AIR10xxModelOutputAnalyzer()]));
    }

    [Fact]
    public async Task A_finding_tells_source_sink_and_the_way_between()
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", """
            class C
            {
                async Task M(IChatClient client)
                {
                    var response = await client.GetResponseAsync("x");
                    var command = response.Text.Trim();
                    Process.Start([|command|]);
                }
            }
            """));
        Assert.Equal(
            "Text from IChatClient.GetResponseAsync (line 5) reaches Process.Start as 'fileName'; a model's answer can be steered by whoever writes into its context. Choose the program and its arguments from a fixed list.",
            finding.GetMessage(null));
        Assert.Equal("IChatClient.GetResponseAsync", finding.Properties["source"]);
        Assert.Equal("Process.Start", finding.Properties["sink"]);
        Assert.Equal([5, 5, 6, 6], finding.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line + 1));

        using var flow = JsonDocument.Parse(finding.Properties[FlowReport.FlowProperty]!);
        Assert.Equal(
            [
                "Test0.cs(5,30) text comes from IChatClient.GetResponseAsync",
                "Test0.cs(5,13) assigned to 'response'",
                "Test0.cs(6,23) through String.Trim",
                "Test0.cs(6,13) assigned to 'command'",
                "Test0.cs(7,23) reaches Process.Start",
            ],
            flow.RootElement.EnumerateArray().Select(step =>
                $"{step.GetProperty("file").GetString()}({step.GetProperty("line")},{step.GetProperty("column")}) {step.GetProperty("text").GetString()}"));
    }

    [Fact]
    public async Task The_way_through_a_loop_and_a_builder_is_short()
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", """
            class C
            {
                async Task M(IChatClient client)
                {
                    var text = new StringBuilder();
                    await foreach (var update in client.GetStreamingResponseAsync("x")) text.Append(update.Text);
                    Process.Start([|text.ToString()|]);
                }
            }
            """));
        using var flow = JsonDocument.Parse(finding.Properties[FlowReport.FlowProperty]!);
        Assert.Equal(
            [
                "text comes from IChatClient.GetStreamingResponseAsync", "assigned to 'update'", "added to 'text'", "through StringBuilder.ToString",
                "reaches Process.Start",
            ],
            flow.RootElement.EnumerateArray().Select(step => step.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_large_block_ends_within_its_budget()
    {
        var statements = string.Join('\n', Enumerable.Range(0, 400).Select(i => $"for (var i{i} = 0; i{i} < 9; i{i}++) {{ text += response.Text + i{i}; if (text == \"{i}\") list.Add(text); }}"));
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", $$"""
            class C { void M(ChatResponse response) { var text = ""; var list = new List<string>(); {{statements}} Process.Start([|text|]); } }
            """);
    }

    [Theory]
    [InlineData("^[a-z]+$", true)]
    [InlineData(@"\A[\w.-]{1,64}\z", true)]
    [InlineData("^(git|ls)$", true)]
    [InlineData(@"^\d{4}-\d{2}-\d{2}$", true)]
    [InlineData("^[A-Za-z0-9_]*$", true)]
    [InlineData("[a-z]+", false)]
    [InlineData("^[a-z]+", false)]
    [InlineData("[a-z]+$", false)]
    [InlineData("^.*$", false)]
    [InlineData("^[^;]+$", false)]
    [InlineData("^a|b$", false)]
    [InlineData(@"^\S+$", false)]
    [InlineData(@"^[\w ]+$", false)]
    [InlineData(@"^[\w;]+$", false)]
    [InlineData("^[ -~]+$", false)]
    [InlineData("^'[a-z]'$", false)]
    [InlineData(@"^[a-z]+\$", false)]
    [InlineData("^$", false)]
    [InlineData("^", false)]
    [InlineData("", false)]
    [InlineData("^[a-z$", false)]
    [InlineData("^(a$", false)]
    public void A_pattern_is_narrow_or_not(string pattern, bool expected) => Assert.Equal(expected, NarrowPattern.IsNarrow(pattern));

    [Theory]
    [InlineData("bash", true)]
    [InlineData("/bin/sh", true)]
    [InlineData(@"C:\Windows\System32\cmd.exe", true)]
    [InlineData("PowerShell.exe", true)]
    [InlineData("git", false)]
    [InlineData("/usr/bin/shasum", false)]
    public void A_program_is_a_shell_or_not(string program, bool expected) => Assert.Equal(expected, ShellPrograms.IsShell(program));
}
