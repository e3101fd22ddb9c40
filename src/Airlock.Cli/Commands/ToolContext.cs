using Airlock.Cli.Building;
using Airlock.Cli.Diagnosis;
using Airlock.Cli.Output;

namespace Airlock.Cli.Commands;

/// <summary>What commands work with.</summary>
/// <param name="Terminal">Where results go.</param>
/// <param name="Build">Runs builds.</param>
public sealed record ToolContext(Terminal Terminal, IBuildRunner Build)
{
    /// <summary>Evaluates projects.</summary>
    public IProjectEvaluation Evaluation { get; init; } = new MSBuildEvaluation();

    /// <summary>The value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}
