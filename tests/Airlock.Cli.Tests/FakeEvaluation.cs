using System.Collections.Immutable;
using Airlock.Cli.Building;
using Airlock.Cli.Diagnosis;

namespace Airlock.Cli.Tests;

/// <summary>Says of projects what it is told, and remembers which were asked for.</summary>
internal sealed class FakeEvaluation : IProjectEvaluation
{
    /// <summary>The values of a project in which all is well, but for what stands on disk.</summary>
    public static ImmutableDictionary<string, string> Healthy { get; } = new Dictionary<string, string>
    {
        ["TargetFramework"] = "net10.0",
        ["AirlockEnabled"] = "true",
        ["AirlockPackageImported"] = "true",
        ["IsGated"] = "true",
        ["References"] = "Airlock|/src/Directory.Build.props;Other|/src/App.csproj",
        ["NoWarn"] = "1701;1702",
        ["ErrorLog"] = "obj/airlock/compiler.sarif,version=2.1",
        ["OutDir"] = "bin/",
        ["IntermediateFolder"] = "obj/",
        ["AssemblyName"] = "App",
        ["SdkVersion"] = "10.0.401",
        ["MSBuildVersion"] = "18.0.2.52102",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public List<ProjectFacts> Projects { get; } = [];

    public List<BuildProblem> Problems { get; } = [];

    public IReadOnlyList<string> Asked { get; private set; } = [];

    /// <summary>Adds a project: healthy but for what is given.</summary>
    public ProjectFacts Add(string project, params (string Name, string Value)[] values)
    {
        var facts = new ProjectFacts(project, Healthy.SetItems(values.Select(value => KeyValuePair.Create(value.Name, value.Value))));
        Projects.Add(facts);
        return facts;
    }

    public Task<EvaluatedProjects> RunAsync(IReadOnlyList<string> projects, string folder, string? configuration, CancellationToken cancellation)
    {
        Asked = projects;
        return Task.FromResult(new EvaluatedProjects([.. Projects], [.. Problems]));
    }
}
