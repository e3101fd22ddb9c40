using Dapper;
using Microsoft.Data.Sqlite;

namespace Fabrikam.Analytics;

/// <summary>Queries that the model writes, awaited in every way that tasks allow.</summary>
public class AnalyticsQueries(IChatClient client, SqliteConnection connection)
{
    public IEnumerable<dynamic> ByResult(string question)
    {
        var sql = AskAsync(question).Result;
        return connection.Query(sql); // Noncompliant {{AIR1002}}
    }

    public IEnumerable<dynamic> ByResultOfOther(string question)
    {
        var title = AskAsync(question).Result;
        Console.WriteLine(title);
        return connection.Query(DefaultAsync().Result); // Compliant: another task, of a constant
    }

    public IEnumerable<dynamic> ByAwaiter(string question) =>
        connection.Query(AskAsync(question).GetAwaiter().GetResult()); // Noncompliant {{AIR1002}}

    public async Task<IEnumerable<dynamic>> ConfiguredAsync(string question)
    {
        var sql = await AskAsync(question).ConfigureAwait(false);
        return await connection.QueryAsync(sql).ConfigureAwait(false); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> TaskKeptAsync(string question)
    {
        var pending = AskAsync(question);
        await connection.OpenAsync();
        return await connection.QueryAsync(await pending); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> InBackgroundAsync(string question)
    {
        var sql = await Task.Run(async () =>
        {
            var reply = await client.GetResponseAsync(question);
            return reply.Text;
        });
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ConstantInBackgroundAsync(string question)
    {
        var sql = await Task.Run(async () =>
        {
            var reply = await client.GetResponseAsync(question);
            Console.WriteLine(reply.Text);
            return "SELECT 1";
        });
        return await connection.QueryAsync(sql); // Compliant: the lambda returns a constant
    }

    public async Task<IEnumerable<dynamic>> AllAtOnceAsync(string[] questions)
    {
        var parts = await Task.WhenAll(questions.Select(AskAsync));
        return await connection.QueryAsync(string.Join(" UNION ", parts)); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> FirstOfTwoAsync(string question)
    {
        var winner = await Task.WhenAny(AskAsync(question), DefaultAsync());
        return await connection.QueryAsync(await winner); // Noncompliant {{AIR1002}}
    }

    public Task<IEnumerable<dynamic>> ContinuedAsync(string question) =>
        AskAsync(question).ContinueWith(task => connection.Query(task.Result)); // Noncompliant {{AIR1002}}

    public Task<IEnumerable<dynamic>> ContinuedWithConstantAsync(string question) =>
        AskAsync(question).ContinueWith(task => connection.Query(task.IsFaulted ? "SELECT 0" : "SELECT 1")); // Compliant: constants

    public async Task<IEnumerable<dynamic>> ByValueTaskAsync(string question)
    {
        var sql = await CachedAsync(question);
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByFromResultAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var task = Task.FromResult(reply.Text);
        return await connection.QueryAsync(await task.WaitAsync(TimeSpan.FromSeconds(1))); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> CountedAsync(string question)
    {
        var length = await LengthAsync(question);
        return await connection.QueryAsync($"SELECT * FROM visits LIMIT {length}"); // Compliant: the helper returns a number
    }

    private async Task<string> AskAsync(string question)
    {
        var reply = await client.GetResponseAsync($"SQL for: {question}");
        return reply.Text;
    }

    private static Task<string> DefaultAsync() => Task.FromResult("SELECT 1");

    private async ValueTask<string> CachedAsync(string question) => question.Length == 0 ? "SELECT 1" : await AskAsync(question);

    private async Task<int> LengthAsync(string question) => (await AskAsync(question)).Length;
}
