using System.Collections.Immutable;
using Airlock.Cli.Building;

namespace Airlock.Cli.Diagnosis;

/// <summary>What came of evaluating projects.</summary>
/// <param name="Projects">One for each project and target framework, and one more each as continuous integration would see it; a project that can't be loaded is missing.</param>
/// <param name="Problems">What MSBuild complained of.</param>
public sealed record EvaluatedProjects(ImmutableArray<ProjectFacts> Projects, ImmutableArray<BuildProblem> Problems);

/// <summary>Evaluates projects without building them.</summary>
public interface IProjectEvaluation
{
    /// <summary>Evaluates projects.</summary>
    /// <param name="projects">The project files, absolute.</param>
    /// <param name="folder">The folder whose <c>global.json</c> chooses the SDK, absolute.</param>
    /// <param name="configuration">Build configuration, or null for the projects' own default.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolException">MSBuild can't be started, or its answer can't be read.</exception>
    Task<EvaluatedProjects> RunAsync(IReadOnlyList<string> projects, string folder, string? configuration, CancellationToken cancellation);
}
