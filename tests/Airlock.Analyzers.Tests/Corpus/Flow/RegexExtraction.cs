using System.Text.RegularExpressions;

namespace Contoso.Coding;

/// <summary>A coding agent that takes commands out of the fences in a model's answer.</summary>
public partial class FencedCommands(IChatClient client)
{
    public async Task RunBlockAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        var match = Regex.Match(reply.Text, "```sh\\n(.*?)```", RegexOptions.Singleline);
        if (match.Success)
        {
            Process.Start("/bin/sh", "-c " + match.Groups[1].Value); // Noncompliant {{AIR1001}}
        }
    }

    public async Task RunEachBlockAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        foreach (Match match in Fence().Matches(reply.Text))
        {
            var command = match.Groups["command"].Value;
            Process.Start("/bin/sh", ["-c", command]); // Noncompliant {{AIR1001}}
        }
    }

    public async Task RunVerbAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        var match = Regex.Match(reply.Text, "^(build|test|pack)$");
        if (match.Success)
        {
            Process.Start("dotnet", match.Groups[1].Value); // Compliant: one of three words
        }
    }

    public async Task RunWithoutFenceAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        var command = Regex.Replace(reply.Text, "```[a-z]*", "");
        Process.Start("/bin/sh", "-c " + command); // Noncompliant {{AIR1001}}
    }

    public async Task RunForEachLineAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        foreach (var line in Regex.Split(reply.Text, "\\r?\\n"))
        {
            Process.Start("git", line); // Noncompliant {{AIR1001}}
        }
    }

    public async Task RunForEachMatchAsync(string task)
    {
        var reply = await client.GetResponseAsync(task);
        var count = Fence().Count(reply.Text);
        Process.Start("git", "log -n " + count); // Compliant: a number
    }

    [GeneratedRegex("```(?<command>[^`]+)```")]
    private static partial Regex Fence();

    private static partial Regex Fence() => throw new NotSupportedException("the compiler's generator writes this part");
}
