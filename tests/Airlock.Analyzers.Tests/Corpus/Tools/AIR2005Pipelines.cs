using System.Data;
using Dapper;

namespace Shop.Pipelines;

public interface IPaymentGateway
{
    Task RefundAsync(int order);

    Task<decimal> GetBalanceAsync(int order);
}

public interface IMailer
{
    Task SendAsync(int customer, string text);
}

public interface IOperatorConsole
{
    /// <summary>Asks a person and waits for the answer.</summary>
    Task<bool> ConfirmAsync(string question);
}

/// <summary>An assistant whose tools the pipeline runs by itself.</summary>
public class ShopAssistant(IChatClient inner, IDbConnection connection, IPaymentGateway payments, IMailer mailer, IOperatorConsole console)
{
    private readonly List<string> _notes = [];

    private readonly IChatClient _chat = inner.AsBuilder().UseFunctionInvocation().Build();

    public async Task<string> AskAsync(string question)
    {
        var options = new ChatOptions
        {
            Tools =
            [
                AIFunctionFactory.Create(FindOrders), // Compliant: only reads
                AIFunctionFactory.Create(DeleteOrder), // Noncompliant {{AIR2005}}
                AIFunctionFactory.Create(RefundAsync), // Noncompliant {{AIR2005}}
                AIFunctionFactory.Create(BalanceAsync), // Compliant: only reads
                AIFunctionFactory.Create(AddNote), // Compliant: changes only memory
                AIFunctionFactory.Create(RefundConfirmedAsync), // Compliant: a person confirms inside
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create(CloseAccount)), // Compliant: needs approval
            ],
        };
        return (await _chat.GetResponseAsync(question, options)).Text;
    }

    public async Task<string> AskWithMailAsync(string question)
    {
        var notify = AIFunctionFactory.Create((int customer) => mailer.SendAsync(customer, "Your order has changed."), "notify"); // Noncompliant {{AIR2005}}
        return (await _chat.GetResponseAsync(question, new ChatOptions { Tools = [notify] })).Text;
    }

    public async Task<string> AskWithApprovedMailAsync(string question)
    {
        var notify = AIFunctionFactory.Create((int customer) => mailer.SendAsync(customer, "Your order has changed."), "notify");
        AITool approved = new ApprovalRequiredAIFunction(notify); // Compliant: needs approval
        return (await _chat.GetResponseAsync(question, new ChatOptions { Tools = [approved] })).Text;
    }

    public async Task<string> AskWithCleanupAsync(string question)
    {
        var options = new ChatOptions();
        options.Tools = [];
        options.Tools.Add(AIFunctionFactory.Create(CleanUp)); // Noncompliant {{AIR2005}}
        return (await _chat.GetResponseAsync(question, options)).Text;
    }

    private List<dynamic> FindOrders(int customer) =>
        connection.Query("SELECT * FROM orders WHERE customer = @customer", new { customer }).ToList();

    private int DeleteOrder(int id) => connection.Execute("DELETE FROM orders WHERE id = @id", new { id });

    private async Task<string> RefundAsync(int order)
    {
        await payments.RefundAsync(order);
        return "refunded";
    }

    private async Task<decimal> BalanceAsync(int order) => await payments.GetBalanceAsync(order);

    private void AddNote(string text)
    {
        _notes.Add(text);
        _notes.Remove("");
    }

    private async Task<string> RefundConfirmedAsync(int order)
    {
        if (!await console.ConfirmAsync($"Refund order {order}?"))
        {
            return "declined";
        }

        await payments.RefundAsync(order);
        return "refunded";
    }

    private int CloseAccount(int customer) => connection.Execute("DELETE FROM customers WHERE id = @customer", new { customer });

    private string CleanUp() => CleanUpOlderThan(30);

    private string CleanUpOlderThan(int days)
    {
        foreach (var file in new DirectoryInfo("/srv/exports").EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-days))
            {
                file.Delete();
            }
        }

        return "clean";
    }
}
