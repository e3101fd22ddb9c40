using Microsoft.Data.Sqlite;

namespace Fabrikam.Tickets;

public record Ticket(string Title, string Query, int Priority);

public class Draft
{
    public string Command { get; set; } = "status";

    public string Note { get; set; } = "";

    public Draft? Next { get; set; }
}

public readonly struct Range(string table, int rows)
{
    public string Table { get; } = table;

    public int Rows { get; } = rows;
}

/// <summary>Triage of tickets: what the model says travels in records, tuples and members.</summary>
public class TicketTriage(IChatClient client, SqliteConnection connection)
{
    public async Task ByRecordAsync(string mail)
    {
        var ticket = new Ticket(mail, (await client.GetResponseAsync(mail)).Text, 3);
        using var command = connection.CreateCommand();
        command.CommandText = ticket.Query; // Noncompliant {{AIR1002}}
        await command.ExecuteReaderAsync();
    }

    public async Task ByOtherMemberOfRecordAsync(string mail)
    {
        var ticket = new Ticket((await client.GetResponseAsync(mail)).Text, "SELECT 1", 3);
        Console.WriteLine(ticket.Title);
        using var command = connection.CreateCommand();
        command.CommandText = ticket.Query; // Compliant: the model wrote the title
        await command.ExecuteReaderAsync();
    }

    public async Task ByWithAsync(string mail)
    {
        var empty = new Ticket(mail, "SELECT 1", 3);
        var filled = empty with { Query = (await client.GetResponseAsync(mail)).Text };
        using var command = connection.CreateCommand();
        command.CommandText = filled.Query; // Noncompliant {{AIR1002}}
        command.CommandText = empty.Query; // Compliant: the first record is unchanged
        await command.ExecuteReaderAsync();
    }

    public async Task ByWithConstantAsync(string mail)
    {
        var ticket = new Ticket(mail, (await client.GetResponseAsync(mail)).Text, 3);
        var harmless = ticket with { Query = "SELECT count(*) FROM tickets" };
        using var command = connection.CreateCommand();
        command.CommandText = harmless.Query; // Compliant: replaced
        await command.ExecuteReaderAsync();
    }

    public async Task ByDeconstructionAsync(string mail)
    {
        var (title, query, _) = new Ticket(mail, (await client.GetResponseAsync(mail)).Text, 3);
        using var command = connection.CreateCommand();
        command.CommandText = query; // Noncompliant {{AIR1002}}
        command.Parameters.AddWithValue("$title", title);
        await command.ExecuteReaderAsync();
    }

    public async Task ByTupleAsync(string mail)
    {
        var (query, table) = await AskAsync(mail);
        using var command = connection.CreateCommand();
        command.CommandText = query; // Noncompliant {{AIR1002}}
        await command.ExecuteReaderAsync();
        command.CommandText = "SELECT * FROM " + table; // Compliant: the constant half of the tuple
        await command.ExecuteReaderAsync();
    }

    public async Task BySwappedTupleAsync(string mail)
    {
        var shown = (await client.GetResponseAsync(mail)).Text;
        var used = "SELECT 1";
        (shown, used) = (used, shown);
        using var command = connection.CreateCommand();
        command.CommandText = used; // Noncompliant {{AIR1002}}
        command.CommandText = shown; // Compliant: now the constant
        await command.ExecuteReaderAsync();
    }

    public async Task ByInitialiserAsync(string mail)
    {
        var draft = new Draft { Note = mail, Next = new Draft { Command = (await client.GetResponseAsync(mail)).Text } };
        Process.Start("git", draft.Next.Command); // Noncompliant {{AIR1001}}
        Process.Start("git", draft.Command); // Compliant: its default
    }

    public async Task ByPropertyAsync(string mail)
    {
        var draft = new Draft();
        draft.Note = (await client.GetResponseAsync(mail)).Text;
        Process.Start("git", draft.Command); // Compliant: only the note is the model's
        draft.Command = draft.Note;
        Process.Start("git", draft.Command); // Noncompliant {{AIR1001}}
    }

    public async Task ByAliasAsync(string mail)
    {
        var draft = new Draft();
        var same = draft;
        same.Command = (await client.GetResponseAsync(mail)).Text;
        Process.Start("git", draft.Command); // Noncompliant {{AIR1001}}
    }

    public async Task ByStructAsync(string mail)
    {
        var range = new Range((await client.GetResponseAsync(mail)).Text, 10);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {range.Table} LIMIT 10"; // Noncompliant {{AIR1002}}
        command.CommandText = $"SELECT * FROM tickets LIMIT {range.Rows}"; // Compliant: a number
        await command.ExecuteReaderAsync();
    }

    public async Task ByAnonymousTypeAsync(string mail)
    {
        var parts = new { Query = (await client.GetResponseAsync(mail)).Text, Fallback = "SELECT 1" };
        using var command = connection.CreateCommand();
        command.CommandText = parts.Query; // Noncompliant {{AIR1002}}
        command.CommandText = parts.Fallback; // Compliant: the other member
        await command.ExecuteReaderAsync();
    }

    private async Task<(string Query, string Table)> AskAsync(string mail) => ((await client.GetResponseAsync(mail)).Text, "tickets");
}
