using Microsoft.AspNetCore.Authorization;

namespace HandlerMethods;

public record Article(string Title, string Body);

public record TranslationRequest(string Text, string Language);

public static class SummaryHandlers
{
    public static async Task<IResult> Summarize(Article article, IChatClient chat, CancellationToken cancellation)
    {
        var response = await chat.GetResponseAsync($"Summarize in two sentences:\n{article.Body}", cancellationToken: cancellation);
        return Results.Ok(response.Text);
    }

    [Authorize]
    public static async Task<IResult> Title(Article article, IChatClient chat, CancellationToken cancellation)
    {
        var response = await chat.GetResponseAsync($"Find a title for:\n{article.Body}", cancellationToken: cancellation);
        return Results.Ok(response.Text);
    }
}

public class TranslationHandler(IChatClient chat)
{
    public IEnumerable<string> Languages() => ["de", "fr", "es"];

    public async Task<string> TranslateAsync(TranslationRequest request)
    {
        var response = await chat.GetResponseAsync($"Translate to {request.Language}:\n{request.Text}");
        return response.Text;
    }
}
