using Dapper;
using Microsoft.Data.Sqlite;

namespace Contoso.Reporting;

/// <summary>An assistant that answers questions about orders: what the model writes is put together in every way that strings know.</summary>
public class OrderQuestions(IChatClient client, SqliteConnection connection, ILogger<OrderQuestions> logger)
{
    public async Task<IEnumerable<dynamic>> ByConcatenationAsync(string question)
    {
        var condition = await client.GetResponseAsync($"Write the WHERE clause for: {question}");
        return await connection.QueryAsync("SELECT id, total FROM orders WHERE " + condition.Text); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> NewestAsync(string question)
    {
        var comment = await client.GetResponseAsync($"Comment on this question: {question}");
        logger.LogInformation("The model says: {Comment}", comment.Text);
        return await connection.QueryAsync("SELECT id, total FROM orders" + " ORDER BY id DESC LIMIT 10"); // Compliant: constant
    }

    public async Task<IEnumerable<dynamic>> ByInterpolationAsync(string question)
    {
        var customer = await client.GetResponseAsync($"Which customer is meant? {question}");
        return await connection.QueryAsync(
            $"SELECT id, total FROM orders WHERE customer = '{customer.Text}'"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> LongerThanTheAnswerAsync(string question)
    {
        var customer = await client.GetResponseAsync($"Which customer is meant? {question}");
        return await connection.QueryAsync(
            $"SELECT id, total FROM orders WHERE length(customer) > {customer.Text.Length}"); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> ByFormatAsync(string question)
    {
        var column = (await client.GetResponseAsync($"Which column answers: {question}")).Text;
        var sql = string.Format("SELECT {0} FROM orders WHERE year = {1}", column, DateTime.UtcNow.Year);
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByJoinAsync(string question)
    {
        var first = await client.GetResponseAsync($"First column for: {question}");
        var second = await client.GetResponseAsync($"Second column for: {question}");
        var columns = string.Join(", ", first.Text, "id", second.Text);
        return await connection.QueryAsync("SELECT " + columns + " FROM orders"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByConstantColumnsAsync(string question)
    {
        var title = await client.GetResponseAsync($"A title for a report on: {question}");
        logger.LogInformation("{Title}", string.Join(": ", "Report", title.Text));
        var columns = string.Join(", ", "id", "total", "customer");
        return await connection.QueryAsync("SELECT " + columns + " FROM orders"); // Compliant: constants
    }

    public async Task<IEnumerable<dynamic>> ByAppendingAsync(string question)
    {
        var sql = "SELECT id, total FROM orders WHERE 1 = 1";
        foreach (var field in new[] { "customer", "country" })
        {
            var value = await client.GetResponseAsync($"Which {field} does this name? {question}");
            sql += $" AND {field} = '{value}'";
        }

        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByAppendingConstantsAsync(string question)
    {
        var sql = "SELECT id, total FROM orders";
        var answer = await client.GetResponseAsync($"Say 'sorted' if an order is wanted: {question}");
        if (answer.Text.Contains("sorted"))
        {
            sql += " ORDER BY total";
        }

        return await connection.QueryAsync(sql); // Compliant: constants, whichever are taken
    }

    public async Task<IEnumerable<dynamic>> ByTemplateAsync(string question)
    {
        var table = await client.GetResponseAsync($"Which table: {question}");
        const string Template = "SELECT * FROM {table} LIMIT 100";
        return await connection.QueryAsync(Template.Replace("{table}", table.Text)); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByTemplateOfYearAsync(string question)
    {
        var table = await client.GetResponseAsync($"Which table: {question}");
        logger.LogDebug("Asked for {Table}", table.Text.Replace("\n", " "));
        const string Template = "SELECT * FROM orders WHERE year = {year} LIMIT 100";
        return await connection.QueryAsync(Template.Replace("{year}", DateTime.UtcNow.Year.ToString())); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> TidiedAsync(string question)
    {
        var reply = await client.GetResponseAsync($"Answer with one SQL query: {question}");
        var sql = reply.Text.Trim().TrimEnd(';').Replace("\r\n", "\n").ToLowerInvariant();
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> AfterTheColonAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"Answer as 'SQL: <query>': {question}")).Text;
        var start = reply.IndexOf("SQL:", StringComparison.Ordinal) + 4;
        return await connection.QueryAsync(reply.Substring(start)); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> FirstPartAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"Answer with SQL, then ';', then a comment: {question}")).Text;
        return await connection.QueryAsync(reply.Split(';')[0]); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> AsManyAsPartsAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"List the names in: {question}")).Text;
        var names = reply.Split(',');
        return await connection.QueryAsync("SELECT id, total FROM orders LIMIT " + names.Length); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> BySpanAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"Answer in a fence: {question}")).Text;
        var inner = reply.AsSpan().Trim('`').Slice(3);
        var sql = inner.ToString();
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByRangeAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"Answer in quotes: {question}")).Text;
        return await connection.QueryAsync(reply[1..^1]); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByCharactersAsync(string question)
    {
        var reply = (await client.GetResponseAsync($"Answer with SQL: {question}")).Text;
        var characters = reply.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = characters[i] == '\u2019' ? '\'' : characters[i];
        }

        return await connection.QueryAsync(new string(characters)); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> OverwrittenAsync(string question)
    {
        var sql = (await client.GetResponseAsync($"Answer with SQL: {question}")).Text;
        logger.LogInformation("The model would have asked {Sql}", sql);
        sql = "SELECT count(*) FROM orders";
        return await connection.QueryAsync(sql); // Compliant: what the model wrote is gone
    }
}
