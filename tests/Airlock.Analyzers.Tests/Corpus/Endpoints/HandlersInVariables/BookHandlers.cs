namespace HandlersInVariables;

public record Chapter(string Title, string Text);

public static class BookHandlers
{
    public static readonly Func<Chapter, IChatClient, Task<string>> Epilogue =
        async (chapter, chat) => (await chat.GetResponseAsync($"An epilogue after: {chapter.Text}")).Text;

    public static Func<Chapter, IChatClient, CancellationToken, Task<IResult>> Blurb { get; } = static async (chapter, chat, cancellation) =>
    {
        var blurb = await chat.GetResponseAsync($"A blurb for {chapter.Title}", cancellationToken: cancellation);
        return Results.Ok(blurb.Text);
    };
}
