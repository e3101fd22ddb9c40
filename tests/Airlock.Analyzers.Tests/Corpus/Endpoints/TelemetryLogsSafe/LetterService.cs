using System.Net.Http;
using System.Security.Cryptography;

namespace Airlock.Corpus.Letters;

internal sealed record Verdict(string Category, double Confidence);

internal sealed class LetterService(IChatClient client, IHostEnvironment environment, ILogger<LetterService> logger)
{
    private static readonly ActivitySource Source = new("Letters");

    public async Task<string> AnswerAsync(string letter, string customer)
    {
        using var activity = Source.StartActivity("answer");
        activity?.SetTag("letter.length", letter.Length); // Compliant: a number
        logger.LogInformation("Answering {Customer}", customer); // Compliant: no prompt
        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.System, "Answer politely."), new ChatMessage(ChatRole.User, letter)]);
        logger.LogInformation("{Model} ended with {Reason} after {Tokens} tokens", response.ModelId, response.FinishReason, response.Usage?.OutputTokenCount); // Compliant: no text
        logger.LogInformation("Digest {Digest}", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(response.Text)))); // Compliant: a digest
        logger.LogDebug("Answer: {Answer}", response.Text); // Compliant: off in production
        if (environment.IsDevelopment())
        {
            logger.LogInformation("Answer: {Answer}", response.Text); // Compliant: development
        }

        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            logger.LogInformation("Tool {Tool} ({Call})", call.Name, call.CallId); // Compliant: the name of a tool
        }

        return response.Text;
    }

    public async Task<string> SortAsync(string letter)
    {
        try
        {
            var verdict = (await client.GetResponseAsync<Verdict>("Sort this letter: " + letter)).Result;
            logger.LogInformation("Sorted as {Category} ({Confidence})", verdict.Category, verdict.Confidence); // Compliant: a field, no conversation
            return verdict.Category;
        }
        catch (HttpRequestException exception)
        {
            logger.LogError(exception, "The model did not answer"); // Compliant: no text
            return "unknown";
        }
    }
}
