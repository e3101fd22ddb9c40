using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR2006: rounds of model and tools that nothing ends but the model.</summary>
public class AIR2006Tests
{
    private static string Agent(string body, string members = "") => $$"""
        using Anthropic;
        using Anthropic.Helpers.Beta;
        using Anthropic.Models.Beta.Messages;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
        using ChatRole = Microsoft.Extensions.AI.ChatRole;
        using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
        using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

        public class AgentOptions { public int MaxRounds { get; set; } = 10; }
        public class Agent(IChatClient client, ChatClient openAi, AIFunction tool, AgentOptions agentOptions, AnthropicClient anthropic, OllamaSharp.OllamaApiClient ollama)
        {
            private readonly List<ChatMessage> _history = [];
            private readonly Stopwatch _watch = Stopwatch.StartNew();

            public async Task<string> RunAsync(List<ChatMessage> messages, ChatOptions options, CancellationToken token)
            {
                {{body}}
            }

            private async Task<ChatMessage> InvokeAsync(FunctionCallContent call) =>
                new(ChatRole.Tool, [new FunctionResultContent(call.CallId, await tool.InvokeAsync(new(call.Arguments)))]);
            {{members}}
        }
        """;

    private const string Round = """
        var response = await client.GetResponseAsync(messages, options);
        messages.AddMessages(response);
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        if (calls.Count == 0) { return response.Text; }
        foreach (var call in calls) { messages.Add(await InvokeAsync(call)); }
        """;

    [Theory]
    [InlineData("[|while|] (true) { ROUND }")]
    [InlineData("[|for|] (;;) { ROUND }")]
    [InlineData("[|do|] { ROUND } while (true);")]
    [InlineData("[|while|] (true) { try { ROUND } catch (IOException) { } }")]
    [InlineData("var more = true; var text = \"\"; [|while|] (more) { var r = await client.GetResponseAsync(messages, options); text = r.Text; more = r.FinishReason == Microsoft.Extensions.AI.ChatFinishReason.ToolCalls; } return text;")]
    [InlineData("var r = await client.GetResponseAsync(messages, options); [|while|] (r.Messages.Any(m => m.Contents.Any(c => c is FunctionCallContent))) { r = await client.GetResponseAsync(messages, options); } return r.Text;")]
    [InlineData("[|while|] (true) { var text = new StringBuilder(); var calls = new List<FunctionCallContent>(); await foreach (var u in client.GetStreamingResponseAsync(messages, options)) { text.Append(u.Text); calls.AddRange(u.Contents.OfType<FunctionCallContent>()); } if (calls.Count == 0) { return text.ToString(); } foreach (var call in calls) { messages.Add(await InvokeAsync(call)); } }")]
    [InlineData("var open = new List<OpenAI.Chat.ChatMessage>(); bool action; ChatCompletion completion; [|do|] { action = false; completion = await openAi.CompleteChatAsync(open); if (completion.FinishReason == OpenAI.Chat.ChatFinishReason.ToolCalls) { foreach (var call in completion.ToolCalls) { open.Add(new ToolChatMessage(call.Id, \"done\")); } action = true; } } while (action); return completion.Content[0].Text;")]
    [InlineData("while (true) { var line = Console.ReadLine(); messages.Add(new(ChatRole.User, line)); [|while|] (true) { ROUND } }")]
    [InlineData("for (var day = 0; day < 3; day++) { [|while|] (true) { ROUND } } return \"\";")]
    [InlineData("var errors = 0; [|while|] (true) { if (calls2.Count > 0) { errors = calls2.Count; } ROUND }", "private readonly List<string> calls2 = [];")]
    [InlineData("[|while|] (true) { var response = await AskAsync(messages); if (response.ToolCalls.Count == 0) { return response.Text; } }", "private async Task<Reply> AskAsync(List<ChatMessage> m) { var r = await client.GetResponseAsync(m); return new(r.Text, []); } private record Reply(string Text, List<string> ToolCalls);")]
    public async Task A_loop_without_limit_is_reported(string body, string members = "") =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent(body.Replace("ROUND", Round), members));

    [Theory]
    [InlineData("for (var round = 0; round < 10; round++) { ROUND } return \"\";")]
    [InlineData("foreach (var round in Enumerable.Range(0, 10)) { ROUND } return \"\";")]
    [InlineData("var rounds = 0; while (rounds++ < agentOptions.MaxRounds) { ROUND } return \"\";")]
    [InlineData("var rounds = 0; while (true) { if (++rounds > 10) { throw new InvalidOperationException(); } ROUND }")]
    [InlineData("var left = 10; while (true) { ROUND left -= 1; if (left == 0) { return \"\"; } }")]
    [InlineData("var round = 0; while (true) { ROUND round = round + 1; if (round is > 10) { return \"\"; } }")]
    [InlineData("while (true) { if (_history.Count > 50) { return \"\"; } ROUND }")]
    [InlineData("while (_watch.Elapsed < TimeSpan.FromMinutes(1)) { ROUND } return \"\";")]
    [InlineData("var until = DateTime.UtcNow.AddMinutes(1); while (DateTime.UtcNow < until) { ROUND } return \"\";")]
    [InlineData("using var source = new CancellationTokenSource(TimeSpan.FromMinutes(1)); while (true) { source.Token.WaitHandle.WaitOne(0); ROUND }")]
    [InlineData("while (!token.IsCancellationRequested) { ROUND } return \"\";")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); ROUND }")]
    [InlineData("while (HasBudget()) { ROUND } return \"\";", "private bool HasBudget() => _history.Count < 5;")]
    [InlineData("while (true) { Console.Write(\"> \"); messages.Add(new(ChatRole.User, Console.ReadLine())); ROUND }")]
    [InlineData("while (true) { messages.Add(new(ChatRole.User, Next())); ROUND }", "private static string Next() => Console.ReadLine() ?? \"\";")]
    [InlineData("while (true) { Console.Write((await client.GetResponseAsync(messages)).Text); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { Console.WriteLine(messages.Count); ROUND2 }", "private List<FunctionCallContent> calls = [];")]
    public async Task A_loop_with_a_limit_or_a_person_is_silent(string body, string members = "") =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent(
            body.Replace("ROUND2", "foreach (var call in calls) { await InvokeAsync(call); }").Replace("ROUND", Round), members));

    [Theory]
    [InlineData("return await NextAsync(messages, options);", "private async Task<string> NextAsync(List<ChatMessage> messages, ChatOptions options) { ROUND return await [|NextAsync(messages, options)|]; }")]
    [InlineData("return await NextAsync(messages, options, 5);", "private async Task<string> NextAsync(List<ChatMessage> messages, ChatOptions options, int left) { if (left == 0) { return \"\"; } ROUND return await NextAsync(messages, options, left - 1); }")]
    [InlineData("return await NextAsync(messages, options, 0);", "private async Task<string> NextAsync(List<ChatMessage> messages, ChatOptions options, int depth) { if (depth > agentOptions.MaxRounds) { return \"\"; } ROUND return await NextAsync(messages, options, depth + 1); }")]
    [InlineData("return await NextAsync(messages, options);", "private async Task<string> NextAsync(List<ChatMessage> messages, ChatOptions options) { ROUND return \"\"; }")]
    public async Task A_method_that_calls_itself_needs_a_limit_too(string body, string members) =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent(body, members.Replace("ROUND", Round)));

    [Theory]
    [InlineData("using var agent = client.AsBuilder().UseFunctionInvocation(configure: c => c.MaximumIterationsPerRequest = [|int.MaxValue|]).Build();")]
    [InlineData("using var agent = new FunctionInvokingChatClient(client) { MaximumIterationsPerRequest = [|100_000|] };")]
    [InlineData("using var agent = new FunctionInvokingChatClient(client) { MaximumIterationsPerRequest = 10 };")]
    [InlineData("using var agent = new FunctionInvokingChatClient(client);")]
    [InlineData("using var agent = client.AsBuilder().UseFunctionInvocation(configure: c => c.MaximumIterationsPerRequest = agentOptions.MaxRounds).Build();")]
    [InlineData("var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };")]
    public async Task A_library_s_limit_counts_unless_it_is_taken_away(string statement) =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent(statement + " await Task.CompletedTask; return \"\";"));

    [Theory]
    [InlineData("[|anthropic.Beta.Messages.ToolRunner(parameters, tools)|]")]
    [InlineData("[|anthropic.Beta.Messages.ToolRunner(parameters, tools, maxIterations: null)|]")]
    [InlineData("[|anthropic.Beta.Messages.ToolRunner(parameters, tools, int.MaxValue)|]")]
    [InlineData("anthropic.Beta.Messages.ToolRunner(parameters, tools, 10)")]
    [InlineData("anthropic.Beta.Messages.ToolRunner(parameters, tools, maxIterations: agentOptions.MaxRounds)")]
    public async Task A_tool_runner_needs_a_limit(string call) =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent(
            "await Task.CompletedTask; return \"\";", $"public object Start(MessageCreateParams parameters, IReadOnlyList<IBetaRunnableTool> tools) => {call};"));

    [Theory]
    [InlineData("var chat = new OllamaSharp.Chat(ollama); await foreach (var part in chat.SendAsync(\"hi\", [|tools|])) { }")]
    [InlineData("var chat = new OllamaSharp.Chat(ollama); using var source = new CancellationTokenSource(TimeSpan.FromMinutes(1)); await foreach (var part in chat.SendAsync(\"hi\", tools, cancellationToken: source.Token)) { }")]
    [InlineData("var chat = new OllamaSharp.Chat(ollama) { AllowRecursiveToolCalls = false }; await foreach (var part in chat.SendAsync(\"hi\", tools)) { }")]
    [InlineData("var chat = new OllamaSharp.Chat(ollama); await foreach (var part in chat.SendAsync(\"hi\")) { }")]
    [InlineData("var chat = new OllamaSharp.Chat(ollama); await foreach (var part in chat.SendAsync(\"hi\", tools: null)) { }")]
    public async Task A_chat_that_runs_tools_itself_has_no_limit(string statements) =>
        await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent($"List<object> tools = []; {statements} return \"\";"));

    [Fact]
    public async Task The_message_names_the_call()
    {
        var finding = Assert.Single(await RuleTest<AIR2006UnboundedToolsAnalyzer>.VerifyAsync("AIR2006", Agent("[|while|] (true) { " + Round + " }")));
        Assert.Equal(
            "This loop asks IChatClient.GetResponseAsync again after each tool call, so a model that keeps asking for tools runs up time and cost without end. "
            + "Count the rounds and stop at a limit.",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Single(finding.AdditionalLocations);
    }
}
