namespace Fabrikam.Pipelines;

/// <summary>A guard holds where it holds: on its branch, for its variable, until that variable changes.</summary>
public class PipelineSteps(IChatClient client)
{
    private static readonly HashSet<string> Allowed = ["build", "test"];

    public async Task OtherVariableAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        var option = (await client.GetResponseAsync("Which option?")).Text;
        if (Allowed.Contains(step))
        {
            Process.Start("dotnet", step); // Compliant: checked
            Process.Start("dotnet", option); // Noncompliant {{AIR1001}}
            Process.Start("dotnet", step + " " + option); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ChangedAfterwardsAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        if (!Allowed.Contains(step))
        {
            return;
        }

        step += (await client.GetResponseAsync("Which options?")).Text;
        Process.Start("dotnet", step); // Noncompliant {{AIR1001}}
    }

    public async Task ReplacedIfUnknownAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        if (!Allowed.Contains(step))
        {
            step = "build";
        }

        Process.Start("dotnet", step); // Compliant: a member or the constant
    }

    public async Task JoinedAsync(string wish, bool force)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        if (force || Allowed.Contains(step))
        {
            Process.Start("dotnet", step); // Noncompliant {{AIR1001}}
        }

        if (!force && Allowed.Contains(step))
        {
            Process.Start("dotnet", step); // Compliant: checked
        }
    }

    public async Task AfterTheBranchAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        if (Allowed.Contains(step))
        {
            Console.WriteLine("known");
        }

        Process.Start("dotnet", step); // Noncompliant {{AIR1001}}
    }

    public async Task SkippedAsync(string wish)
    {
        foreach (var step in (await client.GetResponseAsync(wish)).Text.Split(' '))
        {
            if (!Allowed.Contains(step))
            {
                continue;
            }

            Process.Start("dotnet", step); // Compliant: others are skipped
        }
    }

    public async Task NotSkippedAsync(string wish)
    {
        foreach (var step in (await client.GetResponseAsync(wish)).Text.Split(' '))
        {
            if (!Allowed.Contains(step))
            {
                Console.WriteLine($"unknown: {step}");
            }

            Process.Start("dotnet", step); // Noncompliant {{AIR1001}}
        }
    }

    public async Task InLambdaAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        if (Allowed.Contains(step))
        {
            await Task.Run(() => Process.Start("dotnet", step)); // Compliant: the lambda is made where the check holds
        }

        await Task.Run(() => Process.Start("dotnet", step)); // Noncompliant {{AIR1001}}
    }

    public async Task ResultKeptAsync(string wish)
    {
        var step = (await client.GetResponseAsync(wish)).Text;
        var isKnown = Allowed.Contains(step);
        if (isKnown)
        {
            Process.Start("dotnet", step); // Compliant: the result of the check is kept in a variable
        }
    }

    public async Task PropertyCheckedAsync(string wish)
    {
        var reply = await client.GetResponseAsync(wish);
        if (Allowed.Contains(reply.Text))
        {
            Process.Start("dotnet", reply.Text); // Compliant: the same property was checked
        }
    }

    public async Task TrimmedOnlyForTheCheckAsync(string wish)
    {
        var reply = (await client.GetResponseAsync(wish)).Text;
        if (Allowed.Contains(reply.Split(' ')[0]))
        {
            Process.Start("dotnet", reply); // Noncompliant {{AIR1001}}
        }
    }

    public async Task AllCheckedAsync(string wish)
    {
        var steps = (await client.GetResponseAsync(wish)).Text.Split(' ');
        if (steps.All(Allowed.Contains))
        {
            Process.Start("dotnet", string.Join(' ', steps)); // Compliant: each part is a member
        }
    }

    public async Task AnyCheckedAsync(string wish)
    {
        var steps = (await client.GetResponseAsync(wish)).Text.Split(' ');
        if (steps.Any(Allowed.Contains))
        {
            Process.Start("dotnet", string.Join(' ', steps)); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ConfirmedByUserAsync(string wish)
    {
        var command = (await client.GetResponseAsync(wish)).Text;
        Console.WriteLine($"Run 'dotnet {command}'? [y/n]");
        if (Console.ReadLine() != "y")
        {
            return;
        }

        Process.Start("dotnet", command); // Compliant: a person has read and approved the command
    }

    public async Task AskedButNotHeededAsync(string wish)
    {
        var command = (await client.GetResponseAsync(wish)).Text;
        Console.WriteLine($"Run 'dotnet {command}'? Press a key");
        Console.ReadLine();
        Process.Start("dotnet", command); // Noncompliant {{AIR1001}}
    }
}
