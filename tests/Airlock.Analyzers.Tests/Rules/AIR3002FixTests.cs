using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>The fix of AIR3002: a known caller instead of anyone, where the endpoint itself says so.</summary>
public class AIR3002FixTests
{
    private const string Start = """
        using Microsoft.AspNetCore.Authorization;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        builder.Services.AddRazorPages();
        var app = builder.Build();
        app.MapControllers();
        app.MapRazorPages();
        STATEMENTS
        app.Run();
        """;

    private const string Body = "async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text";

    private const string Usings = "using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.RazorPages;\n";

    [Theory]
    [InlineData("app.MapPost(\"/chat\", BODY).AllowAnonymous();", "app.MapPost(\"/chat\", BODY).RequireAuthorization();")]
    [InlineData(
        "app.MapGroup(\"/ai\")\n    .MapPost(\"/chat\", BODY)\n    .WithName(\"chat\")\n    .AllowAnonymous() // for now\n    .WithTags(\"ai\");",
        "app.MapGroup(\"/ai\")\n    .MapPost(\"/chat\", BODY)\n    .WithName(\"chat\")\n    .RequireAuthorization() // for now\n    .WithTags(\"ai\");")]
    [InlineData("app.MapPost(\"/chat\", [AllowAnonymous] BODY);", "app.MapPost(\"/chat\", [Authorize] BODY);")]
    [InlineData("app.MapForwarder(\"/chat\", \"https://api.openai.com\").AllowAnonymous();", "app.MapForwarder(\"/chat\", \"https://api.openai.com\").RequireAuthorization();")]
    public async Task A_mapping_requires_authorization(string before, string after) =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyFixAsync<AIR3002RequireAuthorizationFix>("AIR3002", Program(before), Program(after));

    [Theory]
    [InlineData(
        "[Authorize]\npublic class ChatController(IChatClient client) : ControllerBase\n{\n    [HttpPost(\"chat\"), AllowAnonymous]\n    public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;\n}",
        "[Authorize]\npublic class ChatController(IChatClient client) : ControllerBase\n{\n    [HttpPost(\"chat\"), Authorize]\n    public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;\n}")]
    [InlineData(
        "[Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute]\npublic class ChatController(IChatClient client) : ControllerBase\n{\n    [Authorize] public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;\n}",
        "[Microsoft.AspNetCore.Authorization.Authorize]\npublic class ChatController(IChatClient client) : ControllerBase\n{\n    [Authorize] public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;\n}")]
    [InlineData(
        "[AllowAnonymous]\npublic class AskModel(IChatClient client) : PageModel\n{\n    public async Task OnPostAsync(string q) => await client.GetResponseAsync(q);\n}",
        "[Authorize]\npublic class AskModel(IChatClient client) : PageModel\n{\n    public async Task OnPostAsync(string q) => await client.GetResponseAsync(q);\n}")]
    public async Task An_attribute_asks_for_authorization(string before, string after) =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyFixAsync<AIR3002RequireAuthorizationFix>(
            "AIR3002", [Program(""), Usings + before], [Program(""), Usings + after]);

    [Fact]
    public async Task An_Azure_Function_asks_for_a_key()
    {
        const string Function = """
            public class Functions(IChatClient client)
            {
                [Microsoft.Azure.Functions.Worker.Function("Chat")]
                public async Task<string> Chat([Microsoft.Azure.Functions.Worker.HttpTrigger(Microsoft.Azure.Functions.Worker.AuthorizationLevel.Anonymous, "post")] HttpRequest request) =>
                    (await client.GetResponseAsync("x")).Text;
            }
            """;
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyFixAsync<AIR3002RequireAuthorizationFix>(
            "AIR3002", [Function, AIR3002Tests.FunctionsWorker], [Function.Replace("Level.Anonymous", "Level.Function"), AIR3002Tests.FunctionsWorker]);
    }

    [Theory]
    [InlineData("var group = app.MapGroup(\"/ai\").AllowAnonymous(); group.MapPost(\"/chat\", BODY);")]
    [InlineData("var chat = app.MapPost(\"/chat\", BODY); chat.AllowAnonymous();")]
    [InlineData("app.MapPost(\"/chat\", BODY).WithMetadata(new AllowAnonymousAttribute());")]
    public async Task Nothing_is_offered_where_the_statement_stands_elsewhere(string statements) =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyNoFixAsync<AIR3002RequireAuthorizationFix>("AIR3002", Program(statements));

    [Fact]
    public async Task Nothing_is_offered_for_a_statement_of_a_base_class() =>
        await RuleTest<AIR3002AnonymousEndpointAnalyzer>.VerifyNoFixAsync<AIR3002RequireAuthorizationFix>(
            "AIR3002",
            [
                Program(""),
                Usings + "[AllowAnonymous] public abstract class Base : ControllerBase; public class ChatController(IChatClient client) : Base { public async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text; }",
            ]);

    private static string Program(string statements) => Start.Replace("STATEMENTS", statements).Replace("BODY", Body);
}
