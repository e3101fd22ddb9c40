using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR3001: routes and actions that run a model, and what protects them.</summary>
public class AIR3001Tests
{
    private const string Handler = "async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text";

    /// <summary>A program with minimal APIs; <c>HANDLER</c> stands for a lambda that runs a model.</summary>
    private static string Program(string statements, string services = "", string declarations = "") => $$"""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http.HttpResults;
        var builder = WebApplication.CreateBuilder(args);
        {{services}}
        var app = builder.Build();
        {{statements}}
        app.Run();
        {{declarations}}
        """.Replace("HANDLER", Handler);

    /// <summary>A program with controllers, and a controller in a second file.</summary>
    private static string[] Controllers(string controller, string mapping = "app.MapControllers();", string services = "builder.Services.AddControllers();") =>
    [
        Program(mapping, services),
        "using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Filters;\n" + controller,
    ];

    private const string Body = "(string q) => (await client.GetResponseAsync(q)).Text;";

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapGet|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapMethods|](\"/chat\", [\"POST\"], HANDLER);")]
    [InlineData("app.[|MapFallback|](HANDLER);")]
    [InlineData("app.[|MapPost|](\"/chat\", async (HttpContext context) => { await context.RequestServices.GetRequiredService<IChatClient>().GetResponseAsync(\"x\"); });")]
    [InlineData("app.[|MapPost|](\"/chat\", (IChatClient client, string q) => client.GetStreamingResponseAsync(q));")]
    [InlineData("app.[|MapPost|](\"/embed\", async (IEmbeddingGenerator<string, Embedding<float>> g, string q) => await g.GenerateAsync([q]));")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).WithName(\"chat\").WithTags(\"ai\");")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).DisableAntiforgery();")]
    [InlineData("app.MapGroup(\"/ai\").[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\"); group.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\").WithTags(\"ai\"); var inner = group.MapGroup(\"/v1\"); inner.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("var safe = app.MapGroup(\"/a\").RequireAuthorization(); safe.MapGet(\"/\", () => 1); var open = app.MapGroup(\"/b\"); open.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("var endpoint = app.[|MapPost|](\"/chat\", HANDLER); endpoint.WithName(\"chat\");")]
    [InlineData("app.MapGet(\"/\", () => 1).RequireAuthorization(); app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.UseAuthentication(); app.UseAuthorization(); app.[|MapPost|](\"/chat\", HANDLER);")]
    // What reads like a credential and is none, beside an answer that the provider refused us.
    [InlineData("app.[|MapPost|](\"/chat\", async Task<IResult> (IChatClient client, string q, CancellationToken token) => { try { return Results.Ok((await client.GetResponseAsync(q, new ChatOptions { MaxOutputTokens = 9 }, token)).Text); } catch (System.Net.Http.HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.Unauthorized) { return Results.StatusCode(401); } });")]
    [InlineData("app.Urls.Add(\"http://0.0.0.0:5000\"); app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.Urls.Add(\"http://localhost:5000\"); app.Urls.Add(\"http://+:80\"); app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).RequireHost(\"host.docker.internal\");")]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.[|MapPost|](\"/chat\", HANDLER); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapGet(\"/\", () => 1); } else { app.[|MapPost|](\"/chat\", HANDLER); }")]
    [InlineData("app.UseRouting(); app.UseEndpoints(endpoints => { endpoints.[|MapPost|](\"/chat\", HANDLER); });")]
    // Filters and middleware that check nothing.
    [InlineData("app.[|MapPost|](\"/chat\", HANDLER).AddEndpointFilter(async (context, next) => await next(context));")]
    [InlineData("var group = app.MapGroup(\"/ai\").AddEndpointFilter(async (context, next) => { app.Logger.LogInformation(context.HttpContext.Request.Headers[\"X-Api-Key\"]); return await next(context); }); group.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.Use(async (context, next) => { context.Response.Headers[\"X-Correlation-Id\"] = context.Request.Headers[\"X-Correlation-Id\"]; await next(); }); app.[|MapPost|](\"/chat\", HANDLER);")]
    [InlineData("app.[|MapPost|](\"/chat\", Chat); static async Task<string> Chat(IChatClient client, string q) => (await client.GetResponseAsync(q)).Text;")]
    public async Task An_open_route_is_reported(string statements) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program(statements));

    [Theory]
    [InlineData("app.[|MapPost|](\"/chat\", Api.Chat);", "static class Api { public static async Task<string> Chat(IChatClient client, string q) => (await client.GetResponseAsync(q)).Text; }")]
    [InlineData("Api.MapChat(app.MapGroup(\"/ai\"));", "static class Api { public static void MapChat(RouteGroupBuilder app) { app.[|MapPost|](\"/chat\", HANDLER); } }")]
    [InlineData("app.MapChat();", "static class Api { public static void MapChat(this WebApplication app) { app.[|MapPost|](\"/chat\", HANDLER); } }")]
    public async Task An_open_route_elsewhere_is_reported(string statements, string declarations) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program(statements, declarations: declarations.Replace("HANDLER", Handler)));

    [Fact]
    public async Task A_policy_that_is_no_fallback_protects_nothing() =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program(
            "app.[|MapPost|](\"/chat\", HANDLER);", "builder.Services.AddAuthorization(o => { o.AddPolicy(\"a\", p => p.RequireAuthenticatedUser()); o.FallbackPolicy = null; });"));

    [Theory]
    [InlineData("app.MapPost(\"/chat\", (string q) => q);")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).RequireAuthorization();")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).WithName(\"chat\").RequireAuthorization(\"policy\").WithTags(\"ai\");")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).RequireAuthorization(p => p.RequireRole(\"ai\"));")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).WithMetadata(new AuthorizeAttribute());")]
    [InlineData("var endpoint = app.MapPost(\"/chat\", HANDLER); endpoint.RequireAuthorization();")]
    [InlineData("app.MapGroup(\"/ai\").RequireAuthorization().MapPost(\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\").RequireAuthorization(); group.MapPost(\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\"); group.RequireAuthorization(); group.MapPost(\"/chat\", HANDLER);")]
    [InlineData("var group = app.MapGroup(\"/ai\"); group.MapPost(\"/chat\", HANDLER); group.WithTags(\"x\").RequireAuthorization();")]
    [InlineData("var outer = app.MapGroup(\"/a\").RequireAuthorization(); var inner = outer.MapGroup(\"/b\"); inner.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.MapPost(\"/chat\", [Authorize] async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text);")]
    [InlineData("app.MapPost(\"/chat\", Chat); [Authorize] static async Task<string> Chat(IChatClient client, string q) => (await client.GetResponseAsync(q)).Text;")]
    [InlineData("app.Urls.Add(\"http://localhost:5000\"); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.MapPost(\"/chat\", HANDLER).RequireHost(\"localhost:*\", \"127.0.0.1\");")]
    // Anonymous on purpose is another rule's matter.
    [InlineData("app.MapPost(\"/chat\", HANDLER).AllowAnonymous();")]
    [InlineData("app.MapPost(\"/chat\", [AllowAnonymous] async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text);")]
    [InlineData("var group = app.MapGroup(\"/ai\").AllowAnonymous(); group.MapPost(\"/chat\", HANDLER);")]
    // Filters and middleware that check the caller.
    [InlineData("app.MapPost(\"/chat\", HANDLER).AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers[\"X-Api-Key\"] == builder.Configuration[\"Key\"] ? await next(context) : Results.Unauthorized());")]
    [InlineData("var group = app.MapGroup(\"/ai\").AddEndpointFilter(async (context, next) => { if (!context.HttpContext.Request.Headers.TryGetValue(\"X-Api-Key\", out var key) || key != builder.Configuration[\"Key\"]) return null; return await next(context); }); group.MapPost(\"/chat\", HANDLER);")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/chat\", HANDLER); }")]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.MapGet(\"/\", () => 1); } else { app.MapPost(\"/chat\", HANDLER); }")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers[\"X-Key\"] != \"k\") { context.Response.StatusCode = 401; return; } await next(); }); app.MapPost(\"/chat\", HANDLER);")]
    [InlineData("app.MapPost(\"/chat\", async (HttpContext context, IChatClient client, string q) => context.User.Identity?.IsAuthenticated == true ? (await client.GetResponseAsync(q)).Text : \"\");")]
    [InlineData("app.MapPost(\"/chat\", async Task<IResult> (HttpRequest request, IChatClient client, string q) => { if (request.Headers[\"X-Key\"] != \"k\") return Results.Unauthorized(); return Results.Ok(await client.GetResponseAsync(q)); });")]
    public async Task A_protected_route_is_silent(string statements) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program(statements));

    [Theory]
    [InlineData("app.MapPost(\"/chat\", HANDLER).Secure();", "static class Api { public static RouteHandlerBuilder Secure(this RouteHandlerBuilder b) => b.RequireAuthorization(); }")]
    [InlineData("app.MapGroup(\"/ai\").RequireAuthorization().MapChat();", "static class Api { public static void MapChat(this IEndpointRouteBuilder app) { app.MapPost(\"/chat\", HANDLER); } }")]
    [InlineData("app.MapChat().RequireAuthorization();", "static class Api { public static RouteHandlerBuilder MapChat(this WebApplication app) => app.MapPost(\"/chat\", HANDLER); }")]
    [InlineData("var group = app.MapGroup(\"/ai\"); Api.Protect(group); group.MapPost(\"/chat\", HANDLER);", "static class Api { public static void Protect(RouteGroupBuilder group) => group.RequireAuthorization(); }")]
    public async Task What_cannot_be_seen_is_not_accused(string statements, string declarations) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program(statements, declarations: declarations.Replace("HANDLER", Handler)));

    [Theory]
    [InlineData("builder.Services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    [InlineData("builder.Services.AddAuthorization(o => { o.FallbackPolicy = o.DefaultPolicy; });")]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddFallbackPolicy(\"f\", p => p.RequireAuthenticatedUser());")]
    public async Task A_fallback_policy_covers_every_endpoint(string services)
    {
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program("app.MapPost(\"/chat\", HANDLER);", services));
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Controllers(
            $"[ApiController] public class ChatController(IChatClient client) : ControllerBase {{ [HttpPost(\"chat\")] public async Task<string> Post{Body} }}",
            services: services + "builder.Services.AddControllers();"));
    }

    [Theory]
    [InlineData("[ApiController] public class ChatController(IChatClient client) : ControllerBase { [HttpPost(\"chat\")] public async Task<string> [|Post|]BODY }")]
    [InlineData("public class ChatController(IChatClient client) : Controller { public async Task<string> [|Post|]BODY }")]
    [InlineData("public class ChatController(IChatClient client) { [HttpPost(\"chat\")] public async Task<string> [|Post|]BODY }")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [Authorize] public int Other() => 1; [HttpPost(\"chat\"), Produces(\"text/plain\")] public async Task<string> [|Post|]BODY }")]
    [InlineData("public abstract class Base : ControllerBase; public class ChatController(IChatClient client) : Base { public async Task<string> [|Post|]BODY }")]
    public async Task An_open_action_is_reported(string controller) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Controllers(controller.Replace("BODY", Body)));

    [Theory]
    [InlineData("[ApiController] public class ChatController : ControllerBase { [HttpPost(\"chat\")] public string Post(string q) => q; }")]
    [InlineData("[Authorize] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [Authorize(Roles = \"ai\")] public async Task<string> PostBODY }")]
    [InlineData("[Authorize] public abstract class Base : ControllerBase; public class ChatController(IChatClient client) : Base { public async Task<string> PostBODY }")]
    [InlineData("public sealed class MembersAttribute : AuthorizeAttribute; [Members] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }")]
    [InlineData("[Authorize] public class ChatController(IChatClient client) : ControllerBase { [AllowAnonymous] public async Task<string> PostBODY }")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { [NonAction] public async Task<string> PostBODY }")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { internal async Task<string> PostBODY }")]
    [InlineData("[NonController] public class ChatController(IChatClient client) { public async Task<string> PostBODY }")]
    [InlineData("public class ChatService(IChatClient client) { public async Task<string> PostBODY }")]
    [InlineData("public class KeyAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (context.HttpContext.Request.Headers[\"X-Api-Key\"] != \"k\") context.Result = new UnauthorizedResult(); } } [Key] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }")]
    [InlineData("public class KeyFilter : IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { if (context.HttpContext.Request.Headers[\"X-Api-Key\"] != \"k\") context.Result = new UnauthorizedResult(); } } [ServiceFilter(typeof(KeyFilter))] public class ChatController(IChatClient client) : ControllerBase { public async Task<string> PostBODY }")]
    [InlineData("public class ChatController(IChatClient client) : ControllerBase { public async Task<IActionResult> Post(string q) { if (User.Identity?.IsAuthenticated != true) return Unauthorized(); return Ok(await client.GetResponseAsync(q)); } }")]
    public async Task A_protected_action_is_silent(string controller) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Controllers(controller.Replace("BODY", Body)));

    [Theory]
    [InlineData("app.MapControllers().RequireAuthorization();", "builder.Services.AddControllers();")]
    [InlineData("app.MapControllerRoute(\"default\", \"{controller}/{action}\").RequireAuthorization();", "builder.Services.AddControllers();")]
    [InlineData("app.MapControllers();", "builder.Services.AddControllers(o => o.Filters.Add(new Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter()));")]
    [InlineData("var controllers = app.MapControllers(); controllers.RequireAuthorization();", "builder.Services.AddControllers();")]
    public async Task What_covers_all_controllers_is_seen(string mapping, string services) =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Controllers(
            $"public class ChatController(IChatClient client) : ControllerBase {{ public async Task<string> Post{Body} }}", mapping, services));

    [Fact]
    public async Task Controllers_that_another_program_maps_are_a_note()
    {
        var finding = Assert.Single(await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Controllers(
            $"public class ChatController(IChatClient client) : ControllerBase {{ public async Task<string> [|Post|]{Body} }}", "app.MapGet(\"/\", () => 1);", "")));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("note", finding.Properties["weight"]);
        Assert.Contains("the controllers are mapped in another assembly", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_of_a_library_are_a_note()
    {
        var finding = Assert.Single(await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001",
            $"public static class Api {{ public static void MapChat(this IEndpointRouteBuilder routes) => routes.[|MapPost|](\"/chat\", {Handler}); }}"));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Contains("the callers of IEndpointRouteBuilder.MapChat, which are in another assembly", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_names_endpoint_call_and_remedy()
    {
        var finding = Assert.Single(await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", Program("app.[|MapPost|](\"/chat\", HANDLER);")));
        Assert.StartsWith("POST /chat → IChatClient.GetResponseAsync: anyone", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(".RequireAuthorization()", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Single(finding.AdditionalLocations);
    }

    [Fact]
    public async Task The_message_for_a_page_sends_to_its_class()
    {
        var finding = Assert.Single(await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001",
        [
            Program("app.MapRazorPages();", "builder.Services.AddRazorPages();"),
            "public class AskModel(IChatClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public async Task [|OnPostAsync|](string q) => await client.GetResponseAsync(q); }",
        ]));
        Assert.StartsWith("POST /Ask → IChatClient.GetResponseAsync: anyone", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("Add [Authorize] to the class", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fix_ends_the_chain_with_RequireAuthorization()
    {
        await VerifyFixAsync("app.[|MapPost|](\"/chat\", HANDLER);", "app.MapPost(\"/chat\", HANDLER).RequireAuthorization();");
        await VerifyFixAsync("app.[|MapPost|](\"/chat\", HANDLER).WithName(\"chat\"); // chat", "app.MapPost(\"/chat\", HANDLER).WithName(\"chat\").RequireAuthorization(); // chat");
        await VerifyFixAsync(
            "app.[|MapPost|](\"/chat\", HANDLER)\n    .WithName(\"chat\")\n    .WithTags(\"ai\");",
            "app.MapPost(\"/chat\", HANDLER)\n    .WithName(\"chat\")\n    .WithTags(\"ai\")\n    .RequireAuthorization();");

        static Task VerifyFixAsync(string before, string after) =>
            RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>("AIR3001", Program(before), Program(after));
    }

    [Theory]
    [InlineData("", "using Microsoft.AspNetCore.Authorization;\n")]
    [InlineData("using Microsoft.AspNetCore.Authorization;\n", "using Microsoft.AspNetCore.Authorization;\n")]
    public async Task The_fix_puts_Authorize_on_the_action(string usingsBefore, string usingsAfter)
    {
        const string Template = """
            using Microsoft.AspNetCore.Mvc;
            {0}var builder = WebApplication.CreateBuilder(args);
            builder.Build().MapControllers();

            public class ChatController(IChatClient client) : ControllerBase
            {{
                // Answers.
                {1}[HttpPost("chat")]
                public async Task<string> [|Post|](string q) => (await client.GetResponseAsync(q)).Text;
            }}
            """;
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001", string.Format(Template, usingsBefore, ""), string.Format(Template, usingsAfter, "[Authorize]\n    ").Replace("[|", "").Replace("|]", ""));
    }

    [Theory]
    [InlineData("app.[|MapHub<ChatHub>|](\"/chat\");", "public class ChatHub(IChatClient client) : Microsoft.AspNetCore.SignalR.Hub { public Task Ask(string q) => client.GetResponseAsync(q); }")]
    [InlineData("app.[|MapGrpcService<ChatService>|]();", """
        public class ChatService(IChatClient client) : ChatBase { public override Task Ask(string q) => client.GetResponseAsync(q); }
        [Grpc.Core.BindServiceMethod(typeof(ChatBase), "BindService")]
        public abstract class ChatBase { public virtual Task Ask(string q) => Task.CompletedTask; public static void BindService(Grpc.Core.ServiceBinderBase binder, ChatBase service) { } }
        """)]
    [InlineData("app.[|MapForwarder|](\"/chat\", \"https://api.openai.com\");", "")]
    [InlineData("app.[|MapMcp|](\"/mcp\");", "")]
    public async Task The_fix_also_ends_other_mappings(string mapping, string declarations)
    {
        var before = Program(mapping, declarations: declarations);
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001", before, before.Replace("[|", "").Replace("|]", "").Replace(");\napp.Run();", ").RequireAuthorization();\napp.Run();"));
    }

    [Fact]
    public async Task The_fix_keeps_a_chain_that_is_broken_before_the_mapping()
    {
        var before = Program("app.MapGroup(\"/ai\")\n    .[|MapPost|](\"/chat\", HANDLER);");
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001", before, before.Replace("[|", "").Replace("|]", "").Replace(".Text);", ".Text)\n    .RequireAuthorization();"));
    }

    [Fact]
    public async Task The_fix_stays_before_a_call_that_ends_the_chain()
    {
        const string Declarations = "static class Api { public static void Done(this RouteHandlerBuilder endpoint) { } }";
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001",
            Program("app.[|MapPost|](\"/chat\", HANDLER).Done();", declarations: Declarations),
            Program("app.MapPost(\"/chat\", HANDLER).RequireAuthorization().Done();", declarations: Declarations));
    }

    [Theory]
    [InlineData("public class AskModel(IChatClient client) : PageModel { public async Task [|OnPostAsync|](string q) => await client.GetResponseAsync(q); }")]
    [InlineData("public class AskModel(IChatClient client) : PageModel { [Authorize] public async Task [|OnPostAsync|](string q) => await client.GetResponseAsync(q); }")]
    public async Task The_fix_puts_Authorize_on_the_class_of_a_page(string page)
    {
        const string Usings = "using Microsoft.AspNetCore.Mvc.RazorPages;\nusing Microsoft.AspNetCore.Authorization;\n\n";
        var start = Program("app.MapRazorPages();", "builder.Services.AddRazorPages();");
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyAsync("AIR3001", [start, Usings + page]);
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001", [start, Usings + page], [start, Usings + "[Authorize]\n" + page.Replace("[|", "").Replace("|]", "")]);
    }

    [Fact]
    public async Task The_fix_puts_Authorize_on_the_class_that_inherits_the_action()
    {
        const string Template = """
            // A controller.
            namespace Chats;

            public abstract class Base(IChatClient client) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;
            }

            /// <summary>Chats.</summary>
            ATTRIBUTEpublic class [|ChatController|](IChatClient client) : Base(client);
            """;
        var start = Program("app.MapControllers();", "builder.Services.AddControllers();");
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001",
            [start, Template.Replace("ATTRIBUTE", "")],
            [start, Template.Replace("[|", "").Replace("|]", "").Replace("ATTRIBUTE", "[Authorize]\n").Replace("namespace", "using Microsoft.AspNetCore.Authorization;\n\nnamespace")]);
    }

    [Fact]
    public async Task No_fix_is_offered_for_middleware() =>
        await RuleTest<AIR3001UnauthenticatedEndpointAnalyzer>.VerifyNoFixAsync<AIR3001RequireAuthorizationFix>(
            "AIR3001", Program("app.Run(async context => { await context.RequestServices.GetRequiredService<IChatClient>().GetResponseAsync(\"x\"); });"));
}
