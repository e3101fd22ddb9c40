using OllamaSharp;
using OllamaSharp.Models;
using OpenAI.Chat;

namespace Contoso.Llm;

public class OpenAiProvider(ChatClient chat) : ILlmProvider
{
    public string Name => "openai";

    public async Task<LlmReply> CompleteAsync(IReadOnlyList<LlmMessage> messages)
    {
        var request = messages.Select(message => (OpenAI.Chat.ChatMessage)new UserChatMessage(message.Content));
        var completion = await chat.CompleteChatAsync(request);
        return new LlmReply(completion.Value.Content[0].Text, completion.Value.Usage.TotalTokenCount, Name);
    }
}

public class OllamaProvider(OllamaApiClient ollama) : ILlmProvider
{
    public string Name => "ollama";

    public async Task<LlmReply> CompleteAsync(IReadOnlyList<LlmMessage> messages)
    {
        var text = new StringBuilder();
        await foreach (var part in ollama.GenerateAsync(new GenerateRequest { Prompt = messages[^1].Content }))
        {
            text.Append(part?.Response);
        }

        return new LlmReply(text.ToString(), text.Length / 4, Name);
    }
}

public class EchoProvider : ILlmProvider
{
    public string Name => "echo";

    public Task<LlmReply> CompleteAsync(IReadOnlyList<LlmMessage> messages) =>
        Task.FromResult(new LlmReply("status", 1, Name));
}

public class LengthEmbedder : IEmbedder
{
    public Task<string> LabelAsync(string text) => Task.FromResult(text.Length > 100 ? "long" : "short");
}
