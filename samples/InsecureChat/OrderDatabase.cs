using Microsoft.Data.Sqlite;

namespace InsecureChat;

/// <summary>The shop's orders: a database in memory, filled with a few rows at start.</summary>
public sealed class OrderDatabase : IDisposable
{
    private const string Address = "Data Source=orders;Mode=Memory;Cache=Shared";

    // A database in memory lives as long as one connection to it is open.
    private readonly SqliteConnection _keepAlive = new(Address);

    public OrderDatabase()
    {
        _keepAlive.Open();
        using var command = _keepAlive.CreateCommand();
        command.CommandText = """
            CREATE TABLE orders (id INTEGER PRIMARY KEY, title TEXT NOT NULL, status TEXT NOT NULL, placed TEXT NOT NULL);
            INSERT INTO orders (title, status, placed) VALUES
                ('A Wizard of Earthsea', 'shipped', date('now', '-3 day')),
                ('The Left Hand of Darkness', 'open', date('now', '-1 day')),
                ('The Dispossessed', 'returned', date('now', '-20 day'));
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>An open connection; the caller disposes of it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(Address);
        connection.Open();
        return connection;
    }

    public void Dispose() => _keepAlive.Dispose();
}
