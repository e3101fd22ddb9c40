namespace Northwind.Desk;

public partial class DeskAssistant
{
    public partial string Suggestion
    {
        get => field ?? "status";
        set;
    }

    public void Accept() => Process.Start("git", _suggested); // Noncompliant {{AIR1001}}

    public void AcceptSuggestion() => Process.Start("git", Suggestion); // Noncompliant {{AIR1001}}

    public void Refresh() => Process.Start("git", _program); // Compliant: only constants are kept in this field

    partial void OnSuggested(string text)
    {
        Process.Start("notify-send", text); // Noncompliant {{AIR1001}}
        Process.Start("notify-send", $"{text.Length}"); // Compliant: a number
    }
}
