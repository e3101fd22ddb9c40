using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>The fix of AIR3003: a policy for the endpoint, registered and applied where it is not yet.</summary>
public class AIR3003FixTests
{
    private const string Route = "app.MapPost(\"/chat\", async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text)";

    private const string Using = "using Microsoft.AspNetCore.RateLimiting;\n";

    private const string Registered = "builder.Services.AddRateLimiter(options => options.AddTokenBucketLimiter(\"ai\", limiter => limiter.TokenLimit = 9));\n";

    private const string Registration = """
        builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter("inference", limiter =>
        {
            limiter.PermitLimit = 20;
            limiter.Window = TimeSpan.FromMinutes(1);
        }));

        """;

    private static string Program(string usings, string services, string statements) =>
        $"{usings}\nvar builder = WebApplication.CreateBuilder(args); // the host\n{services}\nvar app = builder.Build();\n{statements}\napp.Run();\n";

    private static async Task VerifyAsync(string before, string after) =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyFixAsync<AIR3003RequireRateLimitingFix>("AIR3003", before, after);

    [Fact]
    public async Task A_new_policy_is_registered_applied_and_named() => await VerifyAsync(
        Program("using System.Text.Json;\n", "", Route + ";"),
        Program("using System.Text.Json;\n" + Using, Registration, $"app.UseRateLimiter();\n{Route}.RequireRateLimiting(\"inference\");"));

    [Fact]
    public async Task The_first_using_stands_before_the_code() => await VerifyAsync(
        Program("", "", Route + ";").TrimStart(),
        Using + "\n" + Program("", Registration, $"app.UseRateLimiter();\n{Route}.RequireRateLimiting(\"inference\");").TrimStart());

    [Fact]
    public async Task The_only_policy_of_the_program_is_named() => await VerifyAsync(
        Program(Using, Registered, $"app.UseRateLimiter();\n{Route}\n    .WithName(\"chat\");"),
        Program(Using, Registered, $"app.UseRateLimiter();\n{Route}\n    .WithName(\"chat\")\n    .RequireRateLimiting(\"ai\");"));

    [Fact]
    public async Task A_registered_policy_is_applied() => await VerifyAsync(
        Program(Using, Registered, $"app.UseRouting();\n{Route};"),
        Program(Using, Registered, $"app.UseRouting();\napp.UseRateLimiter();\n{Route}.RequireRateLimiting(\"ai\");"));

    [Fact]
    public async Task Of_several_policies_none_is_chosen()
    {
        var two = Registered + Registered.Replace("\"ai\"", "\"batch\"");
        await VerifyAsync(
            Program(Using, two, $"app.UseRateLimiter();\n{Route};"),
            Program(Using, two + Registration, $"app.UseRateLimiter();\n{Route}.RequireRateLimiting(\"inference\");"));
    }

    [Fact]
    public async Task Only_the_middleware_is_missing_where_the_policy_is_named() => await VerifyAsync(
        Program(Using, Registered, Route + ".RequireRateLimiting(\"ai\");"),
        Program(Using, Registered, $"app.UseRateLimiter();\n{Route}.RequireRateLimiting(\"ai\");"));

    [Fact]
    public async Task The_start_up_code_may_stand_in_Main()
    {
        const string Template = """
            USINGnamespace Chats;

            internal static class Start
            {
                public static void Main(string[] args)
                {
                    var builder = WebApplication.CreateBuilder(args);REGISTRATION
                    var app = builder.Build();USE
                    app.MapPost("/chat", async (IChatClient client, string q) => (await client.GetResponseAsync(q)).Text)CALL;
                    app.Run();
                }
            }
            """;
        await VerifyAsync(
            Template.Replace("USING", "").Replace("REGISTRATION", "").Replace("USE", "").Replace("CALL", ""),
            Template.Replace("USING", Using + "\n").Replace("REGISTRATION", "\n" + string.Join("\n", Registration.TrimEnd().Split('\n').Select(line => "        " + line)))
                .Replace("USE", "\n        app.UseRateLimiter();").Replace("CALL", ".RequireRateLimiting(\"inference\")"));
    }

    [Theory]
    [InlineData("public class ChatController(IChatClient client) : Microsoft.AspNetCore.Mvc.ControllerBase\n{\n    ATTRIBUTEpublic async Task<string> Post(string q) => (await client.GetResponseAsync(q)).Text;\n}\n", "\n    ")]
    [InlineData("/// <summary>Asks.</summary>\nATTRIBUTEpublic class AskModel(IChatClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel\n{\n    public async Task OnPostAsync(string q) => await client.GetResponseAsync(q);\n}\n", "\n")]
    [InlineData("ATTRIBUTEpublic class AskModel(IChatClient client) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel\n{\n    public async Task OnPostAsync(string q) => await client.GetResponseAsync(q);\n}\n", "\n")]
    public async Task An_attribute_in_another_file_has_its_policy_in_the_start_up_code(string declaration, string newLine)
    {
        const string Mappings = "app.MapControllers();\napp.MapRazorPages();";
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyFixAsync<AIR3003RequireRateLimitingFix>(
            "AIR3003",
            [Program("using System.Text.Json;\n", "", Mappings), declaration.Replace("ATTRIBUTE", "")],
            [
                Program("using System.Text.Json;\n" + Using, Registration, "app.UseRateLimiter();\n" + Mappings),
                Using + "\n" + declaration.Replace("ATTRIBUTE", "[EnableRateLimiting(\"inference\")]" + newLine),
            ]);
    }

    [Theory]
    [InlineData("DisableRateLimiting()")]
    [InlineData("RequireRateLimiting(\"ai\").DisableRateLimiting()")]
    public async Task Nothing_is_offered_where_it_is_disabled(string calls) =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyNoFixAsync<AIR3003RequireRateLimitingFix>("AIR3003", Program(Using, Registered, $"app.UseRateLimiter();\n{Route}.{calls};"));

    [Theory]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build();\n" + Route + ";\napp.Run();\n")]
    [InlineData("using var app = Start.Build(args);\n" + Route + ";\napp.Run();\nstatic class Start { public static WebApplication Build(string[] args) => WebApplication.CreateBuilder(args).Build(); }\n")]
    public async Task Nothing_is_offered_where_the_start_up_code_has_another_shape(string program) =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyNoFixAsync<AIR3003RequireRateLimitingFix>("AIR3003", program);

    [Fact]
    public async Task Nothing_is_offered_for_middleware() =>
        await RuleTest<AIR3003UnlimitedEndpointAnalyzer>.VerifyNoFixAsync<AIR3003RequireRateLimitingFix>(
            "AIR3003", Program("", "", "app.Run(async context => { await context.RequestServices.GetRequiredService<IChatClient>().GetResponseAsync(\"x\"); });"));
}
