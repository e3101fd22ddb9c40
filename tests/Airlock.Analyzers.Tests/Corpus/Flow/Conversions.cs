namespace Contoso.Shell;

/// <summary>A type of the app around text, with conversions and operators of its own.</summary>
public readonly struct CommandLine(string text)
{
    private readonly string _text = text;

    public int Length => _text.Length;

    public static implicit operator CommandLine(string text) => new(text);

    public static explicit operator string(CommandLine line) => line._text;

    public static implicit operator int(CommandLine line) => line._text.Length;

    public static CommandLine operator +(CommandLine left, CommandLine right) => new(left._text + " " + right._text);

    public static bool operator true(CommandLine line) => line._text.Length > 0;

    public static bool operator false(CommandLine line) => line._text.Length == 0;

    public override string ToString() => _text;
}

public class ModelAnswer
{
    private readonly ChatResponse _response;

    private ModelAnswer(ChatResponse response) => _response = response;

    public static implicit operator ModelAnswer(ChatResponse response) => new(response);

    public override string ToString() => _response.Text;
}

public class Severity
{
    public static explicit operator Severity(ChatResponse response) => new() { Name = response.Text.Contains("critical") ? "crit" : "info" };

    public required string Name { get; init; }
}

public class CommandRunner(IChatClient client)
{
    public async Task ImplicitAndExplicitAsync(string wish)
    {
        CommandLine line = (await client.GetResponseAsync(wish)).Text;
        Process.Start("git", (string)line); // Noncompliant {{AIR1001}}
    }

    public async Task ToNumberAsync(string wish)
    {
        CommandLine line = (await client.GetResponseAsync(wish)).Text;
        int length = line;
        Process.Start("git", "log -n " + length); // Compliant: a number
    }

    public async Task ByOperatorAsync(string wish)
    {
        CommandLine line = "commit -m";
        line += (await client.GetResponseAsync(wish)).Text;
        Process.Start("git", line.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task ByOperatorOnConstantsAsync(string wish)
    {
        CommandLine unused = (await client.GetResponseAsync(wish)).Text;
        var line = unused ? (CommandLine)"log" + "--oneline" : "status";
        Process.Start("git", line.ToString()); // Compliant: constants
    }

    public async Task ByClassAsync(string wish)
    {
        ModelAnswer answer = await client.GetResponseAsync(wish);
        Process.Start("git", $"commit -m {answer}"); // Noncompliant {{AIR1001}}
    }

    public async Task ByClassOfConstantsAsync(string wish)
    {
        var severity = (Severity)await client.GetResponseAsync(wish);
        Process.Start("logger", "-p user." + severity.Name); // Compliant: one of two constants
    }

    public async Task ByReferenceConversionsAsync(string wish)
    {
        object boxed = (await client.GetResponseAsync(wish)).Text;
        var comparable = (IComparable<string>)boxed;
        Process.Start("git", (string)comparable); // Noncompliant {{AIR1001}}
        Process.Start("git", (boxed as string)!); // Noncompliant {{AIR1001}}
    }
}
