namespace Airlock.Cli;

/// <summary>What the tool answers to the shell.</summary>
public enum ExitCode
{
    /// <summary>Done, and nothing blocks.</summary>
    Clean = 0,

    /// <summary>A finding blocks.</summary>
    Violation = 1,

    /// <summary>The command line, the policy or the lock is wrong.</summary>
    Usage = 2,

    /// <summary>A file can't be read or written, or the tool itself failed.</summary>
    Internal = 3,

    /// <summary>Something could not be checked, so that no verdict is possible.</summary>
    Incomplete = 4,

    /// <summary>Stopped by the user: 128 and the number of the signal, as shells have it.</summary>
    Cancelled = 130,
}

/// <summary>Ends a command with a message for the user.</summary>
/// <param name="code">What the tool answers.</param>
/// <param name="message">One sentence or a short list; it stands alone.</param>
public sealed class ToolException(ExitCode code, string message) : Exception(message)
{
    /// <summary>What the tool answers.</summary>
    public ExitCode Code { get; } = code;
}
