namespace HelpBot.Instructions;

/// <summary>What the app's own owners write may stand in a system prompt.</summary>
public class ConfiguredBot(IChatClient chat, IConfiguration configuration)
{
    private const string Rules = "Answer in two sentences.";

    public async Task<string> AnswerAsync(string question)
    {
        var tone = configuration["Bot:Tone"] ?? "friendly";
        var system = new ChatMessage(ChatRole.System, $"{Rules} Be {tone}. Today is {DateTime.UtcNow:D}."); // Compliant: the app's own settings
        return (await chat.GetResponseAsync([system, new ChatMessage(ChatRole.User, question)])).Text;
    }

    public async Task<string> AnswerFromResourceAsync(string question)
    {
        using var stream = typeof(ConfiguredBot).Assembly.GetManifestResourceStream("prompt.txt")!;
        using var reader = new StreamReader(stream);
        var system = new ChatMessage(ChatRole.System, await reader.ReadToEndAsync()); // Compliant: a resource of the app
        return (await chat.GetResponseAsync([system, new ChatMessage(ChatRole.User, question)])).Text;
    }
}
