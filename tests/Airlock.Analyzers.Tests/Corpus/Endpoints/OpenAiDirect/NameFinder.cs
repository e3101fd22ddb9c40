using OpenAI.Chat;

namespace OpenAiDirect;

public record NameRequest(string Product, int Count);

public class NameFinder(ChatClient client)
{
    private static readonly ChatCompletionOptions Options = new() { MaxOutputTokenCount = 200, Temperature = 0.9f };

    public async Task<string[]> FindAsync(NameRequest request)
    {
        OpenAI.Chat.ChatMessage[] messages =
        [
            new SystemChatMessage("You find names for products, one a line."),
            new UserChatMessage($"{request.Count} names for {request.Product}"),
        ];
        ChatCompletion completion = await client.CompleteChatAsync(messages, Options);
        return completion.Content[0].Text.Split('\n');
    }
}
