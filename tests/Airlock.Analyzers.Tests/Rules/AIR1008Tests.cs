using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1008: targets of redirects.</summary>
public class AIR1008Tests
{
    private static string Method(string body) => $$"""
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Mvc;
        class C(IChatClient client, HttpContext context, ControllerBase controller, NavigationManager navigation)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("context.Response.Redirect([|response.Text|]);")]
    [InlineData("var result = Results.Redirect([|response.Text|]);")]
    [InlineData("var result = controller.Redirect([|response.Text|]);")]
    [InlineData("var result = new RedirectResult([|response.Text|]);")]
    [InlineData("navigation.NavigateTo([|response.Text|]);")]
    [InlineData("context.Response.Headers.Location = [|response.Text|];")]
    public async Task Text_of_a_model_becomes_a_target(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1008", Method(body));

    [Theory]
    [InlineData("context.Response.Redirect(\"/done\");")]
    [InlineData("var result = controller.LocalRedirect(response.Text);")]
    [InlineData("var target = response.Text switch { \"a\" => \"/a\", _ => \"/b\" }; context.Response.Redirect(target);")]
    public async Task A_target_that_the_program_chooses_is_none(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1008", Method(body));
}
