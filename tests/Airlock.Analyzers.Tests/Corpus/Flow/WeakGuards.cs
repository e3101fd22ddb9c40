using Dapper;
using Microsoft.Data.Sqlite;

namespace Contoso.Warehouse;

/// <summary>Checks that look like ones and end nothing, each beside one that does.</summary>
public class StockQuestions(IChatClient client, SqliteConnection connection)
{
    public async Task<IEnumerable<dynamic>> NotEmptyAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw new InvalidOperationException("no answer");
        }

        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> EmptyAsync(string question)
    {
        var condition = (await client.GetResponseAsync(question)).Text;
        return string.IsNullOrEmpty(condition)
            ? await connection.QueryAsync("SELECT * FROM stock") // Compliant: a constant
            : await connection.QueryAsync("SELECT * FROM stock WHERE " + condition); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> NotNullAsync(string question)
    {
        string? sql = (await client.GetResponseAsync(question)).Text;
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentException.ThrowIfNullOrEmpty(sql);
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ShortAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        if (sql.Length is > 0 and < 200)
        {
            return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
        }

        return [];
    }

    public async Task<IEnumerable<dynamic>> WithPrefixAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        if (sql.StartsWith("SELECT ", StringComparison.Ordinal))
        {
            return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
        }

        return [];
    }

    public async Task<IEnumerable<dynamic>> WithoutWordsAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        string[] words = ["DROP", "DELETE", "UPDATE", "INSERT"];
        if (words.Any(word => sql.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException("not a query");
        }

        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> WithWordAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        if (sql.Contains("stock"))
        {
            return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
        }

        return await connection.QueryAsync("SELECT * FROM stock"); // Compliant: a constant
    }

    public async Task<IEnumerable<dynamic>> TriedAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        try
        {
            return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
        }
        catch (SqliteException)
        {
            return await connection.QueryAsync("SELECT * FROM stock"); // Compliant: a constant
        }
    }

    public async Task<IEnumerable<dynamic>> AskedAgainAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        var verdict = await client.GetResponseAsync($"Is this query harmless? Answer yes or no. {sql}");
        if (verdict.Text.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
        {
            return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
        }

        return [];
    }

    public async Task<IEnumerable<dynamic>> FinishedAsync(string question)
    {
        var response = await client.GetResponseAsync(question);
        if (response.FinishReason == ChatFinishReason.Stop && response.Messages.Count == 1)
        {
            return await connection.QueryAsync(response.Text); // Noncompliant {{AIR1002}}
        }

        return [];
    }
}
