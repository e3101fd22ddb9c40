namespace Northwind.Chat;

public static class ConversationActions
{
    public static void RunLast(Conversation conversation) => Process.Start("git", conversation.LastTurn.Text); // Noncompliant {{AIR1001}}

    public static void RunAll(Conversation conversation)
    {
        foreach (var turn in conversation.Turns.Where(turn => turn.Speaker == Speaker.Assistant))
        {
            Process.Start("git", turn.Text); // Noncompliant {{AIR1001}}
            Process.Start("logger", turn.Topic); // Compliant: one of two constants
            Process.Start("logger", turn.Speaker.ToString()); // Compliant: an enum
        }
    }

    public static void RunDraft(Conversation conversation) => Process.Start("git", conversation.Draft); // Compliant: only a constant is saved
}
