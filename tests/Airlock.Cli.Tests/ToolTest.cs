using Airlock.Cli.Building;
using Airlock.Cli.Commands;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using Spectre.Console.Testing;

namespace Airlock.Cli.Tests;

/// <summary>What one command line came to.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error);

/// <summary>Runs the tool in this process, in a folder of its own.</summary>
public abstract class ToolTest : IDisposable
{
    protected ToolTest()
    {
        // The system's folder for temporary files may be a link; the tool follows links, so the tests start at the end of it.
        Folder = Core.Models.RealPath.Of(Directory.CreateTempSubdirectory("airlock-test-").FullName);
    }

    protected string Folder { get; }

    /// <summary>What commands are told of projects.</summary>
    private protected FakeEvaluation Evaluation { get; } = new();

    /// <summary>The environment variables that commands see.</summary>
    protected Dictionary<string, string> Variables { get; } = [];

    public virtual void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    protected string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    private protected Task<Outcome> RunAsync(params string[] arguments) => RunAsync(new FakeBuild(), arguments);

    private protected async Task<Outcome> RunAsync(IBuildRunner build, params string[] arguments)
    {
        using var error = new TestConsole().Width(100);
        return await RunAsync(build, error, arguments);
    }

    /// <summary>Runs the tool at a terminal whose user answers a question.</summary>
    private protected Task<Outcome> RunAnsweringAsync(string answer, params string[] arguments) => RunAnsweringAsync(new FakeBuild(), [answer], arguments);

    /// <summary>Runs the tool at a terminal whose user answers questions in turn.</summary>
    private protected async Task<Outcome> RunAnsweringAsync(IBuildRunner build, string[] answers, params string[] arguments)
    {
        using var error = new TestConsole().Width(100).Interactive();
        foreach (var answer in answers)
        {
            error.Input.PushTextWithEnter(answer);
        }

        return await RunAsync(build, error, arguments);
    }

    private async Task<Outcome> RunAsync(IBuildRunner build, TestConsole error, string[] arguments)
    {
        using var console = new TestConsole().Width(100);
        var exitCode = await CommandLine.RunAsync(arguments, new ToolContext(new Terminal(console, error, Folder), build) { Variable = Variables.GetValueOrDefault, Evaluation = Evaluation });
        return new Outcome(exitCode, console.Output, error.Output);
    }

    protected GateResult Result(params Finding[] findings) => new()
    {
        ProjectFile = Path.Combine(Folder, "App.csproj"),
        TargetFramework = "net10.0",
        Root = Folder,
        Profile = "standard",
        Findings = [.. findings],
    };

    protected static Finding Finding(string rule, FindingLevel level, string message = "Something is wrong.", string path = "Program.cs", int line = 0) => new()
    {
        RuleId = rule,
        Message = message,
        Level = level,
        Location = new FindingLocation(path, line, line > 0 ? 1 : 0, line, line > 0 ? 2 : 0),
    };
}
