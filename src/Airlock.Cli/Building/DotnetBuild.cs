namespace Airlock.Cli.Building;

/// <summary>Runs <c>dotnet build</c> as a child process.</summary>
public sealed class DotnetBuild : IBuildRunner
{
    private static string GateFolder => Path.Combine(AppContext.BaseDirectory, "gate");

    /// <inheritdoc/>
    public Task<int> RunAsync(BuildRequest request, string resultsFolder, Action<string> line, CancellationToken cancellation) =>
        DotnetProcess.RunAsync(request.CommandLine(GateFolder, resultsFolder), Path.GetDirectoryName(request.Target)!, line, cancellation);
}
