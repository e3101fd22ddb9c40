using Dapper;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Contoso.Warehouse;

public class StockQuery
{
    [JsonProperty("where")]
    public string Where { get; set; } = "";

    public int Limit { get; set; }
}

/// <summary>The answer is JSON, read with Newtonsoft's library.</summary>
public class StockReader(IChatClient client, SqliteConnection connection)
{
    public async Task<IEnumerable<dynamic>> ByObjectAsync(string question)
    {
        var json = JObject.Parse((await client.GetResponseAsync(question)).Text);
        return await connection.QueryAsync("SELECT * FROM stock WHERE " + json["where"]); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByValueAsync(string question)
    {
        var json = JObject.Parse((await client.GetResponseAsync(question)).Text);
        var limit = json.Value<int>("limit");
        return await connection.QueryAsync("SELECT * FROM stock LIMIT " + limit); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> ByPathAsync(string question)
    {
        var json = JToken.Parse((await client.GetResponseAsync(question)).Text);
        var table = (string?)json.SelectToken("$.query.table");
        return await connection.QueryAsync($"SELECT * FROM {table}"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByConvertAsync(string question)
    {
        var query = JsonConvert.DeserializeObject<StockQuery>((await client.GetResponseAsync(question)).Text)!;
        return await connection.QueryAsync("SELECT * FROM stock WHERE " + query.Where); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> ByConvertOfNumberAsync(string question)
    {
        var query = JsonConvert.DeserializeObject<StockQuery>((await client.GetResponseAsync(question)).Text)!;
        return await connection.QueryAsync("SELECT * FROM stock LIMIT " + query.Limit); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> ByArrayAsync(string question)
    {
        var items = JArray.Parse((await client.GetResponseAsync(question)).Text);
        var columns = items.Select(item => item["column"]!.ToString());
        return await connection.QueryAsync($"SELECT {string.Join(", ", columns)} FROM stock"); // Noncompliant {{AIR1002}}
    }
}
