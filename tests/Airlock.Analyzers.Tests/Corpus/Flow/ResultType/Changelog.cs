namespace Fabrikam.Functional;

public class Changelog(IChatClient client)
{
    public async Task RunAsync(string wish)
    {
        var outcome = await Attempt.RunAsync(async () => (await client.GetResponseAsync(wish)).Text);
        var arguments = outcome.Map(text => text.Trim()).Match(text => "log " + text, error => "status");
        Process.Start("git", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task RunCountAsync(string wish)
    {
        var outcome = await Attempt.RunAsync(async () => (await client.GetResponseAsync(wish)).Text);
        var arguments = outcome.Map(text => text.Length).Match(length => $"log -n {length}", error => "status");
        Process.Start("git", arguments); // Compliant: a number, or a constant
    }

    public async Task RunInMatchAsync(string wish)
    {
        var outcome = await Attempt.RunAsync(() => client.GetResponseAsync(wish));
        outcome.Match(
            reply => Process.Start("git", reply.Text), // Noncompliant {{AIR1001}}
            error => Process.Start("logger", error)); // Compliant: errors are constants
    }

    public async Task RunValueAsync(string wish)
    {
        var outcome = await Attempt.RunAsync(async () => (await client.GetResponseAsync(wish)).Text);
        if (outcome is { Error: null, Value: { } text })
        {
            Process.Start("git", text); // Noncompliant {{AIR1001}}
        }
    }
}
