using Microsoft.Agents.AI;

namespace Calendar.Agents;

public interface ICalendar
{
    Task<IReadOnlyList<string>> GetMeetingsAsync(DateOnly day);

    Task DeleteMeetingAsync(int id);

    Task SendInvitationAsync(int meeting, int person);
}

/// <summary>Agents run their tools by themselves.</summary>
public class CalendarAgents(IChatClient chat, ICalendar calendar)
{
    public AIAgent CreateReader() =>
        chat.AsAIAgent(instructions: "You know the calendar.", tools: [AIFunctionFactory.Create(calendar.GetMeetingsAsync)]); // Compliant: only reads

    public AIAgent CreateCleaner() =>
        chat.AsAIAgent(instructions: "You tidy the calendar.", tools: [AIFunctionFactory.Create(calendar.DeleteMeetingAsync)]); // Noncompliant {{AIR2005}}

    public AIAgent CreateApprovedCleaner() =>
        chat.AsAIAgent(instructions: "You tidy the calendar.", tools: [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(calendar.DeleteMeetingAsync))]); // Compliant: needs approval

    public AIAgent CreateInviter() =>
        new ChatClientAgent(chat, "You invite people.", tools: [AIFunctionFactory.Create(InviteAsync)]); // Noncompliant {{AIR2005}}

    public AIAgent CreateApprovedInviter()
    {
        AIFunction invite = AIFunctionFactory.Create(InviteAsync);
        return new ChatClientAgent(chat, "You invite people.", tools: [new ApprovalRequiredAIFunction(invite)]); // Compliant: needs approval
    }

    private async Task<string> InviteAsync(int meeting, int[] people)
    {
        foreach (var person in people)
        {
            await calendar.SendInvitationAsync(meeting, person);
        }

        return "invited";
    }
}
