using System.Globalization;

namespace Fabrikam.Builds;

/// <summary>A bot that runs builds: command lines grow in builders, chained, in parts and by helpers.</summary>
public class BuildBot(IChatClient client)
{
    private readonly StringBuilder _script = new();

    public async Task PublishChainedAsync(string wish)
    {
        var target = await client.GetResponseAsync($"Which target? {wish}");
        var arguments = new StringBuilder("build ").Append("-t:").Append(target.Text).Append(" -v:q").ToString();
        Process.Start("dotnet", arguments); // Noncompliant {{AIR1001}}
    }

    public async Task PublishAsync(string wish)
    {
        var target = await client.GetResponseAsync($"Which target? {wish}");
        Console.WriteLine(new StringBuilder("target: ").Append(target.Text));
        var arguments = new StringBuilder("build ").Append("-t:").Append("Rebuild").Append(" -v:q").ToString();
        Process.Start("dotnet", arguments); // Compliant: another builder
    }

    public async Task InPartsAsync(string wish)
    {
        var arguments = new StringBuilder();
        arguments.Append("test ");
        arguments.AppendFormat(CultureInfo.InvariantCulture, "--filter {0}", (await client.GetResponseAsync(wish)).Text);
        arguments.Insert(0, "--nologo ");
        Process.Start("dotnet", arguments.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task InterpolatedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        var arguments = new StringBuilder();
        arguments.Append($"test --filter {reply.Text} ");
        arguments.AppendJoin(' ', "--nologo", "--no-restore");
        Process.Start("dotnet", arguments.ToString(0, arguments.Length)); // Noncompliant {{AIR1001}}
    }

    public async Task StreamedAsync(string wish)
    {
        var text = new StringBuilder();
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            text.Append(update.Text);
        }

        Process.Start("dotnet", text.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task StreamedButDiscardedAsync(string wish)
    {
        var text = new StringBuilder();
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            text.Append(update.Text);
        }

        Console.WriteLine(text);
        text.Clear();
        text.Append("build --nologo");
        Process.Start("dotnet", text.ToString()); // Compliant: the builder was emptied
    }

    public async Task ByHelperAsync(string wish)
    {
        var arguments = new StringBuilder("pack ");
        AddOption(arguments, "--output", (await client.GetResponseAsync(wish)).Text);
        Process.Start("dotnet", arguments.ToString()); // Noncompliant {{AIR1001}}
    }

    public async Task ByHelperWithConstantAsync(string wish)
    {
        Console.WriteLine((await client.GetResponseAsync(wish)).Text);
        var arguments = new StringBuilder("pack ");
        AddOption(arguments, "--output", "artifacts");
        Process.Start("dotnet", arguments.ToString()); // Compliant: the helper adds constants here
    }

    public async Task CollectAsync(string wish) => _script.AppendLine((await client.GetResponseAsync(wish)).Text);

    public void RunCollected() => Process.Start("dotnet", _script.ToString()); // Noncompliant {{AIR1001}}

    private static void AddOption(StringBuilder arguments, string option, string value) =>
        arguments.Append(option).Append(' ').Append(value).Append(' ');
}
