namespace Airlock.Corpus.Letters;

internal sealed class LetterService(IChatClient client, AnswerLog log, ILogger<LetterService> logger)
{
    private static readonly ActivitySource Source = new("Letters");

    public async Task<string> AnswerAsync(string letter)
    {
        using var activity = Source.StartActivity("answer");
        activity?.SetTag("letter.text", letter); // Noncompliant {{AIR3201}}
        logger.LogInformation("Answering {Letter}", letter); // Noncompliant {{AIR3201}}
        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.System, "Answer politely."), new ChatMessage(ChatRole.User, letter)]);
        activity?.AddEvent(new ActivityEvent("answered", tags: new ActivityTagsCollection { ["answer"] = response.Text })); // Noncompliant {{AIR3201}}
        log.Keep(response.Text);
        return response.Text;
    }

    public async IAsyncEnumerable<string> StreamAsync(string letter)
    {
        var whole = new StringBuilder();
        await foreach (var update in client.GetStreamingResponseAsync(letter))
        {
            whole.Append(update.Text);
            yield return update.Text;
        }

        logger.LogWarning($"Streamed: {whole}"); // Noncompliant {{AIR3201}}
    }
}
