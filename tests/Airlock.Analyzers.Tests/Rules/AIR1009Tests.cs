using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1009: data that says itself which types it becomes.</summary>
public class AIR1009Tests
{
    private static string Method(string body) => $$"""
        using Newtonsoft.Json;
        using System.Text.Json;
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
    [InlineData("var item = MessagePack.MessagePackSerializer.Typeless.Deserialize([|Convert.FromBase64String(response.Text)|]);")]
    public async Task Text_of_a_model_chooses_the_types(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1009", Method(body));

    [Theory]
    [InlineData("var item = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(response.Text);")]
    [InlineData("var item = JsonConvert.DeserializeObject<Dictionary<string, string>>(response.Text);")]
    [InlineData("var item = MessagePack.MessagePackSerializer.Deserialize<string>(Convert.FromBase64String(response.Text));")]
    public async Task Data_of_one_type_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1009", Method(body));
}
