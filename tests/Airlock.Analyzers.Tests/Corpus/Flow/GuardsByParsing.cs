using System.Globalization;
using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Fabrikam.Orders;

public enum OrderState
{
    Open,
    Paid,
    Shipped,
}

/// <summary>An order assistant that turns what the model says into types.</summary>
public class OrderAssistant(IChatClient client, SqliteConnection connection)
{
    public async Task<IEnumerable<dynamic>> NumberAsync(string question)
    {
        var id = int.Parse((await client.GetResponseAsync(question)).Text, CultureInfo.InvariantCulture);
        return await connection.QueryAsync("SELECT * FROM orders WHERE id = " + id); // Compliant: a number
    }

    public async Task<IEnumerable<dynamic>> NumberCheckedAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (!long.TryParse(text, out _))
        {
            return await connection.QueryAsync("SELECT * FROM orders WHERE customer = '" + text + "'"); // Noncompliant {{AIR1002}}
        }

        return await connection.QueryAsync("SELECT * FROM orders WHERE id = " + text); // Compliant: the text is a number
    }

    public async Task<IEnumerable<dynamic>> DecimalAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        return decimal.TryParse(text, CultureInfo.InvariantCulture, out var total)
            ? await connection.QueryAsync(FormattableString.Invariant($"SELECT * FROM orders WHERE total > {total}")) // Compliant: a number
            : await connection.QueryAsync($"SELECT * FROM orders WHERE note = '{text}'"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> GuidAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (Guid.TryParse(text, out var id))
        {
            return await connection.QueryAsync($"SELECT * FROM orders WHERE id = '{id}'"); // Compliant: a Guid
        }

        return [];
    }

    public async Task<IEnumerable<dynamic>> DateAsync(string question)
    {
        var day = DateTime.Parse((await client.GetResponseAsync(question)).Text, CultureInfo.InvariantCulture);
        return await connection.QueryAsync($"SELECT * FROM orders WHERE day = '{day:yyyy-MM-dd}'"); // Compliant: a date
    }

    public async Task<IEnumerable<dynamic>> EnumAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (Enum.TryParse<OrderState>(text, ignoreCase: true, out var state))
        {
            return await connection.QueryAsync($"SELECT * FROM orders WHERE state = '{state}'"); // Compliant: an enum
        }

        return await connection.QueryAsync($"SELECT * FROM orders WHERE state = '{text}'"); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> DefinedAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (!Enum.IsDefined(typeof(OrderState), text))
        {
            throw new FormatException("no state of an order");
        }

        return await connection.QueryAsync($"SELECT * FROM orders WHERE state = '{text}'"); // Compliant: the name of a member
    }

    public async Task<IEnumerable<dynamic>> ConvertedAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var limit = Convert.ToInt32(reply.Text, CultureInfo.InvariantCulture);
        var shown = Convert.ToString(reply.Text, CultureInfo.InvariantCulture);
        return await connection.QueryAsync("SELECT * FROM orders LIMIT " + limit) // Compliant: a number
            ?? await connection.QueryAsync("SELECT * FROM " + shown); // Noncompliant {{AIR1002}}
    }

    public async Task<IEnumerable<dynamic>> TriedOnlyAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (int.TryParse(text, out var id))
        {
            Console.WriteLine($"Order {id}");
        }

        return await connection.QueryAsync("SELECT * FROM orders WHERE id = " + text); // Noncompliant {{AIR1002}}
    }

    public async Task PingAsync(string question)
    {
        var text = (await client.GetResponseAsync(question)).Text;
        if (IPAddress.TryParse(text, out var address))
        {
            Process.Start("ping", address.ToString()); // Compliant: an address
        }
    }

    public async Task<IEnumerable<dynamic>> LettersOnlyAsync(string question)
    {
        var name = (await client.GetResponseAsync(question)).Text;
        if (name.All(char.IsLetterOrDigit))
        {
            return await connection.QueryAsync($"SELECT * FROM orders WHERE customer = '{name}'"); // Compliant: letters and digits
        }

        return name.Any(char.IsLetterOrDigit)
            ? await connection.QueryAsync($"SELECT * FROM orders WHERE customer = '{name}'") // Noncompliant {{AIR1002}}
            : [];
    }

    public async Task<IEnumerable<dynamic>> KeptLettersAsync(string question)
    {
        var reply = await client.GetResponseAsync(question);
        var name = new string([.. reply.Text.Where(char.IsAsciiLetterOrDigit)]);
        return await connection.QueryAsync($"SELECT * FROM orders WHERE customer = '{name}'"); // Compliant: letters and digits are all that is left
    }
}
