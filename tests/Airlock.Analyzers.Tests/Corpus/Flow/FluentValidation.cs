using Dapper;
using FluentValidation;
using Microsoft.Data.Sqlite;

namespace Fabrikam.Invoices;

public class Invoice
{
    public string Customer { get; set; } = "";

    public decimal Total { get; set; }
}

public class InvoiceValidator : AbstractValidator<Invoice>
{
    public InvoiceValidator()
    {
        RuleFor(invoice => invoice.Customer).NotEmpty().Matches("^C[0-9]{6}$");
        RuleFor(invoice => invoice.Total).InclusiveBetween(1, 500);
    }
}

/// <summary>Invoices that a model reads from mails; a validator of the app stands between them and the database, or does not.</summary>
public class InvoiceDesk(IChatClient client, IValidator<Invoice> validator, SqliteConnection connection)
{
    private const string Insert = "INSERT INTO invoices (customer, total) VALUES (@Customer, @Total)";

    public async Task FileAsync(string mail)
    {
        var response = await client.GetResponseAsync<Invoice>(mail);
        await connection.ExecuteAsync(Insert, response.Result); // Noncompliant {{AIR1011}}
    }

    public async Task FileOrThrowAsync(string mail)
    {
        var invoice = (await client.GetResponseAsync<Invoice>(mail)).Result;
        await validator.ValidateAndThrowAsync(invoice);
        await connection.ExecuteAsync(Insert, invoice); // Compliant: validated
    }

    public async Task FileIfValidAsync(string mail)
    {
        var invoice = (await client.GetResponseAsync<Invoice>(mail)).Result;
        var result = new InvoiceValidator().Validate(invoice);
        if (!result.IsValid)
        {
            throw new InvalidOperationException(result.ToString());
        }

        await connection.ExecuteAsync(Insert, invoice); // Compliant: validated
    }

    public async Task FileWithWarningAsync(string mail)
    {
        var invoice = (await client.GetResponseAsync<Invoice>(mail)).Result;
        var result = await validator.ValidateAsync(invoice);
        Console.WriteLine(result.IsValid);
        await connection.ExecuteAsync(Insert, invoice); // Noncompliant {{AIR1011}}
    }

    public async Task ShowAsync(string mail)
    {
        var invoice = (await client.GetResponseAsync<Invoice>(mail)).Result;
        var rows = await connection.QueryAsync("SELECT * FROM invoices WHERE customer = @Customer", invoice); // Compliant: nothing is changed
        Console.WriteLine($"{invoice.Customer}: {rows.Count()}");
    }
}
