using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Northwind.Planner;

public record PlannedQuery([property: JsonPropertyName("sql")] string Sql, int Limit, PlannedTable Table);

public record PlannedTable(string Name, QueryKind Kind, DateOnly Day);

public enum QueryKind
{
    Orders,
    Customers,
}

/// <summary>A planner that answers in JSON.</summary>
public class QueryPlanner(IChatClient client, SqliteConnection connection)
{
    public async Task<IEnumerable<dynamic>> ByDocumentAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        using var document = JsonDocument.Parse(reply.Text);
        var sql = document.RootElement.GetProperty("sql").GetString()!;
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> NumberOfDocumentAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        using var document = JsonDocument.Parse(reply.Text);
        var limit = document.RootElement.GetProperty("limit").GetInt32();
        return await connection.QueryAsync($"SELECT * FROM orders LIMIT {limit}"); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> ByArrayOfDocumentAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var columns = new List<string>();
        using var document = JsonDocument.Parse(reply.Text);
        foreach (var item in document.RootElement.GetProperty("columns").EnumerateArray())
        {
            if (item.TryGetProperty("name", out var name))
            {
                columns.Add(name.GetString()!);
            }
        }

        return await connection.QueryAsync($"SELECT {string.Join(',', columns)} FROM orders"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByNodeAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var node = JsonNode.Parse(reply.Text)!;
        var table = (string)node["query"]!["table"]!;
        return await connection.QueryAsync("SELECT * FROM " + table); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByNodeValueAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var node = JsonNode.Parse(reply.Text)!.AsObject();
        return await connection.QueryAsync("SELECT * FROM orders LIMIT " + node["limit"]!.GetValue<int>()); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> BySerializerAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var plan = JsonSerializer.Deserialize<PlannedQuery>(reply.Text)!;
        return await connection.QueryAsync(plan.Sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> BySerializerDeepAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        if (JsonSerializer.Deserialize<PlannedQuery>(reply.Text) is { Table: { Name: var table } })
        {
            return await connection.QueryAsync($"SELECT * FROM {table}"); // Noncompliant {{AIR1002}}
        }

        return [];
    }

    public async Task<IEnumerable<dynamic>> BySerializerOfNumbersAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var plan = JsonSerializer.Deserialize<PlannedQuery>(reply.Text)!;
        return await connection.QueryAsync($"SELECT * FROM {plan.Table.Kind} WHERE day = '{plan.Table.Day:O}' LIMIT {plan.Limit}"); // Compliant: an enum, a date and a number
    }

    public async Task<IEnumerable<dynamic>> StructuredAsync(string question)
    {
        var response = await client.GetResponseAsync<PlannedQuery>(question);
        return await connection.QueryAsync(response.Result.Sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> StructuredEnumAsync(string question)
    {
        var response = await client.GetResponseAsync<QueryKind>(question);
        return await connection.QueryAsync($"SELECT * FROM {response.Result}"); // Compliant: an enum
    }

    public async Task<IEnumerable<dynamic>> StructuredListAsync(string question)
    {
        var response = await client.GetResponseAsync<List<string>>(question);
        return await connection.QueryAsync($"SELECT {string.Join(", ", response.Result)} FROM orders"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> StructuredIfPossibleAsync(string question)
    {
        var response = await client.GetResponseAsync<PlannedTable>(question);
        return response.TryGetResult(out var table)
            ? await connection.QueryAsync("SELECT * FROM " + table.Name) // Noncompliant {{AIR1002}}
            : await connection.QueryAsync("SELECT * FROM orders"); // Compliant: a constant
    }

    public async Task<IEnumerable<dynamic>> SerializedAgainAsync(string question)
    {
        var response = await client.GetResponseAsync<PlannedTable>(question);
        var json = JsonSerializer.Serialize(response.Result);
        return await connection.QueryAsync($"SELECT json_extract('{json}', '$.Name')"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByReaderAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        return await connection.QueryAsync(FirstText(Encoding.UTF8.GetBytes(reply.Text))); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByToolArgumentsAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var call = reply.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().First();
        if (call.Arguments is { } arguments && arguments.TryGetValue("sql", out var value) && value is JsonElement element)
        {
            return await connection.QueryAsync(element.GetString()!); // Noncompliant {{AIR1002}}
        }

        return await connection.QueryAsync("SELECT 1"); // Compliant: a constant
    }

    private static string FirstText(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString()!;
            }
        }

        return "SELECT 1";
    }
}
