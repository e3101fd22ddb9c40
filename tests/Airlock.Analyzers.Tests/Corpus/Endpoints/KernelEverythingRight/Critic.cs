using System.ComponentModel.DataAnnotations;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace KernelEverythingRight;

public record Painting([property: MaxLength(100)] string Title, [property: MaxLength(2000)] string Description);

public class Critic(Kernel kernel, ILogger<Critic> logger)
{
    private static readonly OpenAIPromptExecutionSettings Settings = new() { MaxTokens = 600 };

    public async Task<string> JudgeAsync(Painting painting)
    {
        logger.LogInformation("A painting of {Length} characters is judged", painting.Description.Length);
        var history = new ChatHistory("You are a critic.");
        history.AddUserMessage($"{painting.Title}: {painting.Description}");
        var message = await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(history, Settings, kernel);
        return message.Content ?? "";
    }
}
