using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;

namespace Airlock.Cli.Commands;

/// <summary>The options of all commands that write into the record, and say who did it, and why.</summary>
public sealed class RecordOptions
{
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; the record keeps it", HelpName = "text" };
    private readonly Option<string?> _by = new("--by") { Description = "Who does it (default: who commits here with git, else the user of the system)", HelpName = "person" };
    private readonly Option<string?> _lock = new("--lock") { Description = "Lock file (default: beside the policy, else the nearest one upward from the file)", HelpName = "file" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasLock">Whether the user may name the lock file: not where a build says which one it read.</param>
    public RecordOptions(Command command, bool hasLock = true)
    {
        command.Add(_reason);
        command.Add(_by);
        if (hasLock)
        {
            command.Add(_lock);
        }
    }

    /// <summary>Reads the options.</summary>
    public RecordRequest Read(ParseResult parsed, Terminal terminal) =>
        new(parsed.GetValue(_reason), parsed.GetValue(_by), parsed.GetValue(_lock) is { } path ? terminal.Absolute(path) : null);
}

/// <summary>What the user said of a step that the record will hold.</summary>
/// <param name="Reason">Why, or null.</param>
/// <param name="By">Who, or null.</param>
/// <param name="LockFile">The lock file, absolute, or null.</param>
public sealed record RecordRequest(string? Reason, string? By, string? LockFile)
{
    /// <summary>Who does it.</summary>
    public string Author(LockFile lockFile) => Pinning.Author.Of(By, lockFile.Folder);

    /// <summary>The time as the lock and the record hold it: UTC, to the second.</summary>
    public static DateTime Now()
    {
        var now = DateTime.UtcNow;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
