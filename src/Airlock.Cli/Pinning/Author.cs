using System.ComponentModel;
using System.Diagnostics;
using Airlock.Core;

namespace Airlock.Cli.Pinning;

/// <summary>Who does what the record will say.</summary>
public static class Author
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The person that was named, else the one who commits in a folder (git's <c>user.name</c> and <c>user.email</c>), else the user of the system.</summary>
    /// <param name="named">The name that the user gave, or null.</param>
    /// <param name="folder">The folder, absolute.</param>
    /// <exception cref="ToolException">The given name is none.</exception>
    public static string Of(string? named, string folder)
    {
        if (named is not null)
        {
            return named.Trim() is { Length: > 0 } name && !name.Any(char.IsControl)
                ? name
                : throw new ToolException(ExitCode.Usage, "--by needs a name, as \"Ann <ann@example.com>\"");
        }

        return (Git("user.name", folder), Git("user.email", folder)) switch
        {
            (null, null) => Environment.UserName,
            ({ } name, null) => name,
            (null, { } address) => address,
            ({ } name, { } address) => $"{name} <{address}>",
        };
    }

    private static string? Git(string setting, string folder)
    {
        if (GitProgram.Find() is not { } git)
        {
            return null;
        }

        try
        {
            var start = new ProcessStartInfo(git, ["config", "--get", setting]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                return null;
            }

            return process.ExitCode == 0 && process.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (Win32Exception)
        {
            // Git is not installed.
            return null;
        }
    }
}
