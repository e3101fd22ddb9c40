using Microsoft.Extensions.AI;

namespace SecureChat;

/// <summary>What an order can be.</summary>
public enum OrderStatus
{
    Open,
    Shipped,
    Returned,
}

/// <summary>The question that the model may fill in: it chooses values, never words of a query.</summary>
public sealed record OrderQuery(OrderStatus Status, int Days)
{
    /// <summary>Whether the values make sense; a model can answer with anything that fits the types.</summary>
    public bool IsValid => Enum.IsDefined(Status) && Days is >= 1 and <= 365;
}

/// <summary>Answers questions about orders with one fixed query, whose values the model chooses.</summary>
public sealed class OrderReports(OrderDatabase database)
{
    /// <summary>The titles that were ordered, or null if the model found no valid query in the question.</summary>
    public async Task<IReadOnlyList<string>?> RunAsync(IChatClient model, string question, CancellationToken cancellation)
    {
        var answer = await model.GetResponseAsync<OrderQuery>(
            [new(ChatRole.System, "Turn the question into a query for orders."), new(ChatRole.User, question)],
            new ChatOptions { MaxOutputTokens = ChatModel.MaximumOutputTokens },
            cancellationToken: cancellation);
        if (!answer.TryGetResult(out var query) || !query.IsValid)
        {
            return null;
        }

        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT title FROM orders WHERE status = $status AND placed >= date('now', '-' || $days || ' day') LIMIT 100";
        command.Parameters.AddWithValue("$status", StatusText(query.Status));
        command.Parameters.AddWithValue("$days", query.Days);

        var titles = new List<string>();
        using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            titles.Add(reader.GetString(0));
        }

        return titles;
    }

    private static string StatusText(OrderStatus status) => status switch
    {
        OrderStatus.Shipped => "shipped",
        OrderStatus.Returned => "returned",
        _ => "open",
    };
}
