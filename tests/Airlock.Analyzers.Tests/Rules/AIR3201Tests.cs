using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3201: prompts and replies in logs and traces, by switches of libraries and by the program's own calls.</summary>
public class AIR3201Tests
{
    private const string Id = "AIR3201";

    public static TheoryData<string> Switches =>
    [
        """class C { object M(IChatClient c) => c.AsBuilder().UseOpenTelemetry(configure: o => o.EnableSensitiveData = [|true|]).Build(); }""",
        """class C { object M(IChatClient c) => new OpenTelemetryChatClient(c) { EnableSensitiveData = [|true|] }; }""",
        """class C { object M(IChatClient c) { var on = true; return new OpenTelemetryChatClient(c) { EnableSensitiveData = [|on|] }; } }""",
        """class C { const bool On = true; object M(IChatClient c) => new OpenTelemetryChatClient(c) { EnableSensitiveData = [|On|] }; }""",
        """class C { void M(Microsoft.Agents.AI.OpenTelemetryAgent agent) => agent.EnableSensitiveData = [|true|]; }""",
        """class C { object M() => new OpenAI.OpenAIClientOptions { ClientLoggingOptions = new System.ClientModel.Primitives.ClientLoggingOptions { EnableMessageContentLogging = [|true|] } }; }""",
        """class C { object M() => new Anthropic.Core.OpenTelemetryTraces { ContentMode = [|Anthropic.Core.OpenTelemetryContentMode.Content|] }; }""",
        """class C { void M() => AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", [|true|]); }""",
        """class C { void M() => AppContext.SetSwitch("Azure.Experimental.TraceGenAIMessageContent", [|true|]); }""",
        """class C { void M() => Environment.SetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", [|"true"|]); }""",
        """class C { void M() => Environment.SetEnvironmentVariable("AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED", [|"1"|]); }""",
        """class C { void M(ILoggingBuilder b) => b.AddFilter("Microsoft.Extensions.AI", [|LogLevel.Trace|]); }""",
        """class C { object M(IChatClient c, IHostEnvironment e) => new OpenTelemetryChatClient(c) { EnableSensitiveData = [|true|] }; }""",
        """class C { void M(IChatClient c, IHostEnvironment e) { if (!e.IsDevelopment()) { new OpenTelemetryChatClient(c) { EnableSensitiveData = [|true|] }.Dispose(); } } }""",
    ];

    public static TheoryData<string> SafeSwitches =>
    [
        """class C { object M(IChatClient c) => c.AsBuilder().UseOpenTelemetry().UseLogging().Build(); }""",
        """class C { object M(IChatClient c) => new OpenTelemetryChatClient(c) { EnableSensitiveData = false }; }""",
        """class C { object M(IChatClient c, IHostEnvironment e) => new OpenTelemetryChatClient(c) { EnableSensitiveData = e.IsDevelopment() }; }""",
        """class C { void M(IChatClient c, IHostEnvironment e) { if (e.IsDevelopment()) { new OpenTelemetryChatClient(c) { EnableSensitiveData = true }.Dispose(); } } }""",
        """class C { object M(IChatClient c, bool on) => new OpenTelemetryChatClient(c) { EnableSensitiveData = on }; }""",
        """class C { object M() => new System.ClientModel.Primitives.ClientLoggingOptions { EnableLogging = true, EnableMessageLogging = true }; }""",
        """class C { object M() => new Anthropic.Core.OpenTelemetryTraces { Enabled = true, ContentMode = Anthropic.Core.OpenTelemetryContentMode.MetadataOnly }; }""",
        """class C { object M() { var o = new Azure.Search.Documents.SearchClientOptions(); o.Diagnostics.IsLoggingContentEnabled = true; return o; } }""",
        """class C { void M() => AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true); }""",
        """class C { void M() => AppContext.SetSwitch("Azure.Experimental.TraceGenAIMessageContent", false); }""",
        """class C { void M() => Environment.SetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "false"); }""",
        """class C { string? M() => Environment.GetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"); }""",
        """class C { void M(ILoggingBuilder b) => b.AddFilter("Microsoft.Extensions.AI", LogLevel.Debug).AddFilter("Orders", LogLevel.Trace); }""",
    ];

    [Theory]
    [MemberData(nameof(Switches))]
    public Task Reports_what_turns_content_on(string source) => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, source);

    [Theory]
    [MemberData(nameof(SafeSwitches))]
    public Task Is_silent_for_telemetry_without_content(string source) => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, source);

    [Fact]
    public void Every_row_is_a_switch_a_variable_or_a_category() => Assert.All(TelemetrySwitches.All, row => Assert.True(row.Kind switch
    {
        "switch" => TelemetrySwitches.IsSwitch(row.Name),
        "variable" => TelemetrySwitches.IsOn(row.Name, "true") && !TelemetrySwitches.IsOn(row.Name, "False"),
        "category" => TelemetrySwitches.IsCategory(row.Name) && TelemetrySwitches.IsCategory(row.Name + ".Part") && !TelemetrySwitches.IsCategory(row.Name + "Part"),
        _ => false,
    }));

    private const string App = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpLogging(o => o.LoggingFields = FIELDS);
        var app = builder.Build();
        app.UseHttpLogging();
        app.MapPost("/chat", async (string text, IChatClient client) => (await client.GetResponseAsync(text)).Text);
        app.Run();
        """;

    [Theory]
    [InlineData("[|Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.All|]")]
    [InlineData("[|Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestBody|]")]
    [InlineData("[|Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestPath | Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.ResponseBody|]")]
    [InlineData("Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestPropertiesAndHeaders")]
    [InlineData("Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.All & ~Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestBody & ~Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.ResponseBody")]
    [InlineData("builder.Environment.IsDevelopment() ? Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.All : Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestPath")]
    public Task A_log_of_requests_must_not_hold_bodies(string fields) => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, App.Replace("FIELDS", fields));

    [Fact]
    public Task A_route_with_its_own_log_is_reported() => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, App
        .Replace("FIELDS", "Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.RequestPath")
        .Replace(".Text);\n", ".Text).WithHttpLogging([|Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.Request|]);\n"));

    [Fact]
    public Task A_program_without_a_model_may_log_bodies() => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, App
        .Replace("FIELDS", "Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.All")
        .Replace("async (string text, IChatClient client) => (await client.GetResponseAsync(text)).Text", "(string text) => text"));

    [Theory]
    [InlineData("appsettings.json", """{ "Logging": { "LogLevel": { "Default": "Information", "Microsoft.Extensions.AI": "Trace" } } }""", true)]
    [InlineData("appsettings.Production.json", """{ "Logging": { "Console": { "LogLevel": { "Microsoft.SemanticKernel.Connectors": "Trace" } } } }""", true)]
    [InlineData("appsettings.json", """{ "Serilog": { "MinimumLevel": { "Override": { "Microsoft.Agents.AI": "Verbose" } } } }""", true)]
    [InlineData("appsettings.Development.json", """{ "Logging": { "LogLevel": { "Microsoft.Extensions.AI": "Trace" } } }""", false)]
    [InlineData("appsettings.json", """{ "Logging": { "LogLevel": { "Microsoft.Extensions.AI": "Debug", "Orders": "Trace" } } }""", false)]
    [InlineData("appsettings.json", """{ "Ai": { "Sensitive": true } }""", true)]
    [InlineData("appsettings.json", """{ "Ai": { "Sensitive": false } }""", false)]
    public async Task Settings_are_reported_in_their_file(string file, string settings, bool isReported)
    {
        const string Source = """class C { object M(IChatClient c, IConfiguration configuration) => new OpenTelemetryChatClient(c) { EnableSensitiveData = configuration.GetValue<bool>("Ai:Sensitive") }; }""";
        var findings = await TestCompilation.AnalyzeAsync(TestCompilation.Create([Source]), [new AIR3201TelemetryAnalyzer()], [(file, settings)]);
        Assert.Equal(isReported ? [file] : [], findings.Select(finding => finding.Location.GetLineSpan().Path));
        Assert.All(findings, finding => Assert.Contains("(line 1)", finding.GetMessage(null)));
    }

    private static string Service(string body) => $$"""
        using Serilog;
        using ILogger = Microsoft.Extensions.Logging.ILogger;
        public record Verdict(string Category, int Score);
        public record Question(string Prompt, string User);
        public class Service(IChatClient client, ILogger logger, Serilog.ILogger serilog, IHostEnvironment environment)
        {
            public async Task RunAsync(string question, Question asked, Activity? activity, List<ChatMessage> messages)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogInformation(\"Reply: {Reply}\", [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogInformation([|$\"Reply: {r.Text}\"|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogWarning(\"{Id} {Reply}\", r.ResponseId, [|r|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogError(new InvalidOperationException(), \"Bad reply {Reply}\", [|r.Text.Trim()|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.Log(LogLevel.Information, \"{Reply}\", [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); using (logger.BeginScope(\"{Reply}\", [|r.Text|])) { }")]
    [InlineData("await foreach (var u in client.GetStreamingResponseAsync(messages)) { logger.LogInformation(\"{Chunk}\", [|u.Text|]); }")]
    [InlineData("var r = await client.GetResponseAsync(messages); activity?.SetTag(\"gen_ai.completion\", [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); activity?.SetTag(\"id\", r.ResponseId)?.AddBaggage(\"reply\", [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); activity?.AddEvent(new ActivityEvent(\"reply\", tags: [|new ActivityTagsCollection { [\"text\"] = r.Text }|]));")]
    [InlineData("var r = await client.GetResponseAsync(messages); serilog.Information(\"{Reply}\", [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); Serilog.Log.Warning(\"{Id} {Reply}\", r.ResponseId, [|r.Text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); Record(r.Text); void Record(string text) => logger.LogInformation(\"{Text}\", [|text|]);")]
    [InlineData("var r = await client.GetResponseAsync(messages); if (!environment.IsDevelopment()) { logger.LogInformation(\"{Reply}\", [|r.Text|]); }")]
    public Task A_reply_in_a_log_is_reported(string body) => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(Id, Service(body));

    [Theory]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogDebug(\"{Reply}\", r.Text); logger.LogTrace(\"{Reply}\", r.Text);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.Log(LogLevel.Debug, \"{Reply}\", r.Text);")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogInformation(\"{Length} {Tokens} {Id} {Model} {Reason}\", r.Text.Length, r.Usage?.TotalTokenCount, r.ResponseId, r.ModelId, r.FinishReason);")]
    [InlineData("var r = await client.GetResponseAsync(messages); if (environment.IsDevelopment()) { logger.LogInformation(\"{Reply}\", r.Text); }")]
    [InlineData("var r = await client.GetResponseAsync(messages); logger.LogInformation(\"{Hash}\", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(r.Text))));")]
    [InlineData("var r = await client.GetResponseAsync<Verdict>(messages); logger.LogInformation(\"{Category} {Score}\", r.Result.Category, r.Result.Score);")]
    [InlineData("var r = await client.GetResponseAsync(messages); foreach (var c in r.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()) { logger.LogInformation(\"Tool {Tool} {Call}\", c.Name, c.CallId); }")]
    [InlineData("var r = await client.GetResponseAsync(messages); if (r.Text is \"yes\" or \"no\") { logger.LogInformation(\"{Answer}\", r.Text); }")]
    [InlineData("var r = await client.GetResponseAsync(messages); serilog.Debug(\"{Reply}\", r.Text); serilog.Verbose(\"{Reply}\", r.Text); Console.WriteLine(r.Text);")]
    [InlineData("var r = await client.GetResponseAsync(messages); activity?.SetTag(\"gen_ai.usage.output_tokens\", r.Usage?.OutputTokenCount); activity?.SetTag(\"gen_ai.response.model\", r.ModelId);")]
    [InlineData("try { await client.GetResponseAsync(messages); } catch (Exception e) { logger.LogError(e, \"The model failed: {Reason}\", e.Message); }")]
    public Task What_is_no_reply_is_silent(string body) => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(Id, Service(body));

    [Theory]
    [InlineData("logger.LogInformation(\"Asked {Question}\", [|question|]); await client.GetResponseAsync(question);")]
    [InlineData("await client.GetResponseAsync(asked.Prompt); logger.LogInformation($\"{asked.User} asked {[|asked.Prompt|]}\");")]
    [InlineData("await client.GetResponseAsync([new ChatMessage(ChatRole.User, question)]); activity?.SetTag(\"gen_ai.prompt\", [|question|]);")]
    [InlineData("var text = question.Trim(); serilog.Information(\"{Id} {Text}\", 1, [|text|]); await client.GetResponseAsync($\"Answer: {text}\");")]
    [InlineData("logger.LogInformation(\"{User} asked\", asked.User); await client.GetResponseAsync(asked.Prompt);")]
    [InlineData("logger.LogDebug(\"{Question}\", question); logger.Log(LogLevel.Trace, question); await client.GetResponseAsync(question);")]
    [InlineData("logger.LogInformation(\"{Length}\", question.Length); await client.GetResponseAsync(question);")]
    [InlineData("if (environment.IsDevelopment()) { logger.LogInformation(question); } await client.GetResponseAsync(question);")]
    [InlineData("logger.LogInformation(question);")]
    public Task A_prompt_in_a_log_is_reported(string body) => RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, Service(body + " await Task.CompletedTask;"));

    [Fact]
    public async Task Both_say_what_goes_where()
    {
        var reply = Assert.Single(await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync(Id, Service("var r = await client.GetResponseAsync(messages);\nlogger.LogInformation(\"{Reply}\", [|r.Text|]);")));
        Assert.Contains("from IChatClient.GetResponseAsync (line 9) to ILogger.LogInformation as 'args'", reply.GetMessage(null));
        var setting = Assert.Single(await RuleTest<AIR3201TelemetryAnalyzer>.VerifyAsync(Id, """class C { object M(IChatClient c) => new OpenTelemetryChatClient(c) { EnableSensitiveData = [|true|] }; }"""));
        Assert.Contains("from OpenTelemetryChatClient.EnableSensitiveData (line 1) to logs and traces", setting.GetMessage(null));
    }
}
