using System.Net.Http;
using System.Net.Http.Json;

namespace Airlock.Corpus.Raw;

internal sealed class CompletionClient(HttpClient http)
{
    public async Task<string> CompleteAsync(string prompt)
    {
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", new { model = "phi4", messages = new[] { new { role = "user", content = prompt } } });
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> GenerateAsync(string prompt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://ollama:11434/api/generate"); // Noncompliant {{AIR3101}}
        request.Content = JsonContent.Create(new { model = "phi4", prompt });
        using var response = await http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}

internal sealed class EmbeddingClient
{
    private readonly HttpClient _http;

    public EmbeddingClient(IHttpClientFactory clients) => _http = clients.CreateClient("embeddings");

    public Task<HttpResponseMessage> EmbedAsync(string text) => _http.PostAsJsonAsync("openai/deployments/bge/embeddings", new { input = text });

    public Task<HttpResponseMessage> CompleteAsync(string text) => _http.PostAsJsonAsync("/v1/completions", new { prompt = text });
}
