using System.Net.Http;
using System.Net.Http.Json;

namespace ResearchAgent.Fetching;

/// <summary>An agent that fetches pages and calls services that a model names.</summary>
public class PageFetcher(IChatClient chat, HttpClient http)
{
    private static readonly HashSet<string> Hosts = new(StringComparer.OrdinalIgnoreCase) { "learn.microsoft.com", "docs.github.com" };

    public async Task<string> FetchAsync(string question)
    {
        var address = await chat.GetResponseAsync($"Which page answers this? Reply with the address only. {question}");
        return await http.GetStringAsync(address.Text); // Noncompliant {{AIR1007}}
    }

    public async Task<string> FetchKnownHostAsync(string question)
    {
        var address = await chat.GetResponseAsync($"Which page answers this? Reply with the address only. {question}");
        if (!Uri.TryCreate(address.Text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || !Hosts.Contains(uri.Host))
        {
            return "";
        }

        return await http.GetStringAsync(uri); // Compliant: the host is on the list
    }

    public async Task<string> FetchWellFormedAsync(string question)
    {
        var address = await chat.GetResponseAsync($"Which page answers this? Reply with the address only. {question}");
        if (!Uri.TryCreate(address.Text, UriKind.Absolute, out var uri))
        {
            return "";
        }

        return await http.GetStringAsync(uri); // Noncompliant {{AIR1007}}
    }

    public async Task<string> FetchByPrefixAsync(string question)
    {
        var address = (await chat.GetResponseAsync($"Which page answers this? {question}")).Text;
        if (!address.StartsWith("https://docs.github.com", StringComparison.Ordinal))
        {
            return "";
        }

        using var reply = await http.GetAsync(address); // Noncompliant {{AIR1007}}
        return await reply.Content.ReadAsStringAsync();
    }

    public async Task<string> FetchNamedAsync(string question)
    {
        var source = await chat.GetResponseAsync($"Answer 'weather' or 'news': {question}");
        var address = source.Text.Contains("weather", StringComparison.OrdinalIgnoreCase)
            ? "https://weather.example.com/today"
            : "https://news.example.com/today";
        return await http.GetStringAsync(address); // Compliant: one of two constants
    }
}

public class WebhookCaller(IChatClient chat, IHttpClientFactory clients)
{
    public async Task NotifyAsync(string incident)
    {
        var hook = await chat.GetResponseAsync($"Which webhook must hear of this incident? {incident}");
        using var client = clients.CreateClient();
        await client.PostAsJsonAsync(hook.Text, new { text = incident }); // Noncompliant {{AIR1007}}
    }

    public async Task NotifyChannelAsync(string incident)
    {
        var summary = await chat.GetResponseAsync($"Summarise this incident: {incident}");
        using var client = clients.CreateClient();
        await client.PostAsJsonAsync("https://hooks.example.com/incidents", new { text = summary.Text }); // Compliant: only the content is the model's
    }

    public async Task<HttpResponseMessage> SendAsync(string task)
    {
        var target = await chat.GetResponseAsync($"Which service handles {task}?");
        var request = new HttpRequestMessage(HttpMethod.Get, "http://" + target.Text + "/health"); // Noncompliant {{AIR1007}}
        using var client = clients.CreateClient();
        return await client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendNumberedAsync(string task)
    {
        var number = int.Parse((await chat.GetResponseAsync($"Which shard handles {task}?")).Text);
        var request = new HttpRequestMessage(HttpMethod.Get, $"http://shard-{number}.internal/health"); // Compliant: a number
        using var client = clients.CreateClient();
        return await client.SendAsync(request);
    }
}
