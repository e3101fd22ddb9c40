using System.ComponentModel.DataAnnotations;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;

namespace RawHttpCompletion;

public record Prompt([property: MaxLength(2000)] string Text);

public class ClaudeClient(HttpClient http)
{
    public async Task<string> CompleteAsync(string prompt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages")
        {
            Content = JsonContent.Create(new
            {
                model = "claude-sonnet-4-5",
                max_tokens = 500,
                messages = new[] { new { role = "user", content = prompt } },
            }),
        };
        using var response = await http.SendAsync(request);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.GetProperty("content")[0].GetProperty("text").GetString() ?? "";
    }
}

public class WeatherClient(HttpClient http)
{
    public Task<string> TodayAsync(string city) => http.GetStringAsync($"today?city={Uri.EscapeDataString(city)}");
}
