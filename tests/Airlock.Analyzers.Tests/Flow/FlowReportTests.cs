using System.Text.Json;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Flow;

/// <summary>What a finding of a flow says: its message, its further locations and its steps, within a file and across files.</summary>
public class FlowReportTests
{
    private const string Asker = """
        class Asker(IChatClient client)
        {
            public async Task<string> AskAsync(string question)
            {
                var reply = await client.GetResponseAsync(question);
                return reply.Text;
            }
        }
        """;

    [Fact]
    public async Task A_source_in_another_file_is_named_with_its_file()
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", [Asker, """
            class Runner(Asker asker)
            {
                public async Task RunAsync(string question)
                {
                    var command = await asker.AskAsync(question);
                    Process.Start([|command|]);
                }
            }
            """]));
        Assert.Equal(
            "Text from IChatClient.GetResponseAsync (line 5 of Test0.cs) reaches Process.Start as 'fileName'; a model's answer can be steered by whoever writes into its context. Choose the program and its arguments from a fixed list.",
            finding.GetMessage(null));
        Assert.Equal(["Test0.cs:5", "Test0.cs:5", "Test1.cs:5", "Test1.cs:5"], finding.AdditionalLocations.Select(Place));
        Assert.Equal(
            [
                "Test0.cs:5 text comes from IChatClient.GetResponseAsync",
                "Test0.cs:5 assigned to 'reply'",
                "Test1.cs:5 returned by Asker.AskAsync",
                "Test1.cs:5 assigned to 'command'",
                "Test1.cs:6 reaches Process.Start",
            ],
            Steps(finding));
    }

    [Fact]
    public async Task A_parameter_names_the_method_it_belongs_to()
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", [
            "static class Runner { public static void Run(string program) => Process.Start([|program|]); }",
            "class C { void M(ChatResponse reply) { Runner.Run(reply.Text); } }",
        ]));
        Assert.Contains("ChatResponse.Text (line 1 of Test1.cs) reaches Process.Start as 'fileName'", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(
            ["Test1.cs:1 text comes from ChatResponse.Text", "Test1.cs:1 passed to 'program' of Runner.Run", "Test0.cs:1 reaches Process.Start"],
            Steps(finding));
    }

    [Fact]
    public async Task A_field_names_where_it_is_written_and_read()
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", [
            "partial class C { string _last = \"\"; void M(ChatResponse reply) { _last = reply.Text; } }",
            "partial class C { void Later() { Process.Start([|_last|]); } }",
        ]));
        Assert.Equal(
            ["Test0.cs:1 text comes from ChatResponse.Text", "Test0.cs:1 assigned to '_last'", "Test1.cs:1 read from '_last'", "Test1.cs:1 reaches Process.Start"],
            Steps(finding));
    }

    [Theory]
    [InlineData("AIR1002", "class C(System.Data.Common.DbCommand command) { void M(ChatResponse r) { command.CommandText = [|r.Text|]; } }", "Text from ChatResponse.Text (line 1) reaches DbCommand.CommandText")]
    [InlineData("AIR1005", "class C { void M(ChatResponse r) { File.Delete([|r.Text|]); } }", "Text from ChatResponse.Text (line 1) reaches File.Delete as 'path'")]
    [InlineData("AIR1010", "class C { void Delete(string id) { } void M(ChatResponse r) { if ([|r.Text == \"yes\"|]) Delete(\"x\"); } }", "ChatResponse.Text (line 1)")]
    [InlineData("AIR2001", "class C { object M(HttpRequest r) => new ChatMessage(ChatRole.System, [|r.Query[\"a\"].ToString()|]); }", "Text from HttpRequest.Query (line 1) reaches new ChatMessage as 'content', which the model obeys as instructions")]
    [InlineData("AIR2003", "class C { object M(IConfiguration c) => new ChatMessage(ChatRole.User, [|c[\"A:Password\"]|]); }", "The secret from IConfiguration.this[] (line 1) reaches new ChatMessage as 'content'")]
    [InlineData("AIR2004", "class C { [ModelContextProtocol.Server.McpServerTool] public void Run(string program) => Process.Start([|program|]); }", "An argument of parameter 'program' of Run (line 1), which a model chooses, reaches Process.Start as 'fileName'")]
    public async Task A_message_says_what_flows_from_where_to_where(string rule, string source, string message)
    {
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(rule, source));
        Assert.Contains(message, finding.GetMessage(null), StringComparison.Ordinal);
        Assert.NotEmpty(finding.AdditionalLocations);
        Assert.True(finding.Properties.ContainsKey("kind"));
        Assert.Equal(Steps(finding).Count - 1, finding.AdditionalLocations.Count);
    }

    [Fact]
    public async Task Two_rules_at_one_sink_have_a_finding_each()
    {
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", """
            using Microsoft.SemanticKernel;
            class C
            {
                [KernelFunction] public void Tool(string program) => Run(program);
                void Chat(ChatResponse reply) => Run(reply.Text);
                void Run(string program) => Process.Start({|AIR2004:[|program|]|});
            }
            """);
    }

    [Fact]
    public async Task A_way_too_long_to_show_keeps_its_ends()
    {
        var methods = string.Concat(Enumerable.Range(0, 60).Select(i => $"static string A{i}(string s) {{ var t{i} = A{i + 1}(s); return t{i}; }}\n"));
        var finding = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", $$"""
            class C
            {
                {{methods}} static string A60(string s) => s;
                void M(ChatResponse reply) { Process.Start([|A0(reply.Text)|]); }
            }
            """));
        var steps = Steps(finding);
        Assert.InRange(steps.Count, 3, 50);
        Assert.EndsWith("text comes from ChatResponse.Text", steps[0], StringComparison.Ordinal);
        Assert.EndsWith("reaches Process.Start", steps[^1], StringComparison.Ordinal);
    }

    private static string Place(Location location) => $"{location.SourceTree!.FilePath}:{location.GetLineSpan().StartLinePosition.Line + 1}";

    private static List<string> Steps(Diagnostic finding)
    {
        using var flow = JsonDocument.Parse(finding.Properties[FlowReport.FlowProperty]!);
        return [.. flow.RootElement.EnumerateArray().Select(step => $"{step.GetProperty("file").GetString()}:{step.GetProperty("line")} {step.GetProperty("text").GetString()}")];
    }
}
