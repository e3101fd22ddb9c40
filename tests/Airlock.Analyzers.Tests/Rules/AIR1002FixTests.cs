using Airlock.Analyzers.Rules;
using Airlock.CodeFixes;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1002: which statements get parameters, and which are left to a person.</summary>
public class AIR1002FixTests
{
    private static string Method(string body) => $$"""
        using System.Data.Common;
        using Dapper;
        using Microsoft.Data.Sqlite;
        using Microsoft.EntityFrameworkCore;
        class Customer { public string Name { get; set; } = ""; }
        class Shop : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
        class C(SqliteConnection connection, DbConnection any, Npgsql.NpgsqlConnection postgres, Shop shop)
        {
            const string Table = "items";
            async Task M(ChatResponse response, string city, string column, int count, DateTime day, CancellationToken cancellation)
            {
                {{body}}
                await Task.Yield();
            }
        }
        """;

    private static string Command(string text, params string[] additions) =>
        string.Join("\n        ", ["using var command = connection.CreateCommand();", $"command.CommandText = {text};", .. additions, "command.ExecuteNonQuery();"]);

    private static Task VerifyAsync(string before, string after) => FixTest<AIR1002ParameterizeSqlFix>.VerifyAsync("AIR1002", Method(before), Method(after));

    private static Task VerifyNoneAsync(string body) => FixTest<AIR1002ParameterizeSqlFix>.VerifyNoneAsync("AIR1002", Method(body));

    [Theory]
    [InlineData("$\"SELECT * FROM items WHERE name = '{response.Text}'\"", "\"SELECT * FROM items WHERE name = @name\"", "\"@name\", response.Text")]
    [InlineData("$\"SELECT * FROM items WHERE name LIKE '%{city}%' ORDER BY name\"", "\"SELECT * FROM items WHERE name LIKE @name ORDER BY name\"", "\"@name\", $\"%{city}%\"")]
    [InlineData("\"SELECT * FROM items WHERE name = '\" + city + \"' AND price > 10\"", "\"SELECT * FROM items WHERE name = @name AND price > 10\"", "\"@name\", city")]
    [InlineData("\"SELECT * FROM items WHERE id = \" + response.Text", "\"SELECT * FROM items WHERE id = @id\"", "\"@id\", response.Text")]
    [InlineData("\"SELECT * FROM items WHERE id = \" + city + \" AND price > 10\"", "\"SELECT * FROM items WHERE id = @id AND price > 10\"", "\"@id\", city")]
    [InlineData("$\"DELETE FROM {Table} WHERE [City] = '{city.Replace(\"'\", \"''\")}'\"", "$\"DELETE FROM {Table} WHERE [City] = @city\"", "\"@city\", city")]
    [InlineData("$\"SELECT * FROM items WHERE city = '{city}' LIMIT {count}\"", "$\"SELECT * FROM items WHERE city = @city LIMIT {count}\"", "\"@city\", city")]
    [InlineData("$@\"SELECT * FROM \"\"items\"\" WHERE class = '{city}'\"", "@\"SELECT * FROM \"\"items\"\" WHERE class = @classValue\"", "\"@classValue\", city")]
    [InlineData("$\"SELECT * FROM items WHERE name = '{(count > 1 ? city : column)} x'\"", "\"SELECT * FROM items WHERE name = @name\"", "\"@name\", $\"{(count > 1 ? city : column)} x\"")]
    public Task A_command_gets_a_parameter(string before, string after, string parameter) =>
        VerifyAsync(Command($"[|{before}|]"), Command(after, $"command.Parameters.AddWithValue({parameter});"));

    [Fact]
    public Task Each_value_has_a_name_of_its_own() => VerifyAsync(
        Command("[|$\"INSERT INTO items (name, city, price) VALUES ('{response.Text}', '{city}', {count}), ('{city}', 'x', 1)\"|]"),
        Command(
            "\"INSERT INTO items (name, city, price) VALUES (@text, @city, @count), (@city2, 'x', 1)\"",
            "command.Parameters.AddWithValue(\"@text\", response.Text);",
            "command.Parameters.AddWithValue(\"@city\", city);",
            "command.Parameters.AddWithValue(\"@count\", count);",
            "command.Parameters.AddWithValue(\"@city2\", city);"));

    [Fact]
    public async Task A_command_gets_its_text_where_it_is_made()
    {
        await VerifyAsync(
            "using var command = new SqliteCommand([|$\"SELECT * FROM items WHERE city = '{city}'\"|], connection);",
            "using var command = new SqliteCommand(\"SELECT * FROM items WHERE city = @city\", connection);\n        command.Parameters.AddWithValue(\"@city\", city);");
        await VerifyAsync(
            "using (var command = new SqliteCommand([|$\"SELECT * FROM items WHERE city = '{city}'\"|], connection))\n        {\n            command.ExecuteNonQuery();\n        }",
            "using (var command = new SqliteCommand(\"SELECT * FROM items WHERE city = @city\", connection))\n        {\n            command.Parameters.AddWithValue(\"@city\", city);\n            command.ExecuteNonQuery();\n        }");
        await VerifyAsync(
            "var command = new SqliteCommand { Connection = connection, CommandText = [|$\"SELECT * FROM items WHERE city = '{city}'\"|] };",
            "var command = new SqliteCommand { Connection = connection, CommandText = \"SELECT * FROM items WHERE city = @city\" };\n        command.Parameters.AddWithValue(\"@city\", city);");
        await VerifyAsync(
            "var sql = $\"SELECT * FROM items WHERE city = '{city}'\";\n        using var command = new SqliteCommand([|sql|], connection);",
            "var sql = \"SELECT * FROM items WHERE city = @city\";\n        using var command = new SqliteCommand(sql, connection);\n        command.Parameters.AddWithValue(\"@city\", city);");
    }

    [Fact]
    public Task A_program_s_own_statements_get_parameters() => FixTest<AIR1002ParameterizeSqlFix>.VerifyAsync(
        "AIR1002",
        """
        using Microsoft.Data.Sqlite;
        var command = new SqliteConnection().CreateCommand();
        command.CommandText = [|$"SELECT * FROM items WHERE city = '{args[0]}'"|];
        command.ExecuteReader();
        """,
        """
        using Microsoft.Data.Sqlite;
        var command = new SqliteConnection().CreateCommand();
        command.CommandText = "SELECT * FROM items WHERE city = @city";
        command.Parameters.AddWithValue("@city", args[0]);
        command.ExecuteReader();
        """);

    [Theory]
    [InlineData("await any.ExecuteAsync([|$\"DELETE FROM items WHERE city = '{city}'\"|]);", "await any.ExecuteAsync(\"DELETE FROM items WHERE city = @city\", new { city });")]
    [InlineData("var rows = any.Query<string>([|$\"SELECT name FROM items WHERE city = '{response.Text}'\"|]);", "var rows = any.Query<string>(\"SELECT name FROM items WHERE city = @city\", new { city = response.Text });")]
    [InlineData("var rows = any.Query<string>([|\"SELECT name FROM items WHERE city IN ('\" + city + \"')\"|], commandTimeout: 3);", "var rows = any.Query<string>(\"SELECT name FROM items WHERE city IN (@city)\", commandTimeout: 3, param: new { city });")]
    [InlineData("var rows = connection.Query<string>([|$\"SELECT name FROM items WHERE id = {city}\"|]);", "var rows = connection.Query<string>(\"SELECT name FROM items WHERE id = @id\", new { id = city });")]
    [InlineData("var definition = new CommandDefinition([|$\"DELETE FROM items WHERE city = '{city}'\"|], cancellationToken: cancellation);", "var definition = new CommandDefinition(\"DELETE FROM items WHERE city = @city\", cancellationToken: cancellation, parameters: new { city });")]
    [InlineData("var rows = shop.Customers.FromSqlRaw([|$\"SELECT * FROM customers WHERE name = '{city}'\"|]).ToList();", "var rows = shop.Customers.FromSql($\"SELECT * FROM customers WHERE name = {city}\").ToList();")]
    [InlineData("var rows = shop.Customers.FromSqlRaw([|\"SELECT * FROM customers WHERE name LIKE '%\" + city + \"%'\"|]).ToList();", "var rows = shop.Customers.FromSql($\"SELECT * FROM customers WHERE name LIKE {$\"%{city}%\"}\").ToList();")]
    [InlineData("await shop.Database.ExecuteSqlRawAsync([|$\"DELETE FROM customers WHERE name = '{response.Text}'\"|], cancellation);", "await shop.Database.ExecuteSqlAsync($\"DELETE FROM customers WHERE name = {response.Text}\", cancellation);")]
    [InlineData("var names = shop.Database.SqlQueryRaw<string>([|$\"SELECT name FROM customers WHERE name = '{city}'\"|]).ToList();", "var names = shop.Database.SqlQuery<string>($\"SELECT name FROM customers WHERE name = {city}\").ToList();")]
    public Task A_library_gets_values(string before, string after) => VerifyAsync(before, after);

    [Theory]
    [InlineData("[|city|]")]
    [InlineData("[|$\"SELECT * FROM {city}\"|]")]
    [InlineData("[|$\"SELECT * FROM items ORDER BY {column}\"|]")]
    [InlineData("[|$\"SELECT * FROM items ORDER BY name, {column}\"|]")]
    [InlineData("[|$\"SELECT {column} FROM items WHERE city = '{city}'\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE {column} = '{city}'\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE id = {city}_old\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE \\\"{column}\\\" = 'x'\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE name = '{city}''s'\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE name = '{city}' -- AND tenant = 1\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE name = '{city}' AND tenant = ?\"|]")]
    [InlineData("[|$\"CREATE TABLE items (name TEXT DEFAULT '{city}')\"|]")]
    [InlineData("[|$\"ALTER USER app PASSWORD = '{city}'\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE price = {count}\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE id = {city}{column}\"|]")]
    [InlineData("[|$\"SELECT * FROM items WHERE id = {city,10}\"|]")]
    [InlineData("[|string.Format(\"SELECT * FROM items WHERE name = '{0}'\", city)|]")]
    public Task A_hole_that_is_no_value_is_left_alone(string text) => VerifyNoneAsync(Command(text));

    [Theory]
    [InlineData("void Set(SqliteCommand command) { command.CommandText = [|$\"SELECT * FROM items WHERE city = '{city}'\"|]; }")]
    [InlineData("using var command = connection.CreateCommand(); foreach (var name in new[] { city }) { command.CommandText = [|$\"SELECT * FROM items WHERE city = '{name}'\"|]; command.ExecuteNonQuery(); }")]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = [|$\"DELETE FROM items WHERE city = '{city}'\"|]; command.ExecuteNonQuery(); command.CommandText = \"DELETE FROM log\";")]
    [InlineData("using var command = connection.CreateCommand(); if (count > 0) command.CommandText = [|$\"DELETE FROM items WHERE city = '{city}'\"|];")]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText += [|$\" AND city = '{city}'\"|];")]
    [InlineData("using var command = any.CreateCommand(); command.CommandText = [|$\"DELETE FROM items WHERE city = '{city}'\"|];")]
    [InlineData("using var command = postgres.CreateCommand(); command.CommandText = [|$\"DELETE FROM items WHERE id = {city}\"|];")]
    [InlineData("var sql = $\"DELETE FROM items WHERE city = '{city}'\"; city = column; using var command = new SqliteCommand([|sql|], connection);")]
    [InlineData("var sql = $\"DELETE FROM items WHERE city = '{city}'\"; Console.WriteLine(sql); using var command = new SqliteCommand([|sql|], connection);")]
    [InlineData("await any.ExecuteAsync([|$\"DELETE FROM items WHERE city = '{city}' AND id = @id\"|], new { id = 1 });")]
    [InlineData("await any.ExecuteAsync([|$\"DELETE FROM items WHERE id = {city}\"|]);")]
    [InlineData("var rows = shop.Customers.FromSqlRaw([|$\"SELECT * FROM customers WHERE name = '{city}' AND id = {{0}}\"|], count).ToList();")]
    [InlineData("var sql = $\"SELECT * FROM customers WHERE name = '{city}'\"; var rows = shop.Customers.FromSqlRaw([|sql|]).ToList();")]
    public Task A_place_that_can_t_take_parameters_is_left_alone(string body) => VerifyNoneAsync(body);

    [Fact]
    public Task The_finding_of_the_analyzer_is_fixed() => RuleTest<AIR10xxModelOutputAnalyzer>.VerifyFixAsync<AIR1002ParameterizeSqlFix>(
        "AIR1002",
        """
        using Microsoft.Data.Sqlite;
        class C(IChatClient client, SqliteConnection connection)
        {
            async Task M(string question)
            {
                var response = await client.GetResponseAsync(question);
                using var command = connection.CreateCommand();
                command.CommandText = $"SELECT * FROM items WHERE name = '{response.Text}'";
                command.ExecuteReader();
            }
        }
        """,
        """
        using Microsoft.Data.Sqlite;
        class C(IChatClient client, SqliteConnection connection)
        {
            async Task M(string question)
            {
                var response = await client.GetResponseAsync(question);
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT * FROM items WHERE name = @name";
                command.Parameters.AddWithValue("@name", response.Text);
                command.ExecuteReader();
            }
        }
        """);
}
