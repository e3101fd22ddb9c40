using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Contoso.Crm;

/// <summary>Customers by the model's words: in the statement, or beside it.</summary>
public class CustomerSearch(IChatClient client, SqliteConnection connection)
{
    private static readonly string[] Columns = ["name", "city", "revenue"];

    public async Task ParameterAsync(string question)
    {
        var city = (await client.GetResponseAsync(question)).Text;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM customers WHERE city = $city"; // Compliant: a parameter
        command.Parameters.AddWithValue("$city", city);
        await command.ExecuteReaderAsync();
    }

    public async Task StatementAsync(string question)
    {
        var city = (await client.GetResponseAsync(question)).Text;
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM customers WHERE city = '{city}'"; // Noncompliant {{AIR1002}}
        command.Parameters.AddWithValue("$city", city);
        await command.ExecuteReaderAsync();
    }

    public async Task QuotesDoubledAsync(string question)
    {
        var city = (await client.GetResponseAsync(question)).Text.Replace("'", "''");
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM customers ORDER BY {city}"; // Noncompliant {{AIR1002}}
        await command.ExecuteReaderAsync();
    }

    public async Task<IEnumerable<dynamic>> DapperParameterAsync(string question)
    {
        var city = (await client.GetResponseAsync(question)).Text;
        return await connection.QueryAsync("SELECT * FROM customers WHERE city = @city", new { city }); // Compliant: a parameter
    }

    public async Task<IEnumerable<dynamic>> DynamicParametersAsync(string question)
    {
        var parameters = new DynamicParameters();
        parameters.Add("city", (await client.GetResponseAsync(question)).Text);
        return await connection.QueryAsync("SELECT * FROM customers WHERE city = @city", parameters); // Compliant: a parameter
    }

    public async Task<IEnumerable<dynamic>> NamedArgumentAsync(string question)
    {
        var city = (await client.GetResponseAsync(question)).Text;
        return await connection.QueryAsync(
            param: new { city },
            sql: $"SELECT * FROM customers WHERE city = @city OR note LIKE '{city}'"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> SortedAsync(string question)
    {
        var column = (await client.GetResponseAsync(question)).Text;
        if (!Columns.Contains(column, StringComparer.OrdinalIgnoreCase))
        {
            column = "name";
        }

        return await connection.QueryAsync($"SELECT * FROM customers ORDER BY {column}"); // Compliant: one of the columns
    }

    public async Task<IEnumerable<dynamic>> SelectOnlyAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        if (!sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || sql.Contains(';'))
        {
            throw new InvalidOperationException("only one SELECT");
        }

        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public void ByInterface(IDbConnection database, ChatResponse reply)
    {
        using var command = database.CreateCommand();
        command.CommandText = reply.Text; // Noncompliant {{AIR1002}}
        command.CommandText = "SELECT 1"; // Compliant: a constant
        command.ExecuteReader();
    }
}
