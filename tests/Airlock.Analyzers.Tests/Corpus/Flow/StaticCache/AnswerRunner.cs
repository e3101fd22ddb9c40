namespace Fabrikam.Answers;

public static class AnswerRunner
{
    public static void Run(string question)
    {
        if (AnswerCache.TryGet(question, out var answer))
        {
            Process.Start("git", answer!); // Noncompliant {{AIR1001}}
        }
    }

    public static void RunLast() => Process.Start("git", AnswerCache.Last ?? "status"); // Noncompliant {{AIR1001}}

    public static void RunCount() => Process.Start("git", $"log -n {AnswerCache.Count}"); // Compliant: a number

    public static void RunKnown(string topic) => Process.Start("git", ProgramCache.Get(topic)); // Compliant: only constants are put into this cache
}
