using Airlock.Analyzers.Rules;

namespace Airlock.Analyzers.Tests.Rules;

/// <summary>AIR1010: claims, roles, and acts that a condition decides on.</summary>
public class AIR1010Tests
{
    private static string Method(string body) => $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Identity;
        class C(IChatClient client, ClaimsPrincipal user, UserManager<IdentityUser> users, IdentityUser account)
        {
            async Task M(string input)
            {
                var response = await client.GetResponseAsync(input);
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("var claim = new Claim(ClaimTypes.Role, [|response.Text|]);")]
    [InlineData("await users.AddToRoleAsync(account, [|response.Text|]);")]
    [InlineData("var allowed = user.IsInRole([|response.Text|]);")]
    public async Task Text_of_a_model_becomes_a_right(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Method(body));

    [Theory]
    [InlineData("var claim = new Claim(ClaimTypes.Role, \"reader\"); Console.WriteLine(response.Text);")]
    [InlineData("var role = response.Text switch { \"reader\" => \"reader\", _ => \"guest\" }; await users.AddToRoleAsync(account, role);")]
    public async Task A_right_of_a_fixed_list_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Method(body));

    [Theory]
    [InlineData("""if ([|reply.Text.Contains("approve")|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|reply.Text == "approve"|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|reply.Text.Trim().ToLowerInvariant() is "yes" or "y"|]) await payments.RefundAsync(order);""")]
    [InlineData("""if (![|reply.Text.Contains("deny")|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|reply.Text.StartsWith("Y")|]) accounts.Delete(order);""")]
    [InlineData("""if ([|reply.Text.EndsWith("yes", StringComparison.OrdinalIgnoreCase)|]) accounts.GrantAccess(order);""")]
    [InlineData("""if ([|reply.Text.Contains("clean")|]) File.Delete("cache.db");""")]
    [InlineData("""if (![|reply.Text.Contains("approve")|]) return; await payments.RefundAsync(order);""")]
    [InlineData("""var approved = reply.Text.Contains("approve"); if ([|approved|]) await payments.RefundAsync(order);""")]
    [InlineData("""var text = reply.Text.ToUpper(); if ([|text == "APPROVE"|]) { Console.WriteLine("paid"); await payments.RefundAsync(order); }""")]
    [InlineData("""var verdict = JsonSerializer.Deserialize<Verdict>(reply.Text)!; if ([|verdict.Approved|]) await payments.RefundAsync(order);""")]
    [InlineData("""var verdict = (await client.GetResponseAsync<Verdict>(order)).Result; if ([|verdict.Approved|]) await payments.RefundAsync(order);""")]
    [InlineData("""var verdict = (await client.GetResponseAsync<Verdict>(order)).Result; if ([|verdict is { Approved: true }|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|bool.Parse(reply.Text)|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|Enum.Parse<Decision>(reply.Text) == Decision.Approve|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|Says(reply.Text)|]) await payments.RefundAsync(order);""")]
    [InlineData("""if (total < 20m && [|reply.Text.Contains("approve")|]) await payments.RefundAsync(order);""")]
    [InlineData("""if ([|reply.Text.Contains("approve")|] && total < 20m) await payments.RefundAsync(order);""")]
    [InlineData("""await ([|reply.Text.Contains("approve")|] ? payments.RefundAsync(order) : Task.CompletedTask);""")]
    [InlineData("""while ([|reply.Text.Contains("more")|]) { await payments.RefundAsync(order); reply = await client.GetResponseAsync(order); }""")]
    [InlineData("""if ([|System.Text.RegularExpressions.Regex.IsMatch(reply.Text, "approve")|]) await payments.RefundAsync(order);""")]
    [InlineData("""bool.TryParse(reply.Text, out var yes); if ([|yes|]) await payments.RefundAsync(order);""")]
    public async Task A_model_decides_on_an_act(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Decision(body));

    [Theory]
    [InlineData("""foreach (var id in reply.Text.Split(',')) accounts.Delete(id);""")]
    [InlineData("""if (reply.Text.Length > 0) await payments.RefundAsync(order);""")]
    [InlineData("""if (!string.IsNullOrWhiteSpace(reply.Text)) await payments.RefundAsync(order);""")]
    [InlineData("""if (reply.Text is not null) await payments.RefundAsync(order);""")]
    [InlineData("""if (reply.Text != "") await payments.RefundAsync(order);""")]
    [InlineData("""if (reply.Messages.Count == 1) await payments.RefundAsync(order);""")]
    [InlineData("""Console.ForegroundColor = reply.Text.Contains("error") ? ConsoleColor.Red : ConsoleColor.Green; await payments.RefundAsync(order);""")]
    [InlineData("""if (reply.Text.Contains("thanks")) Console.WriteLine("bye"); await payments.RefundAsync(order);""")]
    [InlineData("""var queue = reply.Text.Contains("billing") ? "billing" : "general"; await clerk.NotifyAsync(queue);""")]
    [InlineData("""if (reply.Text == "de") await clerk.NotifyAsync("Guten Tag"); else await clerk.NotifyAsync("Hello");""")]
    [InlineData("""if (reply.Text.Contains("approve")) Console.WriteLine(await payments.GetBalanceAsync(order));""")]
    [InlineData("""if (Console.ReadLine() == "y") await payments.RefundAsync(order);""")]
    [InlineData("""Console.WriteLine(reply.Text); if (Console.ReadLine() is "y" or "yes") await payments.RefundAsync(order);""")]
    [InlineData("""if (await clerk.ConfirmAsync(reply.Text)) await payments.RefundAsync(order);""")]
    [InlineData("""if (total <= 20m) await payments.RefundAsync(order); Console.WriteLine(reply.Text);""")]
    [InlineData("""if (user.IsInRole("manager")) await payments.RefundAsync(order);""")]
    [InlineData("""var open = new List<string> { order }; if (reply.Text.Contains("done")) open.Remove(order);""")]
    [InlineData("""if (order == "approve") await payments.RefundAsync(order);""")]
    public async Task A_model_that_chooses_words_or_advises_a_person_is_harmless(string body) =>
        await RuleTest<AIR10xxModelOutputAnalyzer>.VerifyAsync("AIR1010", Decision(body));

    /// <summary>Statements of a method in which <c>reply</c> is a model's answer to the question whether something is to be done.</summary>
    private static string Decision(string body) => $$"""
        using System.Security.Claims;
        using System.Text.Json;
        using Microsoft.AspNetCore.Identity;
        record Verdict(bool Approved, string Reason, double Confidence);
        enum Decision { Deny, Approve }
        interface IPayments { Task RefundAsync(string order); Task<decimal> GetBalanceAsync(string account); }
        interface IAccounts { void Delete(string id); void GrantAccess(string id); string Find(string id); }
        interface IClerk { Task<bool> ConfirmAsync(string summary); Task NotifyAsync(string text); }
        class C(IChatClient client, IPayments payments, IAccounts accounts, IClerk clerk, UserManager<IdentityUser> users, IdentityUser account, ClaimsPrincipal user)
        {
            async Task M(string order, decimal total)
            {
                var reply = await client.GetResponseAsync(order);
                {{body}}
                await Task.Yield();
            }
            static bool Says(string text) => text.Contains("yes");
        }
        """;
}
