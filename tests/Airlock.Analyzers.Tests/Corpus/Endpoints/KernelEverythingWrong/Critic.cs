using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace KernelEverythingWrong;

public record Painting(string Title, string Description);

public class Critic(Kernel kernel)
{
    private readonly IChatCompletionService _chat = kernel.GetRequiredService<IChatCompletionService>();

    public async Task<string> JudgeAsync(Painting painting)
    {
        var history = new ChatHistory("You are a critic.");
        history.AddUserMessage($"{painting.Title}: {painting.Description}");
        var message = await _chat.GetChatMessageContentAsync(history, kernel: kernel);
        return message.Content ?? "";
    }

    public async IAsyncEnumerable<string> JudgeStreaming(Painting painting)
    {
        await foreach (var part in _chat.GetStreamingChatMessageContentsAsync($"Judge {painting.Title}: {painting.Description}"))
        {
            yield return part.Content ?? "";
        }
    }
}
