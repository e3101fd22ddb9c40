using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1012: patterns of regular expressions, and the texts they are tried on.</summary>
public class AIR1012Tests
{
    private static string Method(string body) => $$"""
        using System.Text.RegularExpressions;
        class C(IChatClient client)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var pattern = new Regex([|response.Text|]);")]
    [InlineData("var found = Regex.IsMatch(input, [|response.Text|]);")]
    [InlineData("var parts = Regex.Split(input, [|response.Text|], RegexOptions.IgnoreCase);")]
    public async Task Text_of_a_model_becomes_a_pattern(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1012", Method(body));

    [Theory]
    [InlineData("var found = Regex.IsMatch(response.Text, \"^[a-z]+$\");")]
    [InlineData("var text = Regex.Replace(response.Text, \"a+\", \"b\");")]
    [InlineData("var pattern = new Regex(response.Text, RegexOptions.None, TimeSpan.FromSeconds(1));")]
    public async Task A_text_that_is_searched_is_no_pattern(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1012", Method(body));
}
