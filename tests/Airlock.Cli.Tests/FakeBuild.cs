using Airlock.Cli.Building;
using Airlock.Core;

namespace Airlock.Cli.Tests;

/// <summary>A build that prints what it is told, leaves the results it is given, and remembers what was asked of it.</summary>
internal sealed class FakeBuild(int exitCode = 0) : IBuildRunner
{
    public List<string> Lines { get; } = [];

    public List<GateResult> Results { get; } = [];

    public BuildRequest? Request { get; private set; }

    public Task<int> RunAsync(BuildRequest request, string resultsFolder, Action<string> line, CancellationToken cancellation)
    {
        Request = request;
        Lines.ForEach(line);
        for (var index = 0; index < Results.Count; index++)
        {
            Results[index].Save(Path.Combine(resultsFolder, $"{index}.json"));
        }

        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(exitCode);
    }
}
