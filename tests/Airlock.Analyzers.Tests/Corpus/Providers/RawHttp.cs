using System.Data;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Newtonsoft.Json.Linq;

namespace Intranet.RawHttp;

public record Completion(List<Choice> Choices);

public record Choice(ReplyMessage Message);

public record ReplyMessage(string Role, string Content);

public record GenerateReply(string Response, bool Done);

public record Weather(string Station, double Degrees);

/// <summary>Apps that call an inference service without a client library.</summary>
public class CompletionsApi(HttpClient http, IDbConnection connection)
{
    private const string Endpoint = "https://api.openai.com/v1/chat/completions";

    public async Task FromTypedReplyAsync(string question)
    {
        using var reply = await http.PostAsJsonAsync(Endpoint, new { model = "gpt-4o-2024-11-20", messages = new[] { new { role = "user", content = question } } });
        var completion = await reply.Content.ReadFromJsonAsync<Completion>();
        connection.Query(completion!.Choices[0].Message.Content); // Noncompliant {{AIR1002}}
    }

    public async Task FromDocumentAsync(string question)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { input = question }), Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("https://api.openai.com/v1/responses", content);
        using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        var text = document.RootElement.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString();
        Process.Start("bash", ["-c", text!]); // Noncompliant {{AIR1001}}
    }

    public async Task FromStatusAsync(string question)
    {
        using var reply = await http.PostAsJsonAsync(Endpoint, new { question });
        Process.Start("logger", $"{(int)reply.StatusCode}"); // Compliant: a number
    }

    public async Task FromTokensAsync(string question)
    {
        using var reply = await http.PostAsJsonAsync(Endpoint, new { model = "gpt-4o-2024-11-20", messages = new[] { new { role = "user", content = question } } });
        using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        var tokens = document.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt32();
        connection.Execute($"INSERT INTO usage (tokens) VALUES ({tokens})"); // Compliant: a number
    }

    public async Task FromStreamAsync(string question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = JsonContent.Create(new { stream = true, question }) };
        using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync());
        var script = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                script.Append(JsonNode.Parse(line[6..])?["choices"]?[0]?["delta"]?["content"]);
            }
        }

        Process.Start("bash", ["-c", script.ToString()]); // Noncompliant {{AIR1001}}
    }
}

public class ClaudeApi(IConfiguration configuration, IDbConnection connection)
{
    public async Task<string> AskAsync(string question)
    {
        using var http = new HttpClient { BaseAddress = new Uri("https://api.anthropic.com") };
        http.DefaultRequestHeaders.Add("x-api-key", configuration["Anthropic:ApiKey"]);
        using var reply = await http.PostAsJsonAsync("/v1/messages", new { model = "claude-sonnet-4-5", max_tokens = 500, question });
        var node = await reply.Content.ReadFromJsonAsync<JsonNode>();
        return node!["content"]![0]!["text"]!.GetValue<string>();
    }

    public async Task RunAsync(string question)
    {
        connection.Execute(await AskAsync(question)); // Noncompliant {{AIR1002}}
    }

    public async Task RunKnownAsync(string question)
    {
        var table = await AskAsync(question);
        if (table == "orders")
        {
            connection.Query("SELECT * FROM " + table); // Compliant: one constant
        }
    }
}

public class LocalModel(IDbConnection connection)
{
    private readonly HttpClient _http = new();

    public async Task GenerateAsync(string question)
    {
        using var reply = await _http.PostAsJsonAsync("http://localhost:11434/api/generate", new { model = "llama3.2", prompt = question, stream = false });
        var answer = await reply.Content.ReadFromJsonAsync<GenerateReply>();
        connection.Query(answer!.Response); // Noncompliant {{AIR1002}}
    }

    public async Task GenerateFlagAsync(string question)
    {
        using var reply = await _http.PostAsJsonAsync("http://localhost:11434/api/generate", new { model = "llama3.2", prompt = question, stream = false });
        var answer = await reply.Content.ReadFromJsonAsync<GenerateReply>();
        connection.Query($"SELECT * FROM runs WHERE done = {answer!.Done}"); // Compliant: a bool
    }
}

public class GeminiApi(HttpClient http)
{
    private const string Model = "gemini-2.5-flash";

    public async Task RunAsync(string key, string question)
    {
        var address = $"https://generativelanguage.googleapis.com/v1beta/models/{Model}:generateContent";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = JsonContent.Create(new { contents = new[] { new { parts = new[] { new { text = question } } } } });
        var reply = await http.SendAsync(request);
        var json = JObject.Parse(await reply.Content.ReadAsStringAsync());
        Process.Start("bash", ["-c", json["candidates"]![0]!["content"]!["parts"]![0]!["text"]!.ToString()]); // Noncompliant {{AIR1001}}
    }
}

/// <summary>Other services answer over HTTP too, and no model speaks there.</summary>
public class WeatherService(HttpClient http, IDbConnection connection)
{
    public async Task StoreAsync()
    {
        var weather = await http.GetFromJsonAsync<Weather>("https://weather.example.com/v1/current");
        connection.Query($"SELECT * FROM stations WHERE name = '{weather!.Station}'"); // Compliant: not model output
    }

    public async Task RunScheduleAsync()
    {
        var schedule = await http.GetStringAsync("https://scheduler.example.com/next");
        Process.Start("backup", schedule); // Compliant: not model output
    }
}
