using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SqlAssistant.Queries;

/// <summary>An assistant that answers questions about a shop's data.</summary>
public class NaturalLanguageQuery(IChatClient chat, SqliteConnection connection)
{
    private const string Schema = "orders(id, customer, total, placed)";

    public async Task<List<object?[]>> AskAsync(string question)
    {
        var sql = await chat.GetResponseAsync($"Schema: {Schema}\nAnswer with one SELECT statement: {question}");
        using var command = connection.CreateCommand();
        command.CommandText = sql.Text; // Noncompliant {{AIR1002}}
        using var reader = await command.ExecuteReaderAsync();
        return Rows(reader);
    }

    public async Task<List<object?[]>> AskForSelectAsync(string question)
    {
        var sql = (await chat.GetResponseAsync($"Schema: {Schema}\nAnswer with one SELECT statement: {question}")).Text;
        if (!sql.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("Only SELECT is allowed.");
        }

        using var command = new SqliteCommand(sql, connection); // Noncompliant {{AIR1002}}
        using var reader = await command.ExecuteReaderAsync();
        return Rows(reader);
    }

    public async Task<List<object?[]>> AskByNameAsync(string question)
    {
        var customer = await chat.GetResponseAsync($"Which customer is meant? {question}");
        using var command = new SqliteCommand("SELECT * FROM orders WHERE customer = $customer", connection); // Compliant: a parameter
        command.Parameters.AddWithValue("$customer", customer.Text);
        using var reader = await command.ExecuteReaderAsync();
        return Rows(reader);
    }

    public async Task<List<object?[]>> AskFromCatalogueAsync(string question)
    {
        var name = await chat.GetResponseAsync($"Answer 'newest', 'largest' or 'open': {question}");
        using var command = connection.CreateCommand();
        command.CommandText = name.Text switch // Compliant: every arm is a constant
        {
            "newest" => "SELECT * FROM orders ORDER BY placed DESC LIMIT 10",
            "largest" => "SELECT * FROM orders ORDER BY total DESC LIMIT 10",
            _ => "SELECT * FROM orders WHERE paid = 0",
        };
        using var reader = await command.ExecuteReaderAsync();
        return Rows(reader);
    }

    private static List<object?[]> Rows(DbDataReader reader)
    {
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add(row);
        }

        return rows;
    }
}

public class SalesReport(IChatClient chat, IDbConnection connection)
{
    private static readonly string[] Columns = ["placed", "total", "customer"];

    public async Task<IEnumerable<dynamic>> SortedAsync(string wish)
    {
        var column = await chat.GetResponseAsync($"By which column? {wish}");
        return await connection.QueryAsync($"SELECT * FROM orders ORDER BY {column.Text}"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> SortedByKnownColumnAsync(string wish)
    {
        var column = (await chat.GetResponseAsync($"By which column? {wish}")).Text.Trim().ToLowerInvariant();
        if (!Columns.Contains(column))
        {
            column = "placed";
        }

        return await connection.QueryAsync($"SELECT * FROM orders ORDER BY {column}"); // Compliant: a known column
    }

    public async Task<int> TopAsync(string wish)
    {
        var limit = await chat.GetResponseAsync<int>($"How many rows? {wish}");
        return await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM orders LIMIT {limit.Result}"); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> FilteredAsync(string wish)
    {
        var filter = await chat.GetResponseAsync<OrderFilter>($"Fill in the filter: {wish}");
        var sql = "SELECT * FROM orders WHERE 1 = 1";
        if (filter.Result.Customer is { Length: > 0 } customer)
        {
            sql += $" AND customer = '{customer}'";
        }

        return connection.Query(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> FilteredWithParametersAsync(string wish)
    {
        var filter = await chat.GetResponseAsync<OrderFilter>($"Fill in the filter: {wish}");
        var sql = "SELECT * FROM orders WHERE 1 = 1";
        if (filter.Result.Customer is { Length: > 0 })
        {
            sql += " AND customer = @Customer";
        }

        return connection.Query(sql, new { filter.Result.Customer }); // Compliant: the text is a parameter
    }

    public async Task<IEnumerable<dynamic>> EscapedAsync(string wish)
    {
        var customer = (await chat.GetResponseAsync($"Which customer? {wish}")).Text.Replace("'", "''");
        return connection.Query("SELECT * FROM orders WHERE customer = '" + customer + "'"); // Noncompliant {{AIR1002}}
    }
}

public record OrderFilter(string? Customer, int? Year);

public class Order
{
    public int Id { get; set; }

    public string Customer { get; set; } = "";
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

public class OrderSearch(IChatClient chat, ShopContext database)
{
    public async Task<List<Order>> SearchAsync(string question)
    {
        var condition = await chat.GetResponseAsync($"Write the WHERE clause for: {question}");
        return await database.Orders.FromSqlRaw("SELECT * FROM Orders WHERE " + condition.Text).ToListAsync(); // Noncompliant {{AIR1002}}
    }

    public async Task<List<Order>> SearchInterpolatedAsync(string question)
    {
        var customer = await chat.GetResponseAsync($"Which customer? {question}");
        return await database.Orders.FromSql($"SELECT * FROM Orders WHERE Customer = {customer.Text}").ToListAsync(); // Compliant: a FormattableString becomes parameters
    }

    public async Task<int> RenameAsync(string instruction)
    {
        var statement = await chat.GetResponseAsync($"Write the UPDATE statement for: {instruction}");
        return await database.Database.ExecuteSqlRawAsync(statement.Text); // Noncompliant {{AIR1002}}
    }

    public async Task<int> RenameWithParametersAsync(string instruction)
    {
        var name = await chat.GetResponseAsync($"What is the new name? {instruction}");
        return await database.Database.ExecuteSqlRawAsync("UPDATE Orders SET Customer = {0} WHERE Id = 1", name.Text); // Compliant: a parameter
    }
}
