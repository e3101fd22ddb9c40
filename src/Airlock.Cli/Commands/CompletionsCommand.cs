using System.CommandLine;
using Airlock.Cli.Output;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock completions</c>: prints a script that makes a shell complete the tool's command line.</summary>
public static class CompletionsCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("completions", "Print the script by which a shell completes commands, options, rules, formats and profiles");
        var shell = new Argument<string>("shell") { Description = $"The shell: {string.Join(", ", Shells)}" };
        shell.AcceptOnlyFromAmong(Shells);
        command.Add(shell);
        command.SetAction(parsed =>
        {
            using var stream = typeof(CompletionsCommand).Assembly.GetManifestResourceStream($"Airlock.Cli.airlock.{parsed.GetValue(shell)}")!;
            using var reader = new StreamReader(stream);
            context.Terminal.WriteRaw(reader.ReadToEnd());
            return (int)ExitCode.Clean;
        });
        return command;
    }
}
