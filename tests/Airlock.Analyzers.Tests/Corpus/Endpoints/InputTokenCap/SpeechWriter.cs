namespace InputTokenCap;

public record Occasion(string Text);

public class SpeechWriter(IChatClient chat)
{
    private static readonly ChatOptions Options = new() { MaxOutputTokens = 900, Temperature = 0.7f };

    public async Task<string> WriteAsync(Occasion occasion) => (await chat.GetResponseAsync($"A speech for: {occasion.Text}", Options)).Text;
}
