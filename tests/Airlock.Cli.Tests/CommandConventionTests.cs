using System.CommandLine;
using System.CommandLine.Parsing;
using Airlock.Cli.Building;
using Airlock.Cli.Commands;
using Airlock.Cli.Output;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests;

/// <summary>What holds for every command, whoever adds it.</summary>
public sealed class CommandConventionTests : ToolTest
{
    private static readonly RootCommand Root = CommandLine.Create(new ToolContext(new Terminal(new TestConsole(), new TestConsole(), "/"), new DotnetBuild()));

    public static TheoryData<string> Commands => [.. All(Root).Select(CommandExamples.NameOf)];

    public static TheoryData<string> Examples => [.. CommandExamples.All.Select(example => example.Line)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_is_described_with_all_that_it_takes(string name)
    {
        var command = Find(name);

        Assert.False(string.IsNullOrWhiteSpace(command.Description), name);
        Assert.DoesNotMatch(@"\.$", command.Description!);
        Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{name} {option.Name}"));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{name} {argument.Name}"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_a_command_ends_with_its_examples(string name)
    {
        var examples = CommandExamples.Of(Find(name)).ToList();
        Assert.NotEmpty(examples);

        var outcome = await RunAsync([.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.All(examples, example => Assert.Contains($"  {example.Line}\n", outcome.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_is_understood(string line)
    {
        var example = CommandExamples.All.First(example => example.Line == line);
        var arguments = CommandLineParser.SplitCommandLine(line).ToList();
        Assert.Equal("airlock", arguments[0]);

        var parsed = Root.Parse(arguments[1..]);

        Assert.Empty(parsed.Errors);
        Assert.True(example.Command.Length == 0 || CommandExamples.NameOf(parsed.CommandResult.Command).StartsWith(example.Command, StringComparison.Ordinal), line);
        Assert.DoesNotMatch(@"\.$|^$", example.Meaning);
    }

    [Fact]
    public void Example_belongs_to_a_command() =>
        Assert.Empty(CommandExamples.All.Select(example => example.Command).Except(All(Root).Select(CommandExamples.NameOf)));

    [Fact]
    public void Example_stands_once() =>
        Assert.Equal(CommandExamples.All.Count, CommandExamples.All.Select(example => (example.Command, example.Line)).Distinct().Count());

    private static Command Find(string name) => All(Root).First(command => CommandExamples.NameOf(command) == name);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
