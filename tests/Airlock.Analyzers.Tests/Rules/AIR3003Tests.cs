using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3003: how often an endpoint that runs a model may be called.</summary>
public class AIR3003Tests
{
    private const string Handler = "async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text";

    private const string Policy = "builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"ai\", limiter => { limiter.PermitLimit = 20; limiter.Window = TimeSpan.FromMinutes(1); }));";

    private const string Global = "builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(\"all\", _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })));";

    private const string Use = "app.UseRateLimiter();";

    private static string Program(string statements, string services = "", string declarations = "") => $$"""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{declarations}}
        """.Replace("HANDLER", Handler).Replace("USE", Use);

    private static async Task VerifyAsync(string statements, string services = "", string declarations = "") =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyAsync("AIR3003", Program(statements, services, declarations));

    private static string[] Controllers(string controller, string mapping, string services = Policy) =>
    [
        Program(mapping.Replace("USE", Use), "builder.Services.AddControllers();" + services),
        "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.RateLimiting;\n" + controller.Replace("BODY", "(string q) => (await client.GetResponseAsync(q)).Text;"),
    ];

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.MapGroup(\"/ai\").RequireAuthorization().[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapForwarder|](\"/chat\", \"https://api.openai.com\");")]
    // A timeout bounds one call, not their number.
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).WithRequestTimeout(TimeSpan.FromSeconds(30));")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AddEndpointFilter(async (context, next) => { app.Logger.LogInformation(\"called\"); return await next(context); });")]
    public async Task An_unlimited_route_is_reported(string statements) => await VerifyAsync(statements);

    [Theory]
    // Registered, but not applied to it.
    [InlineData("USE app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("USE app.MapPost(\"/chat\", HANDLER).RequireRateLimiting(\"ai\"); app.[|MapPost|](\"/other\", HANDLER);")]
    [InlineData("USE var limited = app.MapGroup(\"/a\").RequireRateLimiting(\"ai\"); limited.MapGet(\"/\", () => 1); app.MapGroup(\"/b\").[|MapPost|](\"/chat\", HANDLER);")]
    // Undone.
    [InlineData("USE app.[|MapPost|](\"/chat\", HANDLER).RequireRateLimiting(\"ai\").DisableRateLimiting();")]
    [InlineData("USE var group = app.MapGroup(\"/ai\").RequireRateLimiting(\"ai\"); group.[|MapPost|](\"/chat\", HANDLER).DisableRateLimiting();")]
    [InlineData("USE app.[|MapPost|](\"/chat\", [DisableRateLimiting] HANDLER).RequireRateLimiting(\"ai\");")]
    // Named, but the middleware that would apply it is missing.
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).RequireRateLimiting(\"ai\");")]
    [InlineData("app.[|MapPost|](\"/chat\", [EnableRateLimiting(\"ai\")] HANDLER);")]
    public async Task A_policy_that_does_not_hold_is_no_limit(string statements) => await VerifyAsync(statements, Policy);

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("USE app.[|MapPost|](\"/chat\", HANDLER).DisableRateLimiting();")]
    public async Task A_global_limiter_can_be_missing_or_undone(string statements) => await VerifyAsync(statements, Global);

    [Theory]
    [InlineData("app.MapGet(\"/health\", () => \"ok\");")]
    [InlineData("USE app.MapPost(\"/chat\", HANDLER).RequireRateLimiting(\"ai\");")]
    [InlineData("USE app.MapPost(\"/chat\", HANDLER).WithName(\"chat\").RequireRateLimiting(\"ai\").RequireAuthorization();")]
    [InlineData("USE var chat = app.MapPost(\"/chat\", HANDLER); chat.RequireRateLimiting(\"ai\");")]
    [InlineData("USE var group = app.MapGroup(\"/ai\").RequireRateLimiting(\"ai\"); group.MapPost(\"/chat\", HANDLER);")]
    [InlineData("USE var outer = app.MapGroup(\"/a\").RequireRateLimiting(\"ai\"); outer.MapGroup(\"/b\").MapPost(\"/chat\", HANDLER);")]
    [InlineData("USE app.MapPost(\"/chat\", [EnableRateLimiting(\"ai\")] HANDLER);")]
    [InlineData("USE app.MapPost(\"/chat\", Chat); [EnableRateLimiting(\"ai\")] static async Task<string> Chat(IChatClient client, string q) => (await client.GetResponseAsync(q)).Text;")]
    public async Task A_route_with_a_policy_is_silent(string statements) => await VerifyAsync(statements, Policy);

    [Fact]
    public async Task A_global_limiter_is_enough() => await VerifyAsync("USE app.MapPost(\"/chat\", HANDLER);", Global);

    [Theory]
    [InlineData("app.MapPost(\"/chat\", async (HttpContext context, IChatClient client, string q) => { if (!Budget.Take(context)) { context.Response.StatusCode = 429; return \"\"; } return (await client.GetResponseAsync(q)).Text; });")]
    [InlineData("app.MapPost(\"/chat\", async Task<IResult> (IChatClient client, string q) => Budget.Take(null) ? Results.Ok(await client.GetResponseAsync(q)) : Results.StatusCode(StatusCodes.Status429TooManyRequests));")]
    [InlineData("app.MapPost(\"/chat\", async Task<IResult> (IChatClient client, string q) => Budget.Take(null) ? Results.Ok(await client.GetResponseAsync(q)) : Results.Problem(statusCode: 429));")]
    [InlineData("app.MapPost(\"/chat\", async (RateLimiter limiter, IChatClient client, string q) => { using var lease = await limiter.AcquireAsync(); return lease.IsAcquired ? (await client.GetResponseAsync(q)).Text : \"\"; });")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).AddEndpointFilter(async (context, next) => Budget.Take(context.HttpContext) ? await next(context) : Results.StatusCode(429));")]
    [InlineData("app.Use(async (context, next) => { if (!Budget.Take(context)) { context.Response.StatusCode = StatusCodes.Status429TooManyRequests; return; } await next(); }); app.MapPost(\"/chat\", HANDLER);")]
    // What undoes policies undoes no code of the application.
    [InlineData("app.MapPost(\"/chat\", HANDLER).DisableRateLimiting().AddEndpointFilter(async (context, next) => Budget.Take(context.HttpContext) ? await next(context) : Results.StatusCode(429));")]
    public async Task A_limit_of_its_own_is_seen(string statements) =>
        await VerifyAsync(statements, declarations: "static class Budget { private static int _left = 100; public static bool Take(HttpContext? context) => Interlocked.Decrement(ref _left) >= 0; }");

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", HANDLER); }")]
    [InlineData("app.Urls.Add(\"http://localhost:5000\"); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).RequireHost(\"localhost:5000\");")]
    public async Task What_only_this_machine_reaches_is_silent(string statements) => await VerifyAsync(statements);

    [Theory]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { public async Task<string> [|Post|]BODY }", "USE app.MapControllers();")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [EnableRateLimiting(\"ai\")] public async Task<string> [|Post|]BODY }", "app.MapControllers();")]
    [InlineData("[EnableRateLimiting(\"ai\")] public class ChatController(IChatClient client) : ControllerBase { [DisableRateLimiting] public async Task<string> [|Post|]BODY }", "USE app.MapControllers();")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [EnableRateLimiting(\"ai\")] public async Task<string> PostBODY }", "USE app.MapControllers();")]
    [InlineData("[EnableRateLimiting(\"ai\")] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }", "USE app.MapControllers();")]
    [InlineData("[EnableRateLimiting(\"ai\")] public abstract class Base : ControllerBase; public class ChatController(IChatClient client) : Base { public async Task<string> PostBODY }", "USE app.MapControllers();")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }", "USE app.MapControllers().RequireRateLimiting(\"ai\");")]
    public async Task Actions_are_limited_by_attribute_or_mapping(string controller, string mapping) =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyAsync("AIR3003", Controllers(controller, mapping));

    [Theory]
    [InlineData("[EnableRateLimiting(\"ai\")] public class AskModel(IChatClient client) : PageModel { public async Task OnPostAsync(string q) => await client.GetResponseAsync(q); }")]
    [InlineData("public class AskModel(IChatClient client) : PageModel { [EnableRateLimiting(\"ai\")] public async Task [|OnPostAsync|](string q) => await client.GetResponseAsync(q); }")]
    public async Task The_attributes_of_a_page_stand_on_its_class(string page) =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyAsync("AIR3003",
        [
            Program("USE app.MapRazorPages();", "builder.Services.AddRazorPages();" + Policy),
            "using Microsoft.AspNetCore.Mvc.RazorPages;\nusing Microsoft.AspNetCore.RateLimiting;\n" + page,
        ]);

    [Fact]
    public async Task A_library_leaves_it_to_the_application() =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyAsync("AIR3003",
            $"public static class Api {{ public static void MapChat(this IEndpointRouteBuilder routes) => routes.MapPost(\"/chat\", {Handler}); }}");

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER);", "", "nothing limits how often it is called", "Register a policy with AddRateLimiter, call app.UseRateLimiter() and add .RequireRateLimiting(\"…\").")]
    [InlineData("USE app.[|MapPost|](\"/chat\", HANDLER);", Policy, "rate limiting is enabled, but no policy is applied to it and there is no global limiter", "Add .RequireRateLimiting(\"…\").")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).RequireRateLimiting(\"ai\");", Policy, "a rate limit is set for it, but app.UseRateLimiter() is never called and nothing applies it", "Call app.UseRateLimiter().")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER);", Global, "a rate limit is set for it, but app.UseRateLimiter() is never called and nothing applies it", "Call app.UseRateLimiter().")]
    [InlineData("USE app.[|MapPost|](\"/chat\", HANDLER).DisableRateLimiting();", Policy, "rate limiting is disabled for it", "Remove what disables it, and name a policy.")]
    public async Task The_message_names_what_is_missing(string statements, string services, string finding, string remedy)
    {
        var diagnostic = Assert.Single(await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyAsync("AIR3003", Program(statements, services)));
        Assert.Equal($"POST /chat → IChatClient.GetResponseAsync: {finding}, so one caller can use up the model's budget and time. {remedy}", diagnostic.GetMessage(null));
    }
}
