using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1010: claims and roles.</summary>
public class AIR1010Tests
{
    private static string Method(string body) => $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Identity;
        class C(IChatClient client, ClaimsPrincipal user, UserManager<IdentityUser> users, IdentityUser account)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var claim = new Claim(ClaimTypes.Role, [|response.Text|]);")]
    [InlineData("await users.AddToRoleAsync(account, [|response.Text|]);")]
    [InlineData("var allowed = user.IsInRole([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_a_right(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Method(body));

    [Theory]
    [InlineData("var claim = new Claim(ClaimTypes.Role, \"reader\"); Console.WriteLine(response.Text);")]
    [InlineData("if (response.Text is \"reader\" or \"writer\") { await users.AddToRoleAsync(account, response.Text); }")]
    public async Task A_right_of_a_fixed_list_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Method(body));
}
