using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3006: endpoints that run a model and leave no record of who asked.</summary>
public class AIR3006Tests
{
    private static string Program(string services, string statements, string declarations = "") => $$"""
        using System.Diagnostics;
        using OpenTelemetry.Trace;
        using Serilog;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{declarations}}
        """.Replace("HANDLER", "async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text", StringComparison.Ordinal);

    [Theory]
    [InlineData("", "app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("", "app.[|MapPost|](\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("builder.Services.AddHttpLogging(_ => { });", "app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("", "if (app.Environment.IsDevelopment()) { app.UseHttpLogging(); } app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("", "app.Logger.LogInformation(\"started\"); app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("", "app.[|MapPost|](\"/chat\", async (IChatClient client, List<ChatMessage> history) => (await client.GetResponseAsync(history)).Text);")]
    public async Task An_endpoint_without_record_is_reported(string services, string statements) =>
        await RuleTest<AIR3006UnrecordedEndpointAnalyzer>.VerifyAsync("AIR3006", Program(services, statements));

    [Theory]
    [InlineData("builder.Services.AddHttpLogging(_ => { });", "app.UseHttpLogging(); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("", "app.UseSerilogRequestLogging(); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("builder.Services.AddOpenTelemetry().WithTracing(t => t.AddAspNetCoreInstrumentation());", "app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("builder.Services.AddChatClient(s => s.GetRequiredService<IChatClient>()).UseOpenTelemetry();", "app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("builder.Services.AddChatClient(s => s.GetRequiredService<IChatClient>()).UseLogging();", "app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("", "app.MapPost(\"/chat\", async (IChatClient client, ILogger<Program> logger, string q) => { logger.LogInformation(\"asked\"); return (await client.GetResponseAsync(q)).Text; });")]
    [InlineData("", "app.Use(async (context, next) => { app.Logger.LogInformation(\"{Path}\", context.Request.Path); await next(context); }); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("", "app.MapPost(\"/chat\", HANDLER).AddEndpointFilter(async (context, next) => { app.Logger.LogInformation(\"asked\"); return await next(context); });")]
    [InlineData("", "if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", HANDLER); }")]
    [InlineData("", "app.MapPost(\"/echo\", (string q) => q);")]
    public async Task An_endpoint_with_a_record_is_silent(string services, string statements) =>
        await RuleTest<AIR3006UnrecordedEndpointAnalyzer>.VerifyAsync("AIR3006", Program(services, statements));

    [Theory]
    [InlineData("interface IAuditTrail { void Write(string text); }", "IAuditTrail", "Write(\"asked\")")]
    [InlineData("interface IQuestions { void Record(string text); }", "IQuestions", "Record(\"asked\")")]
    public async Task The_applications_own_record_counts(string declaration, string type, string call) =>
        await RuleTest<AIR3006UnrecordedEndpointAnalyzer>.VerifyAsync("AIR3006", Program(
            "", $"app.MapPost(\"/chat\", async (IChatClient client, {type} records, string q) => {{ records.{call}; return (await client.GetResponseAsync(q)).Text; }});", declaration));

    [Fact]
    public async Task A_library_that_belongs_to_some_program_is_silent() => await RuleTest<AIR3006UnrecordedEndpointAnalyzer>.VerifyAsync(
        "AIR3006", "public static class Api { public static void MapChat(this IEndpointRouteBuilder routes) => routes.MapPost(\"/chat\", async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text); }");
}
