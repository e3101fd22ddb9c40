using Dapper;
using Microsoft.Data.Sqlite;

namespace Contoso.Sales;

public class SalesReport(IQueryWriter queries, ICaptionWriter captions, SqliteConnection connection)
{
    public async Task<IEnumerable<dynamic>> RowsAsync(string question)
    {
        var sql = await queries.WriteAsync(question);
        return await connection.QueryAsync(sql); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> TableAsync(string question)
    {
        var table = await captions.WriteAsync(question);
        return await connection.QueryAsync("SELECT * FROM " + table); // Compliant: the only implementation returns constants
    }
}

public static class SalesServices
{
    public static IServiceCollection AddSales(this IServiceCollection services) =>
        services.AddSingleton<ICaptionWriter, FixedCaptionWriter>().AddScoped<IQueryWriter, ModelQueryWriter>().AddScoped<SalesReport>();
}
