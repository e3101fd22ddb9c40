using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1007: addresses of requests, and what a request carries.</summary>
public class AIR1007Tests
{
    private static string Method(string body) => $$"""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Net.Sockets;
        class C(IChatClient client, HttpClient http)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var text = await http.GetStringAsync([|response.Text|]);")]
    [InlineData("var reply = await http.PostAsync([|response.Text|], new StringContent(\"x\"));")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Get, [|response.Text|]);")]
    [InlineData("http.BaseAddress = [|new Uri(response.Text)|];")]
    [InlineData("using var socket = new TcpClient([|response.Text|], 80);")]
    [InlineData("var item = await http.GetFromJsonAsync<string>([|response.Text|]);")]
    [InlineData("var rest = new RestSharp.RestClient([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_an_address(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1007", Method(body));

    [Theory]
    [InlineData("await http.PostAsync(\"https://example.com/notes\", new StringContent(response.Text));")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Post, \"https://example.com/\") { Content = new StringContent(response.Text) }; await http.SendAsync(request);")]
    [InlineData("await http.PostAsJsonAsync(\"https://example.com/notes\", new { text = response.Text });")]
    public async Task What_is_sent_is_no_address(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1007", Method(body));
}
