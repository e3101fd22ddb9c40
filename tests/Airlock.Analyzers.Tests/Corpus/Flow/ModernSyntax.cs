using System.Runtime.CompilerServices;
using Answers = System.Collections.Generic.Dictionary<string, string>;

namespace Northwind.Devices;

public interface ICommandSource
{
    static abstract string From(ChatResponse reply);
}

public sealed class ReplyCommands : ICommandSource
{
    public static string From(ChatResponse reply) => reply.Text;
}

public sealed class LengthCommands : ICommandSource
{
    public static string From(ChatResponse reply) => "-n " + reply.Text.Length;
}

public class Settings
{
    public string Label
    {
        get;
        set => field = value.Trim();
    } = "status";

    public required string Command { get; init; }

    public Settings? Inner { get; set; }
}

[InterpolatedStringHandler]
public ref struct CommandText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 8));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted<T>(T value) => _text.Append(value);

    public override string ToString() => _text.ToString();
}

/// <summary>A controller of devices in the newest dress of the language.</summary>
public class DeviceController(IChatClient client)
{
    public async Task ListPatternAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        if (reply.Text.Split(' ') is ["set", var device, .. var rest])
        {
            Process.Start("device", device); // Noncompliant {{AIR1001}}
            Process.Start("device", $"count {rest.Length}"); // Compliant: a number
        }
    }

    public async Task ListPatternOfConstantsAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        if (reply.Text.Split(' ') is ["lamp", ("on" or "off") and var state])
        {
            Process.Start("device", "lamp " + state); // Compliant: one of two constants
        }
    }

    public async Task TuplePatternAsync(string wish, bool dry)
    {
        var reply = await client.GetResponseAsync(wish);
        var arguments = (dry, reply.Text) switch
        {
            (true, _) => "status",
            (false, "on") => "on",
            (false, var other) => other,
        };
        Process.Start("device", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task FieldKeywordAsync(string wish)
    {
        var settings = new Settings { Command = "status" };
        settings.Label = (await client.GetResponseAsync(wish)).Text;
        Process.Start("device", settings.Label); // Noncompliant {{AIR1001}}
        Process.Start("device", settings.Command); // Compliant: another property
    }

    public async Task RequiredMemberAsync(string wish)
    {
        Settings settings = new() { Command = (await client.GetResponseAsync(wish)).Text };
        Process.Start("device", settings.Command); // Noncompliant {{AIR1001}}
        Process.Start("device", settings.Label); // Compliant: its default
    }

    public async Task NullConditionalAssignmentAsync(string wish, Settings settings)
    {
        settings.Inner = new Settings { Command = "status" };
        settings.Inner?.Label = (await client.GetResponseAsync(wish)).Text;
        Process.Start("device", settings.Inner!.Label); // Noncompliant {{AIR1001}}
    }

    public async Task StaticAbstractAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Run<ReplyCommands>(reply);
        RunCounted<LengthCommands>(reply);
    }

    public async Task OwnHandlerAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("device", Command($"set {reply.Text}")); // Noncompliant {{AIR1001}}
        Process.Start("device", Command($"set {reply.Text.Length}")); // Compliant: a number
    }

    public async Task ParamsSpanAsync(string wish)
    {
        Process.Start("device", Joined("set", (await client.GetResponseAsync(wish)).Text)); // Noncompliant {{AIR1001}}
        Process.Start("device", Joined("set", "off")); // Compliant: constants
    }

    public async Task AliasAsync(string wish)
    {
        Answers answers = new() { ["lamp"] = (await client.GetResponseAsync(wish)).Text };
        Process.Start("device", answers["lamp"]); // Noncompliant {{AIR1001}}
    }

    public async Task DefaultOfLambdaAsync(string wish)
    {
        var run = (string arguments, string program = "device") => Process.Start(program, arguments); // Noncompliant {{AIR1001}}
        run((await client.GetResponseAsync(wish)).Text);
    }

    public async Task RawStringAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var script = $$"""
            echo start
            device set {{reply.Text}}
            """;
        Process.Start("/bin/sh", $"-c '{script}'"); // Noncompliant {{AIR1001}}
    }

    public async Task NameOfAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        Process.Start("logger", nameof(reply)); // Compliant: a name in the source
    }

    public async Task GotoAsync(string wish)
    {
        var command = "status";
    again:
        Process.Start("device", command); // Noncompliant {{AIR1001}}
        command = (await client.GetResponseAsync(wish)).Text;
        if (command.Length > 0)
        {
            goto again;
        }
    }

    private static void Run<TSource>(ChatResponse reply)
        where TSource : ICommandSource =>
        Process.Start("device", TSource.From(reply)); // Noncompliant {{AIR1001}}

    private static void RunCounted<TSource>(ChatResponse reply)
        where TSource : ICommandSource
    {
        Console.WriteLine(TSource.From(reply));
        Process.Start("device", "status"); // Compliant: a constant
    }

    private static string Command(CommandText text) => text.ToString();

    private static string Joined(params ReadOnlySpan<string> parts) => string.Join(' ', parts);
}
