using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3005: policies that let scripts of any site call an endpoint that runs a model.</summary>
public class AIR3005Tests
{
    private const string Route = "app.MapPost(\"/chat\", async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text)";

    private static string Program(string services, string statements) => $$"""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements.Replace("ROUTE", Route, StringComparison.Ordinal)}}
        app.Run();
        """;

    [Theory]
    [InlineData("builder.Services.AddCors();", "app.UseCors(policy => policy.[|AllowAnyOrigin|]()); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.[|AllowAnyOrigin|]().AllowAnyHeader()));", "app.UseCors(); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.AllowAnyMethod().[|AllowAnyOrigin|]()));", "app.UseCors(\"open\"); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.[|SetIsOriginAllowed|](_ => true).AllowCredentials()));", "app.UseCors(\"open\"); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.[|WithOrigins|](\"*\")));", "app.UseCors(); ROUTE.RequireCors(\"open\");")]
    [InlineData("const string Name = \"open\"; builder.Services.AddCors(o => o.AddPolicy(Name, p => p.[|AllowAnyOrigin|]()));", "app.UseCors(Name); ROUTE;")]
    [InlineData("var policy = new CorsPolicyBuilder().[|AllowAnyOrigin|]().Build(); builder.Services.AddCors(o => o.AddPolicy(\"open\", policy));", "app.UseCors(\"open\"); ROUTE;")]
    [InlineData("builder.Services.AddCors();", "app.UseCors(); ROUTE.RequireCors(p => p.[|AllowAnyOrigin|]());")]
    [InlineData("", "app.Use(async (context, next) => { [|context.Response.Headers[\"Access-Control-Allow-Origin\"] = \"*\"|]; await next(context); }); ROUTE;")]
    [InlineData("", "app.Use(async (context, next) => { [|context.Response.Headers.Append(\"Access-Control-Allow-Origin\", \"*\")|]; await next(context); }); ROUTE;")]
    [InlineData("", "app.MapPost(\"/chat\", async (HttpContext context, IChatClient client, string q) => { [|context.Response.Headers.AccessControlAllowOrigin = \"*\"|]; return (await client.GetResponseAsync(q)).Text; });")]
    public async Task An_open_policy_that_holds_for_a_model_is_reported(string services, string statements) =>
        await RuleTest<AIR3005OpenOriginAnalyzer>.VerifyAsync("AIR3005", Program(services, statements));

    [Theory]
    [InlineData("builder.Services.AddCors();", "app.UseCors(policy => policy.WithOrigins(\"https://app.example.com\")); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"some\", p => p.SetIsOriginAllowed(origin => origin.EndsWith(\".example.com\"))));", "app.UseCors(\"some\"); ROUTE;")]
    // A policy that nothing applies, or that another endpoint alone applies.
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.AllowAnyOrigin()));", "ROUTE;")]
    [InlineData("builder.Services.AddCors(o => { o.AddPolicy(\"open\", p => p.AllowAnyOrigin()); o.AddPolicy(\"own\", p => p.WithOrigins(\"https://app.example.com\")); });", "app.UseCors(\"own\"); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.AllowAnyOrigin()));", "app.UseCors(); app.MapGet(\"/status\", () => 1).RequireCors(\"open\"); ROUTE;")]
    [InlineData("builder.Services.AddCors(o => { o.AddDefaultPolicy(p => p.AllowAnyOrigin()); o.AddPolicy(\"own\", p => p.WithOrigins(\"https://app.example.com\")); });", "app.UseCors(); ROUTE.RequireCors(\"own\");")]
    [InlineData("builder.Services.AddCors();", "if (app.Environment.IsDevelopment()) { app.UseCors(policy => policy.AllowAnyOrigin()); } ROUTE;")]
    [InlineData("builder.Services.AddCors(o => o.AddPolicy(\"open\", p => p.AllowAnyOrigin()));", "if (app.Environment.IsDevelopment()) { app.UseCors(\"open\"); } ROUTE;")]
    // No model is offered.
    [InlineData("builder.Services.AddCors();", "app.UseCors(policy => policy.AllowAnyOrigin()); app.MapGet(\"/status\", () => 1);")]
    [InlineData("", "app.MapGet(\"/status\", (HttpContext context) => { context.Response.Headers.AccessControlAllowOrigin = \"*\"; return 1; }); ROUTE;")]
    public async Task A_policy_that_names_origins_or_holds_for_others_is_silent(string services, string statements) =>
        await RuleTest<AIR3005OpenOriginAnalyzer>.VerifyAsync("AIR3005", Program(services, statements));

    [Fact]
    public async Task The_message_names_the_endpoints_that_are_open()
    {
        var finding = Assert.Single(await RuleTest<AIR3005OpenOriginAnalyzer>.VerifyAsync(
            "AIR3005", Program("builder.Services.AddCors();", "app.UseCors(policy => policy.[|AllowAnyOrigin|]()); ROUTE; ROUTE;".Replace("ROUTE; ROUTE", "ROUTE; " + Route.Replace("/chat", "/ask", StringComparison.Ordinal), StringComparison.Ordinal))));
        Assert.StartsWith("AllowAnyOrigin lets the scripts of any web site call POST /chat and 1 more", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(2, finding.AdditionalLocations.Count);
    }
}
