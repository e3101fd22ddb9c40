using System.Collections.Concurrent;

namespace Fabrikam.Answers;

public static class AnswerCache
{
    private static readonly ConcurrentDictionary<string, string> Answers = new();

    public static string? Last { get; private set; }

    public static int Count => Answers.Count;

    public static void Put(string question, string answer)
    {
        Answers[question] = answer;
        Last = answer;
    }

    public static bool TryGet(string question, out string? answer) => Answers.TryGetValue(question, out answer);
}

public static class ProgramCache
{
    private static readonly Dictionary<string, string> Programs = [];

    public static void Put(string topic, string program) => Programs[topic] = program;

    public static string Get(string topic) => Programs.GetValueOrDefault(topic, "status");
}
