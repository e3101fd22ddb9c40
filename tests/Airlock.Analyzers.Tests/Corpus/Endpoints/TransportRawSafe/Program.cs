// A job with plain connections to services that run no model, and encrypted ones to those that do.
using System.Net.Http;
using System.Net.Http.Json;

var services = new ServiceCollection();
services.AddHttpClient<OrderClient>(client => client.BaseAddress = new Uri("http://orders:8080")); // Compliant: no model
services.AddHttpClient<ChatService>(client => client.BaseAddress = new Uri("https://api.openai.com")); // Compliant: encrypted
await using var provider = services.BuildServiceProvider();
var orders = await provider.GetRequiredService<OrderClient>().OpenAsync();
Console.WriteLine(await provider.GetRequiredService<ChatService>().AskAsync("Which order is the oldest? " + orders));

internal sealed class OrderClient(HttpClient http)
{
    public Task<string> OpenAsync() => http.GetStringAsync("/api/orders?state=open");

    public Task<string> PricesAsync() => http.GetStringAsync("http://prices.internal/api/v1/today"); // Compliant: no model
}

internal sealed class ChatService(HttpClient http)
{
    public async Task<string> AskAsync(string question)
    {
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = question } } });
        return await response.Content.ReadAsStringAsync();
    }

    public Task<string> LocalAsync() => http.GetStringAsync("http://localhost:11434/api/tags"); // Compliant: this machine
}
