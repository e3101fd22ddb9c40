using Dapper;
using Microsoft.Data.Sqlite;

namespace Fabrikam.Search;

/// <summary>Values that leave a method by its parameters.</summary>
public class SearchQueries(IChatClient client, SqliteConnection connection)
{
    private string _filter = "1 = 1";

    public IEnumerable<dynamic> ByOut(ChatResponse reply)
    {
        if (TryReadQuery(reply, out var sql, out var limit))
        {
            Console.WriteLine(limit);
            return connection.Query(sql); // Noncompliant {{AIR1002}}
        }

        return connection.Query("SELECT 1 LIMIT " + limit); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> ByOtherOutAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Split(reply.Text, out var shown, out var used);
        Console.WriteLine(shown);
        return await connection.QueryAsync(used); // Compliant: the second parameter gets a constant
    }

    public async Task<IEnumerable<dynamic>> ByRefAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var sql = "SELECT * FROM pages WHERE ";
        AddCondition(ref sql, reply.Text);
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByRefWithConstantAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        Console.WriteLine(reply.Text);
        var sql = "SELECT * FROM pages WHERE ";
        AddCondition(ref sql, "1 = 1");
        return await connection.QueryAsync(sql); // Compliant: the condition is a constant here
    }

    public async Task<IEnumerable<dynamic>> ReplacedByRefAsync(string question)
    {
        var sql = (await client.GetResponseAsync(question)).Text;
        Reset(ref sql);
        return await connection.QueryAsync(sql); // Compliant: the call replaced the text
    }

    public async Task<IEnumerable<dynamic>> ByRefFieldAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        AddCondition(ref _filter, reply.Text);
        return await connection.QueryAsync("SELECT * FROM pages WHERE " + _filter); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByRefLocalAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        return await connection.QueryAsync(Joined(text)); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByInAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        return await connection.QueryAsync(Where(in text)); // Noncompliant {{AIR1002}}
    }

    private static string Where(in string condition) => "SELECT * FROM pages WHERE " + condition;

    private static string Joined(string text)
    {
        var parts = new[] { "SELECT * FROM pages WHERE ", "" };
        ref var last = ref parts[1];
        last = text;
        return parts[0] + parts[1];
    }

    private static bool TryReadQuery(ChatResponse reply, out string sql, out int limit)
    {
        sql = reply.Text;
        limit = reply.Text.Length;
        return limit > 0;
    }

    private static void Split(string text, out string shown, out string used)
    {
        shown = text;
        used = "SELECT 1";
    }

    private static void AddCondition(ref string sql, string condition) => sql += condition;

    private static void Reset(ref string sql) => sql = "SELECT 1";
}
