using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace SupportDesk.Decisions;

public record Order(int Id, decimal Total, string Note);

public interface IPaymentGateway
{
    Task RefundAsync(int orderId, decimal amount);
}

public interface IMailbox
{
    Task DeleteAsync(string id);

    Task MoveAsync(string id, string folder);
}

public interface IApprovalDesk
{
    /// <summary>Asks a person and waits for the answer.</summary>
    Task<bool> ConfirmAsync(string question);
}

public enum Verdict
{
    Reject,
    Approve,
}

public record Assessment(bool Approved, string Reason);

/// <summary>A support desk that asks a model about refunds.</summary>
public class RefundDesk(IChatClient chat, IPaymentGateway payments, IApprovalDesk approvals)
{
    public async Task HandleAsync(Order order)
    {
        var verdict = await chat.GetResponseAsync($"Shall this order be refunded? Answer approve or reject. {order.Note}");
        if (verdict.Text.Contains("approve", StringComparison.OrdinalIgnoreCase)) // Noncompliant {{AIR1010}}
        {
            await payments.RefundAsync(order.Id, order.Total);
        }
    }

    public async Task HandleEqualAsync(Order order)
    {
        var verdict = await chat.GetResponseAsync($"Shall this order be refunded? Answer APPROVE or REJECT. {order.Note}");
        if (verdict.Text.Trim() != "APPROVE") // Noncompliant {{AIR1010}}
        {
            return;
        }

        await payments.RefundAsync(order.Id, order.Total);
    }

    public async Task HandleBooleanAsync(Order order)
    {
        var refund = await chat.GetResponseAsync<bool>($"Shall this order be refunded? {order.Note}");
        if (refund.Result) await payments.RefundAsync(order.Id, order.Total); // Noncompliant {{AIR1010}}
    }

    public async Task HandleAssessmentAsync(Order order)
    {
        var assessment = await chat.GetResponseAsync<Assessment>($"Assess this refund: {order.Note}");
        if (assessment.Result.Approved) await payments.RefundAsync(order.Id, order.Total); // Noncompliant {{AIR1010}}
    }

    public async Task HandleEnumAsync(Order order)
    {
        var verdict = await chat.GetResponseAsync<Verdict>($"Assess this refund: {order.Note}");
        if (verdict.Result == Verdict.Approve) await payments.RefundAsync(order.Id, order.Total); // Noncompliant {{AIR1010}}
    }

    public async Task HandleWithPersonAsync(Order order)
    {
        var verdict = await chat.GetResponseAsync($"Shall this order be refunded? {order.Note}");
        if (!await approvals.ConfirmAsync($"Order {order.Id}: the model says {verdict.Text}. Refund?"))
        {
            return;
        }

        await payments.RefundAsync(order.Id, order.Total); // Compliant: a person decides
    }

    public async Task<string> ExplainAsync(Order order)
    {
        var assessment = await chat.GetResponseAsync<Assessment>($"Assess this refund: {order.Note}");
        return assessment.Result.Approved ? "We expect a refund." : "We expect no refund."; // Compliant: words only
    }

    public async Task HandleByRuleAsync(Order order)
    {
        var summary = await chat.GetResponseAsync($"Summarise the complaint: {order.Note}");
        Console.WriteLine(summary.Text);
        if (order.Total < 20)
        {
            await payments.RefundAsync(order.Id, order.Total); // Compliant: the app's own rule decides
        }
    }
}

public class MailTriage(IChatClient chat, IMailbox mailbox)
{
    public async Task CleanAsync(string id, string body)
    {
        if (await IsSpamAsync(body)) await mailbox.DeleteAsync(id); // Noncompliant {{AIR1010}}
    }

    public async Task<string> ColourAsync(string body)
    {
        var urgency = await chat.GetResponseAsync($"How urgent is this? {body}");
        return urgency.Text.Contains("high") ? "red" : "green"; // Compliant: a colour
    }

    private async Task<bool> IsSpamAsync(string body)
    {
        var answer = await chat.GetResponseAsync($"Is this spam? Answer yes or no. {body}");
        return answer.Text.StartsWith("yes", StringComparison.OrdinalIgnoreCase);
    }
}

public class DocumentAccessHandler(IChatClient chat) : AuthorizationHandler<DocumentAccess, string>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, DocumentAccess requirement, string resource)
    {
        var reply = await chat.GetResponseAsync($"May {context.User.Identity?.Name} read {resource}? Answer ALLOW or DENY.");
        if (reply.Text == "ALLOW") context.Succeed(requirement); // Noncompliant {{AIR1010}}
    }
}

public class OwnerAccessHandler(IChatClient chat) : AuthorizationHandler<DocumentAccess, string>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, DocumentAccess requirement, string resource)
    {
        var topic = await chat.GetResponseAsync($"What is {resource} about?");
        Console.WriteLine(topic.Text);
        if (context.User.HasClaim("owner", resource))
        {
            context.Succeed(requirement); // Compliant: a claim decides
        }
    }
}

public class DocumentAccess : IAuthorizationRequirement;

public class RoleAssigner(IChatClient chat)
{
    public async Task AssignAsync(ClaimsIdentity identity, string introduction)
    {
        var role = await chat.GetResponseAsync($"Which role has somebody who says: {introduction}");
        identity.AddClaim(new Claim(ClaimTypes.Role, role.Text)); // Noncompliant {{AIR1010}}
    }

    public async Task AssignThemeAsync(IDictionary<string, string> settings, string introduction)
    {
        var theme = await chat.GetResponseAsync($"Which theme suits somebody who says: {introduction}");
        settings["theme"] = theme.Text; // Compliant: a preference
    }
}

public class ToolJudge(IChatClient chat)
{
    public async Task<ChatMessage> JudgeAsync(ToolApprovalRequestContent request)
    {
        var judgement = await chat.GetResponseAsync("Is this tool call safe? Answer yes or no.");
        return new ChatMessage(ChatRole.User, [request.CreateResponse(judgement.Text.Contains("yes"))]); // Noncompliant {{AIR1010}}
    }

    public async Task<ChatMessage> AskPersonAsync(ToolApprovalRequestContent request)
    {
        var explanation = await chat.GetResponseAsync("Explain this tool call.");
        Console.WriteLine(explanation.Text);
        var approved = Console.ReadLine() == "y";
        return new ChatMessage(ChatRole.User, [request.CreateResponse(approved)]); // Compliant: a person answers
    }
}
