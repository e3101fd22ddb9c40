using System.ComponentModel.DataAnnotations;
using System.Data;
using System.Text.Json;
using Dapper;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Structured;

public class Ticket
{
    public int Id { get; set; }

    [Required, StringLength(80)]
    public string Title { get; set; } = "";

    [Range(1, 5)]
    public int Priority { get; set; }
}

public record Transfer(string Iban, decimal Amount);

public record Discount(int Percent);

public record OutgoingMessage(string Recipient, string Body);

public interface IBank
{
    Task TransferAsync(string iban, decimal amount);
}

public interface IMessenger
{
    Task SendAsync(OutgoingMessage message);
}

public class OfficeContext(DbContextOptions<OfficeContext> options) : DbContext(options)
{
    public DbSet<Ticket> Tickets => Set<Ticket>();
}

/// <summary>A mailbox whose mails a model turns into tickets.</summary>
public class TicketIntake(IChatClient chat, OfficeContext database, IDbConnection connection)
{
    private const string Insert = "INSERT INTO tickets (title, priority) VALUES (@Title, @Priority)";

    public async Task CreateAsync(string mail)
    {
        var ticket = await chat.GetResponseAsync<Ticket>($"Make a ticket of this mail: {mail}");
        database.Tickets.Add(ticket.Result); // Noncompliant {{AIR1011}}
        await database.SaveChangesAsync();
    }

    public async Task CreateValidatedAsync(string mail)
    {
        var ticket = (await chat.GetResponseAsync<Ticket>($"Make a ticket of this mail: {mail}")).Result;
        if (!Validator.TryValidateObject(ticket, new ValidationContext(ticket), null, validateAllProperties: true))
        {
            return;
        }

        database.Tickets.Add(ticket); // Compliant: validated by its attributes
        await database.SaveChangesAsync();
    }

    public async Task CreateFluentlyAsync(string mail, IValidator<Ticket> validator)
    {
        var ticket = (await chat.GetResponseAsync<Ticket>($"Make a ticket of this mail: {mail}")).Result;
        var result = await validator.ValidateAsync(ticket);
        if (result.IsValid)
        {
            database.Tickets.Add(ticket); // Compliant: validated by rules
            await database.SaveChangesAsync();
        }
    }

    public async Task CreateOrThrowAsync(string mail, IValidator<Ticket> validator)
    {
        var ticket = (await chat.GetResponseAsync<Ticket>($"Make a ticket of this mail: {mail}")).Result;
        await validator.ValidateAndThrowAsync(ticket);
        await connection.ExecuteAsync(Insert, ticket); // Compliant: an invalid one throws
    }

    public async Task ImportAsync(string mail)
    {
        var reply = await chat.GetResponseAsync($"Make a ticket as JSON of this mail: {mail}");
        var ticket = JsonSerializer.Deserialize<Ticket>(reply.Text)!;
        await connection.ExecuteAsync(Insert, ticket); // Noncompliant {{AIR1011}}
    }

    public async Task ImportNonNullAsync(string mail)
    {
        var reply = await chat.GetResponseAsync($"Make a ticket as JSON of this mail: {mail}");
        var ticket = JsonSerializer.Deserialize<Ticket>(reply.Text);
        if (ticket is null)
        {
            return;
        }

        await connection.ExecuteAsync(Insert, new { ticket.Title, ticket.Priority }); // Noncompliant {{AIR1011}}
    }

    public async Task<string> PreviewAsync(string mail)
    {
        var ticket = (await chat.GetResponseAsync<Ticket>($"Make a ticket of this mail: {mail}")).Result;
        return $"{ticket.Title} ({ticket.Priority})"; // Compliant: only shown
    }

    public async Task RememberAsync(string mail)
    {
        var reply = await chat.GetResponseAsync($"Answer this mail: {mail}");
        await connection.ExecuteAsync("INSERT INTO history (role, text) VALUES ('assistant', @Text)", new { reply.Text }); // Compliant: the conversation's own record
    }

    public async Task<IEnumerable<Ticket>> FindAsync(string question)
    {
        var filter = (await chat.GetResponseAsync<Ticket>($"Fill in what is asked for: {question}")).Result;
        return await connection.QueryAsync<Ticket>("SELECT * FROM tickets WHERE priority = @Priority", new { filter.Priority }); // Compliant: reads only
    }
}

public class PaymentAssistant(IChatClient chat, IBank bank)
{
    private static readonly HashSet<string> KnownAccounts = ["DE02120300000000202051", "DE02500105170137075030"];

    public async Task PayAsync(string letter)
    {
        var reply = await chat.GetResponseAsync($"Read the payment from this letter, as JSON: {letter}");
        var transfer = JsonSerializer.Deserialize<Transfer>(reply.Text)!;
        await bank.TransferAsync(transfer.Iban, transfer.Amount); // Noncompliant {{AIR1011}}
    }

    public async Task PayKnownAsync(string letter)
    {
        var reply = await chat.GetResponseAsync($"Read the payment from this letter, as JSON: {letter}");
        var transfer = JsonSerializer.Deserialize<Transfer>(reply.Text)!;
        if (!KnownAccounts.Contains(transfer.Iban) || transfer.Amount is <= 0 or > 100)
        {
            return;
        }

        await bank.TransferAsync(transfer.Iban, transfer.Amount); // Compliant: a known account and a bounded amount
    }

    public async Task PayCheckedAsync(string letter)
    {
        var transfer = (await chat.GetResponseAsync<Transfer>($"Read the payment from this letter: {letter}")).Result;
        Check(transfer);
        await bank.TransferAsync(transfer.Iban, transfer.Amount); // Compliant: the app's own check throws
    }

    public async Task PayLoggedAsync(string letter)
    {
        var transfer = (await chat.GetResponseAsync<Transfer>($"Read the payment from this letter: {letter}")).Result;
        Console.WriteLine(transfer.Amount);
        await bank.TransferAsync("DE02120300000000202051", transfer.Amount); // Noncompliant {{AIR1011}}
    }

    private static void Check(Transfer transfer)
    {
        if (!KnownAccounts.Contains(transfer.Iban))
        {
            throw new InvalidOperationException("Unknown account.");
        }

        if (transfer.Amount is <= 0 or > 100)
        {
            throw new InvalidOperationException("The amount is out of range.");
        }
    }
}

public class Outreach(IChatClient chat, IMessenger messenger, IDbConnection connection)
{
    public async Task SendAsync(string customer)
    {
        var draft = await chat.GetResponseAsync<OutgoingMessage>($"Write to {customer}");
        await messenger.SendAsync(draft.Result); // Noncompliant {{AIR1011}}
    }

    public async Task SetDiscountAsync(int customer, string history)
    {
        var discount = (await chat.GetResponseAsync<Discount>($"Which discount fits? {history}")).Result;
        await connection.ExecuteAsync("UPDATE customers SET discount = @Percent WHERE id = @customer", new { discount.Percent, customer }); // Noncompliant {{AIR1011}}
    }

    public async Task SetBoundedDiscountAsync(int customer, string history)
    {
        var discount = (await chat.GetResponseAsync<Discount>($"Which discount fits? {history}")).Result;
        if (discount.Percent is < 0 or > 15)
        {
            return;
        }

        await connection.ExecuteAsync("UPDATE customers SET discount = @Percent WHERE id = @customer", new { discount.Percent, customer }); // Compliant: in range
    }

    public async Task SetClampedDiscountAsync(int customer, string history)
    {
        var discount = (await chat.GetResponseAsync<Discount>($"Which discount fits? {history}")).Result;
        var percent = Math.Clamp(discount.Percent, 0, 15);
        await connection.ExecuteAsync("UPDATE customers SET discount = @percent WHERE id = @customer", new { percent, customer }); // Compliant: clamped
    }
}
