using Airlock.Cli.Output;
using Spectre.Console;

namespace Airlock.Cli.Pinning;

/// <summary>Why a step is taken. A terminal is asked; whatever else runs the tool must say it with <c>--reason</c>.</summary>
public static class Reason
{
    /// <summary>The reason that was given, or the answer of the user.</summary>
    /// <param name="given">What stands after <c>--reason</c>, or null.</param>
    /// <param name="about">What is about to be done, for those who are asked.</param>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <exception cref="ToolException">There is none, and nobody to ask.</exception>
    public static async Task<string> AskAsync(string? given, string about, Terminal terminal, CancellationToken cancellation)
    {
        if (given is not null)
        {
            return given.Trim() is { Length: > 0 } reason ? reason : throw new ToolException(ExitCode.Usage, "--reason needs a text");
        }

        if (!terminal.Error.Profile.Capabilities.Interactive)
        {
            throw new ToolException(ExitCode.Usage, $"{about}\nThe record needs a reason: add --reason \"…\". Nothing was written.");
        }

        terminal.Error.Profile.Out.Writer.WriteLine(Terminal.Printable(about, keepLines: true));
        var prompt = new TextPrompt<string>("Why?").Validate(text => text.Trim().Length > 0, "The record needs a reason.");
        return (await prompt.ShowAsync(terminal.Error, cancellation)).Trim();
    }
}
