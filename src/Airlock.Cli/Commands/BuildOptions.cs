using System.CommandLine;
using System.CommandLine.Parsing;
using Airlock.Cli.Building;
using Airlock.Cli.Output;

namespace Airlock.Cli.Commands;

/// <summary>The arguments that all commands share which run the gate.</summary>
public sealed class BuildOptions
{
    private readonly Argument<string[]> _path = new("path")
    {
        Description = "A solution, a project, or a folder that holds one (default: the current folder). What follows -- goes to dotnet build.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _policy = new("--policy") { Description = "Policy file (default: the nearest airlock.json upward from each project)", HelpName = "file" };
    private readonly Option<string?> _profile = new("--profile") { Description = "Profile where the policy names none: audit, standard or strict", HelpName = "name" };
    private readonly Option<string?> _configuration = new("--configuration", "-c") { Description = "Build configuration, as Release", HelpName = "name" };
    private readonly Option<bool> _noRestore = new("--no-restore") { Description = "Take packages as they were restored before" };

    /// <summary>Adds the arguments to a command.</summary>
    public BuildOptions(Command command)
    {
        _profile.AcceptOnlyFromAmong("audit", "standard", "strict");
        command.Add(_path);
        command.Add(_policy);
        command.Add(_profile);
        command.Add(_configuration);
        command.Add(_noRestore);
    }

    /// <summary>The build that was asked for.</summary>
    /// <exception cref="ToolException">A file that was named is not there, or more was named than one command can build.</exception>
    public BuildRequest Request(ParseResult parsed, Terminal terminal)
    {
        var forBuild = ForBuild(parsed.Tokens);
        var paths = parsed.GetValue(_path)!.SkipLast(forBuild.Length).ToList();
        if (paths.Count > 1)
        {
            throw new ToolException(ExitCode.Usage, $"name one solution, project or folder, not {paths.Count}");
        }

        var policy = parsed.GetValue(_policy) is { } file ? terminal.Absolute(file) : null;
        if (policy is not null && !File.Exists(policy))
        {
            throw new ToolException(ExitCode.Usage, $"the policy {policy} does not exist");
        }

        return new BuildRequest
        {
            Target = BuildTarget.Find(terminal.Absolute(paths.Count == 0 ? "." : paths[0])),
            PolicyFile = policy,
            Profile = parsed.GetValue(_profile),
            Configuration = parsed.GetValue(_configuration),
            NoRestore = parsed.GetValue(_noRestore),
            Arguments = [.. forBuild],
        };
    }

    private static string[] ForBuild(IEnumerable<Token> tokens) =>
        [.. tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];
}
