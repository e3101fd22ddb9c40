using Dapper;
using Microsoft.Data.Sqlite;

namespace Contoso.Mapping;

public class SuggestionStore(SqliteConnection connection)
{
    public Task<IEnumerable<dynamic>> FilteredAsync(SuggestionView view) =>
        connection.QueryAsync($"SELECT * FROM live WHERE {view.Where}"); // Noncompliant {{AIR1002}}

    public Task<IEnumerable<dynamic>> AllAsync(SuggestionView view) =>
        connection.QueryAsync($"SELECT * FROM {view.Table} LIMIT {view.Limit}"); // Compliant: one of two constants, and a number
}
