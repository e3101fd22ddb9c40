using Microsoft.SemanticKernel.ChatCompletion;

namespace Northwind.Chat;

public class ConversationService(IChatCompletionService completion)
{
    public async Task AnswerAsync(Conversation conversation, string question)
    {
        var history = new ChatHistory();
        history.AddUserMessage(question);
        var message = await completion.GetChatMessageContentAsync(history);
        conversation.Add(new Turn { Speaker = Speaker.Assistant, Text = message.Content ?? "", Topic = question.Length > 99 ? "long" : "short" });
        conversation.Save("status");
    }
}
