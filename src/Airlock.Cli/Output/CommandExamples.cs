using System.CommandLine;

namespace Airlock.Cli.Output;

/// <summary>How a command is used.</summary>
/// <param name="Command">The command, as <c>sbom diff</c>.</param>
/// <param name="Line">The command line, as a user types it.</param>
/// <param name="Meaning">What it does.</param>
public sealed record CommandExample(string Command, string Line, string Meaning);

/// <summary>The examples of all commands, which help shows and the documentation lists: <c>examples.tsv</c>.</summary>
public static class CommandExamples
{
    /// <summary>All examples, in the order of the file.</summary>
    public static IReadOnlyList<CommandExample> All { get; } = Read();

    /// <summary>The examples of a command.</summary>
    public static IEnumerable<CommandExample> Of(Command command)
    {
        var name = NameOf(command);
        return All.Where(example => example.Command == name);
    }

    /// <summary>The name of a command with those above it, as <c>sbom diff</c>; empty for the tool itself.</summary>
    public static string NameOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{NameOf(parent)} {command.Name}".TrimStart() : "";

    private static List<CommandExample> Read()
    {
        using var stream = typeof(CommandExamples).Assembly.GetManifestResourceStream("Airlock.Cli.examples.tsv")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.TrimEnd('\r').Split('\t'))
                .Select(cells => new CommandExample(cells[0], cells[1], cells[2])),
        ];
    }
}
