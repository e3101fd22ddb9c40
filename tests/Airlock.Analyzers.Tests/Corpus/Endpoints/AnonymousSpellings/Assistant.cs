using Microsoft.AspNetCore.Authorization;

namespace AnonymousSpellings;

public sealed record Ask(string Text);

public static class Assistant
{
    public static async Task<IResult> AskAsync(Ask ask, IChatClient chat, CancellationToken cancellation)
    {
        var answer = await chat.GetResponseAsync(ask.Text, cancellationToken: cancellation);
        return TypedResults.Ok(new { answer = answer.Text });
    }

    [AllowAnonymous]
    public static async Task<IResult> AskOpenAsync(Ask ask, IChatClient chat)
    {
        var answer = await chat.GetResponseAsync(ask.Text);
        return TypedResults.Ok(new { answer = answer.Text });
    }
}
