// A console tool that compares the answers of several servers of the company.
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

var question = string.Join(' ', args);
foreach (var server in Servers.All)
{
    var answer = await Servers.Connect(server).CompleteChatAsync(question);
    Console.WriteLine($"{server}: {answer.Value.Content[0].Text}");
}

var anthropic = new Anthropic.AnthropicClient { BaseUrl = Environment.GetEnvironmentVariable("GATEWAY") ?? "http://gateway.contoso.net/anthropic" }; // Noncompliant {{AIR3101}}
Console.WriteLine(anthropic.BaseUrl);

internal static class Servers
{
    private const string Scheme = "http"; // Noncompliant {{AIR3101}}

    private static readonly string Primary = Scheme + "://vllm-1.contoso.net:8000/v1";

    private static readonly Uri Secondary = new("http://192.168.7.12:8000/v1"); // Noncompliant {{AIR3101}}

    public static IEnumerable<string> All { get; } = ["primary", "secondary", "batch"];

    public static ChatClient Connect(string name) => name switch
    {
        "primary" => Make(new Uri(Primary)),
        "secondary" => Make(Secondary),
        _ => Make(new Uri($"http://vllm-batch:{Environment.ProcessorCount + 8000}/v1")), // Noncompliant {{AIR3101}}
    };

    private static ChatClient Make(Uri endpoint) =>
        new("qwen3", new ApiKeyCredential(Environment.GetEnvironmentVariable("VLLM_KEY")!), new OpenAIClientOptions { Endpoint = endpoint });
}
