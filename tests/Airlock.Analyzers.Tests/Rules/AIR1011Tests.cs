using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1011: objects that a model filled, on their way to what can't be taken back.</summary>
public class AIR1011Tests
{
    private static string Method(string body) => $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json;
        using Dapper;
        using FluentValidation;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        record Order(string Product, [property: Range(1, 20)] int Quantity, decimal Price) { public int Id { get; set; } }
        class Shop : DbContext { public DbSet<Order> Orders { get; set; } = null!; }
        interface IPayments { Task PayAsync(decimal amount, string account); Task RefundAsync(int order); }
        interface IMailer { Task SendMailAsync(string to, string text); }
        class C(IChatClient client, Shop shop, SqlConnection connection, IPayments payments, IMailer mailer, IValidator<Order> validator, ILogger<C> logger)
        {
            static readonly HashSet<string> Products = new() { "basic", "plus" };
            static readonly Dictionary<string, decimal> Prices = new() { ["basic"] = 1m };
            readonly List<Order> _recent = [];
            async Task M(string input)
            {
                var response = await client.GetResponseAsync<Order>(input);
                var order = response.Result;
                {{body}}
                await Task.Yield();
            }
            async Task SaveAsync(Order item) { shop.Orders.Add(item); await shop.SaveChangesAsync(); }
            static bool Confirm(Order item) => Console.ReadLine() == item.Product;
        }
        """;

    [Theory]
    [InlineData("""shop.Orders.Add([|order|]);""")]
    [InlineData("""await shop.AddAsync([|order|]);""")]
    [InlineData("""shop.Update([|order|]);""")]
    [InlineData("""shop.Orders.Remove([|order|]);""")]
    [InlineData("""shop.Orders.AddRange([|new[] { order }|]);""")]
    [InlineData("""shop.Orders.Add([|new Order(order.Product, order.Quantity, 1m)|]);""")]
    [InlineData("""shop.Orders.Add([|order with { Price = 1m }|]);""")]
    [InlineData("""await connection.ExecuteAsync("INSERT INTO orders (product) VALUES (@Product)", [|order|]);""")]
    [InlineData("""await connection.ExecuteAsync("UPDATE orders SET quantity = @Quantity", [|new { order.Quantity }|]);""")]
    [InlineData("""await payments.PayAsync([|order.Price|], "own");""")]
    [InlineData("""await payments.PayAsync([|order.Price * order.Quantity|], "own");""")]
    [InlineData("""await payments.RefundAsync([|order.Quantity|]);""")]
    [InlineData("""await mailer.SendMailAsync("me", [|order.Product|]);""")]
    [InlineData("""await mailer.SendMailAsync("me", [|$"You ordered {order.Product}"|]);""")]
    [InlineData("""var parsed = JsonSerializer.Deserialize<Order>(response.Text)!; shop.Orders.Add([|parsed|]);""")]
    [InlineData("""var parsed = Newtonsoft.Json.JsonConvert.DeserializeObject<List<Order>>(response.Text)!; foreach (var item in parsed) shop.Add([|item|]);""")]
    [InlineData("""if (response.TryGetResult(out var found)) shop.Orders.Add([|found|]);""")]
    [InlineData("""if (order is null) return; shop.Orders.Add([|order|]);""")]
    [InlineData("""if (string.IsNullOrEmpty(order.Product)) return; shop.Orders.Add([|order|]);""")]
    [InlineData("""validator.Validate(order); shop.Orders.Add([|order|]);""")]
    [InlineData("""var valid = Validator.TryValidateObject(order, new ValidationContext(order), null, true); Console.WriteLine(valid); shop.Add([|order|]);""")]
    [InlineData("""if (!validator.Validate(order).IsValid) Console.WriteLine("bad"); shop.Orders.Add([|order|]);""")]
    [InlineData("""if (validator.Validate(new Order("a", 1, 1m)).IsValid) shop.Orders.Add([|order|]);""")]
    [InlineData("""try { shop.Orders.Add([|order|]); } catch (DbUpdateException) { }""")]
    public async Task An_object_from_a_model_changes_something(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1011", Method(body));

    [Theory]
    [InlineData("""Console.WriteLine(order.Product); logger.LogInformation("{Order}", order);""")]
    [InlineData("""_recent.Add(order); var text = JsonSerializer.Serialize(order); Console.WriteLine(text);""")]
    [InlineData("""var same = shop.Orders.Where(item => item.Product == order.Product).ToList(); Console.WriteLine(same.Count);""")]
    [InlineData("""shop.Orders.Add(new Order("basic", 1, 1m));""")]
    [InlineData("""Validator.ValidateObject(order, new ValidationContext(order), true); shop.Orders.Add(order);""")]
    [InlineData("""if (Validator.TryValidateObject(order, new ValidationContext(order), null, true)) shop.Orders.Add(order);""")]
    [InlineData("""if (!Validator.TryValidateObject(order, new ValidationContext(order), null, true)) return; await connection.ExecuteAsync("INSERT INTO orders (product) VALUES (@Product)", order);""")]
    [InlineData("""if (validator.Validate(order).IsValid) shop.Orders.Add(order);""")]
    [InlineData("""if (!validator.Validate(order).IsValid) return; shop.Orders.Add(order);""")]
    [InlineData("""var result = await validator.ValidateAsync(order); if (!result.IsValid) throw new InvalidOperationException(); shop.Orders.Add(order);""")]
    [InlineData("""await validator.ValidateAndThrowAsync(order); shop.Orders.Add(order);""")]
    [InlineData("""if (order.Quantity is > 0 and <= 20) await payments.RefundAsync(order.Quantity);""")]
    [InlineData("""if (order.Quantity < 1 || order.Quantity > 20) return; await payments.RefundAsync(order.Quantity);""")]
    [InlineData("""if (!Products.Contains(order.Product)) return; await mailer.SendMailAsync("me", order.Product);""")]
    [InlineData("""await payments.PayAsync(Prices[order.Product], "own");""")]
    [InlineData("""if (Console.ReadLine() == "y") shop.Orders.Add(order);""")]
    [InlineData("""if (Confirm(order)) shop.Orders.Add(order);""")]
    [InlineData("""await SaveAsync(new Order("basic", 1, 1m));""")]
    [InlineData("""order = order with { Price = 1m }; if (await client.GetResponseAsync(input) is { } plain) await mailer.SendMailAsync("me", plain.Text);""")]
    public async Task What_was_checked_or_is_only_shown_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1011", Method(body));
}
