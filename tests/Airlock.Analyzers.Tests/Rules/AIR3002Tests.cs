using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3002: endpoints that run a model and say in so many words that anyone may call them.</summary>
public class AIR3002Tests
{
    /// <summary>What the packages of the Azure Functions worker declare.</summary>
    public const string FunctionsWorker = """
        namespace Microsoft.Azure.Functions.Worker;

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class FunctionAttribute(string name) : Attribute { public string Name { get; } = name; }

        public enum AuthorizationLevel { Anonymous, User, Function, System, Admin }

        [AttributeUsage(AttributeTargets.Parameter)]
        public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
        {
            public AuthorizationLevel AuthLevel { get; } = authLevel;
            public string[] Methods { get; } = methods;
            public string? Route { get; set; }
        }
        """;

    private const string Handler = "async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text";

    private const string Body = "(string q) => (await client.GetResponseAsync(q)).Text;";

    /// <summary>A fallback policy, which nothing of this rule depends on: what says anonymous overrides it.</summary>
    private const string Fallback = "builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());";

    private const string Key = "if (context.HttpContext.Request.Headers[\"X-Api-Key\"] != builder.Configuration[\"Key\"]) return Results.Unauthorized(); return await next(context);";

    private static string Program(string statements, string services = "", string declarations = "") => $$"""
        using Microsoft.AspNetCore.Authorization;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{declarations}}
        """.Replace("HANDLER", Handler).Replace("KEY", Key);

    private static string[] Controllers(string controller, string mapping = "app.MapControllers();") =>
    [
        Program(mapping, "builder.Services.AddControllers();"),
        "using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Filters;\n" + controller.Replace("BODY", Body),
    ];

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).WithName(\"chat\").AllowAnonymous().WithTags(\"ai\");")]
    [InlineData("var chat = app.[|MapPost|](\"/chat\", HANDLER); chat.AllowAnonymous();")]
    [InlineData("app.[|MapPost|](\"/chat\", [AllowAnonymous] HANDLER);")]
    [InlineData("app.[|MapPost|](\"/chat\", Chat); [AllowAnonymous] static async Task<string> Chat(IChatClient client, string q) => (await client.GetResponseAsync(q)).Text;")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).WithMetadata(new AllowAnonymousAttribute());")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).RequireAuthorization().AllowAnonymous();")]
    [InlineData("var group = app.MapGroup(\"/ai\").AllowAnonymous(); group.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\").RequireAuthorization(); group.[|MapPost|](\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("var group = app.MapGroup(\"/ai\").AllowAnonymous(); group.[|MapPost|](\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("app.[|MapForwarder|](\"/chat\", \"https://api.openai.com\").AllowAnonymous();")]
    // A filter that checks nothing of the caller.
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AllowAnonymous().AddEndpointFilter(async (context, next) => { app.Logger.LogInformation(\"called\"); return await next(context); });")]
    public async Task A_route_that_says_anonymous_is_reported(string statements)
    {
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Program(statements));
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Program(statements, Fallback));
    }

    [Fact]
    public async Task A_hub_that_says_anonymous_is_reported() =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Program(
            "app.[|MapHub<ChatHub>|](\"/chat\").RequireAuthorization();",
            declarations: "[AllowAnonymous] public class ChatHub(IChatClient client) : Microsoft.AspNetCore.SignalR.Hub { public Task Ask(string q) => client.GetResponseAsync(q); }"));

    [Theory]
    [InlineData("app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("app.MapGet(\"/health\", () => \"ok\").AllowAnonymous();")]
    [InlineData("app.MapGet(\"/health\", () => \"ok\").AllowAnonymous(); app.MapPost(\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("var open = app.MapGroup(\"/open\").AllowAnonymous(); open.MapGet(\"/\", () => 1); app.MapGroup(\"/ai\").RequireAuthorization().MapPost(\"/chat\", HANDLER);")]
    // Code of its own checks the caller, so it is not for anyone.
    [InlineData("app.MapPost(\"/chat\", HANDLER).AllowAnonymous().AddEndpointFilter(async (context, next) => { KEY });")]
    [InlineData("var group = app.MapGroup(\"/ai\").AllowAnonymous().AddEndpointFilter(async (context, next) => { KEY }); group.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers[\"X-Key\"] != \"k\") { context.Response.StatusCode = 401; return; } await next(); }); app.MapPost(\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.MapPost(\"/chat\", async Task<IResult> (HttpRequest request, IChatClient client, string q) => { if (request.Headers[\"X-Key\"] != \"k\") return Results.Unauthorized(); return Results.Ok(await client.GetResponseAsync(q)); }).AllowAnonymous();")]
    // On a developer's machine only.
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", HANDLER).AllowAnonymous(); }")]
    [InlineData("app.Urls.Add(\"http://localhost:5000\"); app.MapPost(\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).AllowAnonymous().RequireHost(\"localhost\");")]
    public async Task Other_routes_are_silent(string statements) =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Program(statements));

    [Theory]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [AllowAnonymous] public async Task<string> [|Post|]BODY }")]
    [InlineData("[Authorize] public class ChatController(IChatClient client) : ControllerBase { [AllowAnonymous] public async Task<string> [|Post|]BODY }")]
    [InlineData("[AllowAnonymous] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> [|Post|]BODY }")]
    [InlineData("[AllowAnonymous] public class ChatController(IChatClient client) : ControllerBase { [Authorize] public async Task<string> [|Post|]BODY }")]
    [InlineData("[AllowAnonymous] public abstract class Base : ControllerBase; public class ChatController(IChatClient client) : Base { public async Task<string> [|Post|]BODY }")]
    public async Task An_action_that_says_anonymous_is_reported(string controller)
    {
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Controllers(controller));
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Controllers(controller, "app.MapControllers().RequireAuthorization();"));
    }

    [Fact]
    public async Task All_controllers_may_be_opened_at_once() =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Controllers(
            "[Authorize] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> [|Post|]BODY }", "app.MapControllers().AllowAnonymous();"));

    [Theory]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }")]
    [InlineData("[Authorize] public class ChatController(IChatClient client) : ControllerBase { [AllowAnonymous] public int Health() => 1; public async Task<string> PostBODY }")]
    [InlineData("public class KeyAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (context.HttpContext.Request.Headers[\"X-Api-Key\"] != \"k\") context.Result = new UnauthorizedResult(); } } [Key] public class ChatController(IChatClient client) : ControllerBase { [AllowAnonymous] public async Task<string> PostBODY }")]
    public async Task Other_actions_are_silent(string controller) =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Controllers(controller));

    [Theory]
    [InlineData("", "[AllowAnonymous]", true)]
    [InlineData(".AllowAnonymousToPage(\"/Ask\")", "", true)]
    [InlineData(".AuthorizeFolder(\"/\").AllowAnonymousToPage(\"/Ask\")", "", true)]
    [InlineData(".AuthorizeFolder(\"/\").AllowAnonymousToPage(\"/Login\")", "", false)]
    [InlineData(".AuthorizeFolder(\"/\")", "", false)]
    public async Task Pages_say_it_by_attribute_or_convention(string convention, string attribute, bool isFound)
    {
        var (open, close) = isFound ? ("[|", "|]") : ("", "");
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002",
        [
            Program("app.MapRazorPages();", convention.Length == 0 ? "builder.Services.AddRazorPages();" : $"builder.Services.AddRazorPages(options => options.Conventions{convention});"),
            $"using Microsoft.AspNetCore.Authorization;\n{attribute} public class AskModel(IChatClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel {{ public async Task {open}OnPostAsync{close}(string q) => await client.GetResponseAsync(q); }}",
        ]);
    }

    [Theory]
    [InlineData("Anonymous", "", true)]
    [InlineData("Function", "", false)]
    [InlineData("Admin", "", false)]
    [InlineData("Anonymous", "if (request.Headers[\"X-Key\"] != \"k\") { throw new UnauthorizedAccessException(); } ", false)]
    public async Task An_Azure_Function_says_it_by_its_level(string level, string check, bool isFound)
    {
        var name = isFound ? "[|Chat|]" : "Chat";
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002",
        [
            $$"""
            using Microsoft.Azure.Functions.Worker;
            public class Functions(IChatClient client)
            {
                [Function("Chat")]
                public async Task<string> {{name}}([HttpTrigger(AuthorizationLevel.{{level}}, "post")] HttpRequest request) { {{check}}return (await client.GetResponseAsync("x")).Text; }
            }
            """,
            FunctionsWorker,
        ]);
    }

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AllowAnonymous();", "POST /chat → IChatClient.GetResponseAsync: AllowAnonymous lets anyone run the model, and overrides every policy. Replace it by RequireAuthorization().")]
    [InlineData("app.MapGroup(\"/ai\").AllowAnonymous().[|MapPost|](\"/chat\", HANDLER);", "POST /ai/chat → IChatClient.GetResponseAsync: AllowAnonymous lets anyone run the model, and overrides every policy. Replace it by RequireAuthorization().")]
    public async Task The_message_names_endpoint_statement_and_remedy(string statements, string message)
    {
        var finding = Assert.Single(await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Program(statements)));
        Assert.Equal(message, finding.GetMessage(null));
    }

    [Fact]
    public async Task The_message_for_an_action_names_the_attribute()
    {
        var finding = Assert.Single(await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyAsync("AIR3002", Controllers(
            "[Route(\"api/[controller]\")] public class ChatController(IChatClient client) : ControllerBase { [HttpPost(\"ask\"), AllowAnonymous] public async Task<string> [|Post|]BODY }")));
        Assert.Equal("POST /api/Chat/ask → IChatClient.GetResponseAsync: AllowAnonymous lets anyone run the model, and overrides every policy. Replace it by [Authorize].", finding.GetMessage(null));
    }

    [Theory]
    [InlineData("app.MapPost(\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.MapPost(\"/chat\", HANDLER);")]
    public async Task An_endpoint_is_open_or_anonymous_but_never_both(string statements)
    {
        var compilation = TestCompilation.Create([Program(statements)]);
        var findings = await TestCompilation.AnalyzeAsync(compilation, [new AIR3001UnauthenticatedEndpointAnalyzer(), new AIR3002AnonymousEndpointAnalyzer()]);
        Assert.Single(findings);
    }
}
