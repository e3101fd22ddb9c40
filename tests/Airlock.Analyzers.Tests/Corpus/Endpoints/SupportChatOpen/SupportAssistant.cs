namespace SupportChatOpen;

public record SupportQuestion(string Text);

public record SupportAnswer(string Text);

public class SupportAssistant(IChatClient chat)
{
    public string[] Topics { get; } = ["orders", "returns", "invoices"];

    public async Task<string> AnswerAsync(string question, CancellationToken cancellation)
    {
        List<ChatMessage> messages =
        [
            new(ChatRole.System, "You help customers of an online shop."),
            new(ChatRole.User, question),
        ];
        var response = await chat.GetResponseAsync(messages, cancellationToken: cancellation);
        return response.Text;
    }
}
