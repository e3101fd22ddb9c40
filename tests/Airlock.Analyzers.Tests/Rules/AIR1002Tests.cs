using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1002: the sinks of SQL text, and what is not one. The shapes in which text travels are tested with AIR1001.</summary>
public class AIR1002Tests
{
    private static string Method(string body) => $$"""
        using System.Data.Common;
        using Dapper;
        using Microsoft.Data.Sqlite;
        using Microsoft.EntityFrameworkCore;
        class C(IChatClient client, SqliteConnection connection, DbDataSource source, Context context)
        {
            static readonly HashSet<string> Columns = ["name", "price"];
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    /// <summary>The members of Entity Framework Core that the catalog names, as they are declared there.</summary>
    private const string EntityFramework = """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbSet<T> : List<T> where T : class;
            public class Context { public DbSet<string> Names { get; } = null!; public Infrastructure.DatabaseFacade Database { get; } = null!; }
            public static class RelationalQueryableExtensions
            {
                public static IQueryable<T> FromSqlRaw<T>(this DbSet<T> source, string sql, params object[] parameters) where T : class => null!;
                public static IQueryable<T> FromSql<T>(this DbSet<T> source, FormattableString sql) where T : class => null!;
                public static IQueryable<T> FromSqlInterpolated<T>(this DbSet<T> source, FormattableString sql) where T : class => null!;
            }
            public static class RelationalDatabaseFacadeExtensions
            {
                public static int ExecuteSqlRaw(this Infrastructure.DatabaseFacade facade, string sql, params object[] parameters) => 0;
                public static Task<int> ExecuteSqlRawAsync(this Infrastructure.DatabaseFacade facade, string sql, CancellationToken token = default) => null!;
                public static Task<int> ExecuteSqlAsync(this Infrastructure.DatabaseFacade facade, FormattableString sql, CancellationToken token = default) => null!;
            }
        }
        namespace Microsoft.EntityFrameworkCore.Infrastructure
        {
            public class DatabaseFacade;
        }
        """;

    [Theory]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = [|response.Text|]; command.ExecuteNonQuery();")]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = [|$\"SELECT * FROM items WHERE name = '{response.Text}'\"|];")]
    [InlineData("using DbCommand command = connection.CreateCommand(); command.CommandText = \"SELECT 1\"; command.CommandText += [|response.Text|];")]
    [InlineData("using System.Data.IDbCommand command = connection.CreateCommand(); command.CommandText = [|response.Text|];")]
    [InlineData("using var command = new SqliteCommand([|response.Text|], connection);")]
    [InlineData("using var command = new SqliteCommand { CommandText = [|response.Text|], Connection = connection };")]
    [InlineData("using var command = source.CreateCommand([|\"SELECT * FROM \" + response.Text|]);")]
    [InlineData("await connection.ExecuteAsync([|response.Text|]);")]
    [InlineData("var rows = connection.Query<string>([|$\"SELECT name FROM items ORDER BY {response.Text}\"|]);")]
    [InlineData("var row = await connection.QuerySingleAsync([|response.Text|], new { id = 1 });")]
    [InlineData("var definition = new CommandDefinition([|response.Text|]);")]
    [InlineData("var names = context.Names.FromSqlRaw([|response.Text|]).ToList();")]
    [InlineData("var names = context.Names.FromSqlRaw([|$\"SELECT * FROM names WHERE name = '{response.Text}'\"|]).ToList();")]
    [InlineData("await context.Database.ExecuteSqlRawAsync([|response.Text.Replace(\"'\", \"''\")|]);")]
    [InlineData("context.Database.ExecuteSqlRaw([|string.Format(\"DELETE FROM names WHERE name = '{0}'\", response.Text)|]);")]
    [InlineData("var sql = new StringBuilder(\"SELECT * FROM items\"); sql.Append(\" WHERE \").Append(response.Text); await connection.ExecuteAsync([|sql.ToString()|]);")]
    public async Task Text_of_a_model_becomes_a_statement(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1002", [Method(body), EntityFramework]);

    [Theory]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = \"SELECT * FROM items WHERE name = $name\"; command.Parameters.AddWithValue(\"$name\", response.Text); command.ExecuteReader();")]
    [InlineData("using var command = new SqliteCommand(\"SELECT 1\", connection); command.Parameters.Add(new SqliteParameter(\"$name\", response.Text));")]
    [InlineData("await connection.ExecuteAsync(\"DELETE FROM items WHERE name = @name\", new { name = response.Text });")]
    [InlineData("var parameters = new DynamicParameters(); parameters.Add(\"name\", response.Text); await connection.ExecuteAsync(\"DELETE FROM items WHERE name = @name\", parameters);")]
    [InlineData("var names = context.Names.FromSqlRaw(\"SELECT * FROM names WHERE name = {0}\", response.Text).ToList();")]
    [InlineData("var names = context.Names.FromSql($\"SELECT * FROM names WHERE name = {response.Text}\").ToList();")]
    [InlineData("var names = context.Names.FromSqlInterpolated($\"SELECT * FROM names WHERE name = {response.Text}\").ToList();")]
    [InlineData("await context.Database.ExecuteSqlAsync($\"DELETE FROM names WHERE name = {response.Text}\");")]
    [InlineData("var id = int.Parse(response.Text); await connection.ExecuteAsync($\"DELETE FROM items WHERE id = {id}\");")]
    [InlineData("var column = response.Text; if (!Columns.Contains(column)) return; var rows = connection.Query<string>($\"SELECT name FROM items ORDER BY {column}\");")]
    [InlineData("var quoted = new SqliteFactoryBuilder().QuoteIdentifier(response.Text); await connection.ExecuteAsync($\"DROP TABLE {quoted}\");")]
    [InlineData("var rows = await connection.QueryAsync<string>(\"SELECT sql FROM saved WHERE name = @name\", new { name = response.Text }); await connection.ExecuteAsync(rows.First());")]
    [InlineData("using var command = connection.CreateCommand(); command.CommandText = \"SELECT 1\"; command.Parameters.AddWithValue(\"$n\", response.Text); using var reader = command.ExecuteReader(); await connection.ExecuteAsync(reader.GetString(0));")]
    public async Task A_statement_without_text_of_a_model_is_silent(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1002", [Method(body), EntityFramework, """
            abstract class QuotingBuilder : System.Data.Common.DbCommandBuilder { public override string QuoteIdentifier(string name) => $"[{name}]"; }
            class SqliteFactoryBuilder : QuotingBuilder
            {
                protected override void ApplyParameterInfo(System.Data.Common.DbParameter p, System.Data.DataRow r, System.Data.StatementType t, bool w) { }
                protected override string GetParameterName(int ordinal) => "";
                protected override string GetParameterName(string name) => "";
                protected override string GetParameterPlaceholder(int ordinal) => "";
                protected override void SetRowUpdatingHandler(System.Data.Common.DbDataAdapter adapter) { }
            }
            """]);

    [Fact]
    public async Task A_sanitizer_of_one_kind_of_sinks_serves_no_other() =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", """
            class C(IChatClient client, System.Data.Common.DbCommandBuilder builder)
            {
                async Task M() { Process.Start([|builder.QuoteIdentifier((await client.GetResponseAsync("x")).Text)|]); }
            }
            """);

    [Fact]
    public async Task One_block_can_break_several_rules() =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1001", """
            class C(IChatClient client, Microsoft.Data.Sqlite.SqliteCommand command)
            {
                async Task M()
                {
                    var text = (await client.GetResponseAsync("x")).Text;
                    command.CommandText = {|AIR1002:text|};
                    Process.Start([|text|]);
                }
            }
            """);
}
