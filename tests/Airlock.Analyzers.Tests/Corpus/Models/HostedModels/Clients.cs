using Anthropic.Models.Messages;
using Microsoft.SemanticKernel;
using OllamaSharp;
using OpenAI;
using OpenAI.Chat;

namespace HostedModels;

public class OpenAIModels(OpenAIClient client, IConfiguration configuration)
{
    private const string Alias = "gpt-4o-mini";

    public object Floating() => client.GetChatClient("gpt-4o"); // Noncompliant {{AIR5004}}

    public object Dated() => client.GetChatClient("gpt-4o-2024-11-20"); // Compliant

    public object Constant() => client.GetChatClient(Alias); // Noncompliant {{AIR5004}}

    public object NotVetted() => client.GetChatClient("o3-2025-04-16"); // Noncompliant {{AIR5003}}

    public object NotVettedAndFloating() => client.GetChatClient("gpt-3.5-turbo"); // Noncompliant {{AIR5003}} {{AIR5004}}

    public object Configured() => client.GetChatClient(configuration["Assistant:Model"]); // Noncompliant {{AIR5004}}

    public object ConfiguredDated() => client.GetChatClient(configuration["Assistant:Dated"]); // Compliant

    public object ConfiguredForeign() => client.GetChatClient(configuration["Assistant:Foreign"]); // Noncompliant {{AIR5003}}

    public object Embeddings() => client.GetEmbeddingClient("text-embedding-3-small"); // Compliant: it has no dated names

    public object Chosen(string model) => client.GetChatClient(model); // Noncompliant {{AIR5004}}

    public object ChosenByCaller() => Chosen("gpt-4o");

    public object Direct(string key) => new ChatClient("gpt-4.1", key); // Noncompliant {{AIR5003}} {{AIR5004}}

    public object DirectDated(string key) => new ChatClient("gpt-4.1-2025-04-14", key); // Compliant

    public object ByRequest() => new ChatOptions { ModelId = "mistral-large-latest" }; // Noncompliant {{AIR5004}}

    public object ByRequestDated() => new ChatOptions { ModelId = "mistral-large-2411" }; // Compliant

    public void Kernel(IKernelBuilder builder, string key) => builder.AddOpenAIChatCompletion("gpt-4o", key); // Noncompliant {{AIR5004}}
}

public class AnthropicModels
{
    public object Latest() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = "claude-3-5-haiku-latest" }; // Noncompliant {{AIR5004}}

    public object Alias() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = "claude-sonnet-4-5" }; // Noncompliant {{AIR5004}}

    public object Dated() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = "claude-sonnet-4-5-20250929" }; // Compliant

    public object Denied() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = "claude-3-opus-20240229" }; // Noncompliant {{AIR5003}}
}

public class LocalOptions
{
    public string ModelName { get; set; } = "";
}

public class OllamaModels(OllamaApiClient client, LocalOptions options)
{
    public static LocalOptions Bind(IConfiguration configuration) => configuration.GetSection("Local").Get<LocalOptions>()!;

    public object WithoutTag() => new OllamaApiClient("http://localhost:11434", "llama3.1"); // Noncompliant {{AIR5004}}

    public object Tagged() => new OllamaApiClient("http://localhost:11434", "llama3.1:8b-instruct-q4_K_M"); // Compliant

    public void Selected() => client.SelectedModel = "llama3.1:latest"; // Noncompliant {{AIR5004}}

    public void Configured() => client.SelectedModel = options.ModelName; // Noncompliant {{AIR5003}} {{AIR5004}}

    public object Pulled() => client.PullModelAsync("hf.co/acme/phi-gguf:Q4_K_M"); // Noncompliant {{AIR5003}} {{AIR5004}}
}
