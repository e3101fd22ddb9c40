// The same tool, where each plaintext address stays on the machine, is for development, or only stands for one.
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

var builder = Host.CreateApplicationBuilder(args);
var question = string.Join(' ', args);
Uri endpoint;
if (builder.Environment.IsDevelopment())
{
    endpoint = new Uri("http://gpu-lab:8000/v1"); // Compliant: development
}
else
{
    endpoint = new Uri("https://vllm.contoso.net/v1"); // Compliant: encrypted
}

var client = Make(endpoint);
Console.WriteLine((await client.CompleteChatAsync(question)).Value.Content[0].Text);
Console.WriteLine((await Make(new Uri("http://localhost:8000/v1")).CompleteChatAsync(question)).Value.Content[0].Text); // Compliant: this machine
Console.WriteLine((await Make(new Uri("http://host.docker.internal:8000/v1")).CompleteChatAsync(question)).Value.Content[0].Text); // Compliant: this machine, from a container
Console.WriteLine("Usage: compare --server http://<host>:8000/v1"); // Compliant: a text for people
Console.WriteLine((await Make(new Uri(Environment.GetEnvironmentVariable("SERVER") ?? "http://your-server:8000/v1")).CompleteChatAsync(question)).Value.Content[0].Text); // Compliant: a placeholder

static ChatClient Make(Uri endpoint) =>
    new("qwen3", new ApiKeyCredential(Environment.GetEnvironmentVariable("VLLM_KEY")!), new OpenAIClientOptions { Endpoint = endpoint });
