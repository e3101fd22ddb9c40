using OllamaSharp;
using OpenAI.Chat;

namespace Contoso.Llm;

public static class ProviderFactory
{
    public static ILlmProvider Create(IConfiguration configuration) => configuration["Llm:Provider"] switch
    {
        "openai" => new OpenAiProvider(new ChatClient("gpt-4o-mini", Environment.GetEnvironmentVariable("OPENAI_API_KEY"))),
        "ollama" => new OllamaProvider(new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2")),
        _ => new EchoProvider(),
    };
}
