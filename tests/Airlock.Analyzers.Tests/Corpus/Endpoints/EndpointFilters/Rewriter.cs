namespace EndpointFilters;

public record Passage(string Text);

public static class Rewriter
{
    public static async Task<string> RewriteAsync(Passage passage, IChatClient chat) => (await chat.GetResponseAsync($"Rewrite: {passage.Text}")).Text;

    public static async Task<string> ShortenAsync(Passage passage, IChatClient chat) => (await chat.GetResponseAsync($"Shorten: {passage.Text}")).Text;
}
