using System.CommandLine;
using System.Text;
using Airlock.Cli;
using Airlock.Cli.Building;
using Airlock.Cli.Commands;
using Airlock.Cli.Output;

namespace Airlock.Documentation;

/// <summary>Writes what every command takes and how it is used, from the commands themselves.</summary>
internal static class CommandPages
{
    /// <summary>One section for each command, in order of names.</summary>
    public static string Write()
    {
        var root = CommandLine.Create(new ToolContext(Terminal.OfProcess(), new DotnetBuild()));
        var text = new StringBuilder();
        foreach (var command in All(root).Where(command => command != root))
        {
            WriteCommand(text, command);
        }

        return text.ToString();
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.OrderBy(one => one.Name, StringComparer.Ordinal).SelectMany(All).Prepend(command);

    private static void WriteCommand(StringBuilder text, Command command)
    {
        var name = CommandExamples.NameOf(command);
        text.Append($"### airlock {name}\n\n{Escape(command.Description!)}.\n\n```sh\n");
        foreach (var example in CommandExamples.Of(command))
        {
            text.Append($"{example.Line}    # {example.Meaning}\n");
        }

        text.Append("```\n\n");
        var options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))).Where(option => !option.Hidden && option.Name is not ("--help" or "--version")).ToList();
        if (command.Arguments.Count + options.Count == 0)
        {
            return;
        }

        text.Append("| argument or option | what it is |\n|---|---|\n");
        foreach (var argument in command.Arguments)
        {
            text.Append($"| `<{argument.Name}>` | {Escape(argument.Description!)} |\n");
        }

        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name).Select(alias => $"`{alias}{(option.HelpName is { } value ? $" <{value}>" : "")}`"));
            text.Append($"| {names} | {Escape(option.Description!)}{(option.Required ? " (required)" : "")} |\n");
        }

        text.Append('\n');
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
