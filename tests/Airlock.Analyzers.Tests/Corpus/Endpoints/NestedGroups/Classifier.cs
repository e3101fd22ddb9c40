namespace NestedGroups;

public record Ticket(string Subject, string Body);

public class Classifier(IChatClient chat)
{
    private static readonly ChatOptions Options = new() { Temperature = 0 };

    public async Task<string> ClassifyAsync(Ticket ticket)
    {
        var prompt = $"""
            Classify the ticket as billing, delivery or other. Answer with one word.
            Subject: {ticket.Subject}
            {ticket.Body}
            """;
        var response = await chat.GetResponseAsync<string>(prompt, Options);
        return response.Text.Trim().ToLowerInvariant();
    }
}
