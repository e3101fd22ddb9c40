namespace Airlock.Cli.Building;

/// <summary>Runs builds.</summary>
public interface IBuildRunner
{
    /// <summary>Runs one build to its end.</summary>
    /// <param name="request">What to build.</param>
    /// <param name="resultsFolder">Receives one <see cref="Core.GateResult"/> for each project and target framework.</param>
    /// <param name="line">Receives every line of its output.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <returns>The exit code of the build.</returns>
    /// <exception cref="ToolException">The build can't be started.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    Task<int> RunAsync(BuildRequest request, string resultsFolder, Action<string> line, CancellationToken cancellation);
}
