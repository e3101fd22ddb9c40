using System.Text.RegularExpressions;
using CliWrap;

namespace DevOpsBot.Processes;

/// <summary>A bot that maintains servers: what the model proposes starts programs.</summary>
public class DiskCleaner(IChatClient chat)
{
    public async Task RunProposalAsync(string report)
    {
        var proposal = await chat.GetResponseAsync($"Disk report:\n{report}\nWhich program frees space?");
        Process.Start(proposal.Text); // Noncompliant {{AIR1001}}
    }

    public async Task RunKnownProposalAsync(string report)
    {
        var proposal = await chat.GetResponseAsync($"Disk report:\n{report}\nAnswer 'prune' or 'rotate'.");
        if (proposal.Text is "prune" or "rotate")
        {
            Process.Start(proposal.Text); // Compliant: one of two constants
        }
    }
}

public class GitAssistant(IChatClient chat)
{
    public async Task CommitAsync(string diff)
    {
        var message = await chat.GetResponseAsync($"Write a commit message for this diff:\n{diff}");
        Process.Start("git", $"commit -am \"{message.Text}\""); // Noncompliant {{AIR1001}}
    }

    public async Task CommitWithoutShellAsync(string diff)
    {
        var message = await chat.GetResponseAsync($"Write a commit message for this diff:\n{diff}");
        var git = new ProcessStartInfo("git");
        git.ArgumentList.Add("commit");
        git.ArgumentList.Add("-am");
        git.ArgumentList.Add(message.Text); // Compliant: one argument of a constant program
        Process.Start(git)?.WaitForExit();
    }

    public async Task CheckoutAsync(string wish)
    {
        var branch = await chat.GetResponseAsync($"Which branch is meant here? {wish}");
        var git = new ProcessStartInfo
        {
            FileName = "git",
            Arguments = "checkout " + branch.Text, // Noncompliant {{AIR1001}}
            UseShellExecute = false,
        };
        using var process = Process.Start(git);
    }

    public async Task CheckoutCheckedAsync(string wish)
    {
        var branch = (await chat.GetResponseAsync($"Which branch is meant here? {wish}")).Text.Trim();
        if (!Regex.IsMatch(branch, @"\A[a-z0-9][a-z0-9/-]{0,60}\z"))
        {
            throw new InvalidOperationException("The answer is not a branch name.");
        }

        var git = new ProcessStartInfo
        {
            FileName = "git",
            Arguments = "checkout " + branch, // Compliant: an anchored expression with a bounded class
            UseShellExecute = false,
        };
        using var process = Process.Start(git);
    }
}

public class ShellAgent(IChatClient chat)
{
    public async Task<string> RunScriptAsync(string task)
    {
        var script = await chat.GetResponseAsync($"Write a bash script that does this: {task}");
        var bash = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true };
        bash.ArgumentList.Add("-c");
        bash.ArgumentList.Add(script.Text); // Noncompliant {{AIR1001}}
        using var process = Process.Start(bash)!;
        return await process.StandardOutput.ReadToEndAsync();
    }

    public async Task RunCheckedForDangerAsync(string task)
    {
        var command = (await chat.GetResponseAsync($"One shell command for: {task}")).Text;
        if (command.Contains("rm ", StringComparison.Ordinal) || command.Length > 200)
        {
            return;
        }

        Process.Start("/bin/sh", ["-c", command]); // Noncompliant {{AIR1001}}
    }

    public async Task RunFromMenuAsync(string task)
    {
        var choice = (await chat.GetResponseAsync($"Answer with the number of the menu entry for: {task}")).Text;
        var commands = new[] { "uptime", "df -h", "free -m" };
        if (int.TryParse(choice, out var index) && index >= 0 && index < commands.Length)
        {
            Process.Start("/bin/sh", ["-c", commands[index]]); // Compliant: the text only chooses a constant
        }
    }
}

public class VideoEditor(IChatClient chat)
{
    public async Task CutAsync(string wish)
    {
        var arguments = await chat.GetResponseAsync($"ffmpeg arguments for: {wish}");
        using var process = new Process();
        process.StartInfo.FileName = "ffmpeg";
        process.StartInfo.Arguments = arguments.Text.Replace("\n", " "); // Noncompliant {{AIR1001}}
        process.Start();
    }

    public async Task CutByTimeAsync(string wish)
    {
        var start = await chat.GetResponseAsync($"At which second does the scene begin? {wish}");
        var seconds = int.Parse(start.Text);
        using var process = new Process();
        process.StartInfo.FileName = "ffmpeg";
        process.StartInfo.Arguments = $"-ss {seconds} -i input.mp4 out.mp4"; // Compliant: a number
        process.Start();
    }
}

public class PackageInstaller(IChatClient chat)
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal) { "curl", "jq", "ripgrep" };

    public async Task InstallAsync(string need)
    {
        var package = await chat.GetResponseAsync($"Which package provides {need}?");
        await Cli.Wrap("apt-get").WithArguments("install -y " + package.Text).ExecuteAsync(); // Noncompliant {{AIR1001}}
    }

    public async Task InstallAllowedAsync(string need)
    {
        var package = (await chat.GetResponseAsync($"Which package provides {need}?")).Text;
        if (!Allowed.Contains(package))
        {
            return;
        }

        await Cli.Wrap("apt-get").WithArguments("install -y " + package).ExecuteAsync(); // Compliant: member of a constant set
    }
}
