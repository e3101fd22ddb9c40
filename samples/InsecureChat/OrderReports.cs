using Microsoft.Extensions.AI;

namespace InsecureChat;

/// <summary>Answers questions about orders by letting the model write the query.</summary>
public sealed class OrderReports(IChatClient model, OrderDatabase database)
{
    /// <summary>The first column of every row that the model's query returns.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string question, CancellationToken cancellation)
    {
        var answer = await model.GetResponseAsync(
            $"Write one SQLite query over orders(id, title, status, placed) that answers: {question}", cancellationToken: cancellation);

        using var connection = database.Connect();
        using var command = connection.CreateCommand();

        // AIR1002: the question steers the model, and the model's words are run: "drop the table" is a question too.
        command.CommandText = answer.Text;

        var rows = new List<string>();
        using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
