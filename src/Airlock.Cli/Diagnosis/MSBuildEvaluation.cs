using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using Airlock.Cli.Building;
using Airlock.Core.Policy;

namespace Airlock.Cli.Diagnosis;

/// <summary>
/// Evaluates all projects in one process: a project that exists only for this asks each for the target of <c>Describe.targets</c>, once as it is
/// and once with the variables that continuous integration sets.
/// </summary>
public sealed class MSBuildEvaluation : IProjectEvaluation
{
    private const string TargetName = "Describe";
    private const string ResponseFile = "Directory.Build.rsp";

    // What GitHub Actions, GitLab, Azure Pipelines and TeamCity set, and what projects ask for in conditions.
    private const string IntegrationVariables = "CI=true;GITHUB_ACTIONS=true;GITLAB_CI=true;TF_BUILD=true;TEAMCITY_VERSION=1";

    /// <inheritdoc/>
    public async Task<EvaluatedProjects> RunAsync(IReadOnlyList<string> projects, string folder, string? configuration, CancellationToken cancellation)
    {
        var temporary = Directory.CreateTempSubdirectory("airlock-");
        try
        {
            var (targets, project, answer) = (Path.Combine(temporary.FullName, "Describe.targets"), Path.Combine(temporary.FullName, "doctor.proj"), Path.Combine(temporary.FullName, "answer.json"));
            await using (var resource = typeof(MSBuildEvaluation).Assembly.GetManifestResourceStream("Airlock.Cli.Describe.targets")!)
            await using (var file = File.Create(targets))
            {
                await resource.CopyToAsync(file, cancellation);
            }

            await File.WriteAllTextAsync(project, Traversal(projects, targets), cancellation);
            var problems = new List<BuildProblem>();
            await DotnetProcess.RunAsync(Arguments(project, answer, folder, configuration), folder, line =>
            {
                if (BuildProblem.Read(line) is { } problem)
                {
                    problems.Add(problem);
                }
            }, cancellation);
            return new EvaluatedProjects(File.Exists(answer) ? Read(await File.ReadAllTextAsync(answer, cancellation)) : [], [.. problems.Distinct()]);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>Reads what <c>-getTargetResult</c> writes.</summary>
    /// <exception cref="ToolException">It is something else.</exception>
    public static ImmutableArray<ProjectFacts> Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return
            [
                .. document.RootElement.GetProperty("TargetResults").GetProperty(TargetName).GetProperty("Items").EnumerateArray().Select(item =>
                {
                    var values = item.EnumerateObject().ToImmutableDictionary(member => member.Name, member => member.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase);
                    return new ProjectFacts(Path.GetFullPath(values["Identity"]), values);
                }),
            ];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException(ExitCode.Internal, $"the answer of MSBuild can't be read: {exception.Message}");
        }
    }

    /// <summary>The project that asks the others.</summary>
    internal static string Traversal(IEnumerable<string> projects, string targets)
    {
        var file = Escape(targets);
        var properties = $"CustomAfterMicrosoftCommonTargets={file};CustomAfterMicrosoftCommonCrossTargetingTargets={file}";
        XElement Ask(string further) => new(
            "MSBuild",
            // One call a project: a call answers nothing at all if one of its projects can't be loaded.
            new XAttribute("Projects", "%(Described.FullPath)"),
            new XAttribute("Targets", "AirlockDescribe"),
            new XAttribute("Properties", properties + further),
            new XAttribute("SkipNonexistentTargets", "true"),
            new XAttribute("SkipNonexistentProjects", "true"),
            new XAttribute("ContinueOnError", "true"),
            new XElement("Output", new XAttribute("TaskParameter", "TargetOutputs"), new XAttribute("ItemName", "Answer")));
        return new XElement(
            "Project",
            new XElement("ItemGroup", projects.Select(project => new XElement("Described", new XAttribute("Include", Escape(project))))),
            new XElement(
                "Target",
                new XAttribute("Name", TargetName),
                new XAttribute("Returns", "@(Answer)"),
                Ask(""),
                Ask($";AirlockDescribesCI=true;{IntegrationVariables}"))).ToString();
    }

    private static IEnumerable<string> Arguments(string project, string answer, string folder, string? configuration)
    {
        yield return "msbuild";
        yield return project;
        yield return "-nologo";
        yield return "-tl:off";
        yield return "-v:m";
        yield return "-nodeReuse:false";
        yield return $"-t:{TargetName}";
        yield return $"-getTargetResult:{TargetName}";
        yield return $"-getResultOutputFile:{answer}";
        if (configuration is not null)
        {
            yield return $"-p:Configuration={BuildRequest.Escape(configuration)}";
        }

        // MSBuild looks for this file beside the project that it is given, which here is ours; the user's builds obey it.
        if (PolicyFiles.FindUpward(folder, ResponseFile) is { } response && File.Exists(response))
        {
            yield return $"@{response}";
        }
    }

    // The characters that mean something in an item's Include: https://learn.microsoft.com/visualstudio/msbuild/special-characters-to-escape
    private static string Escape(string path) =>
        string.Concat(path.Select(character => "%*?@$();'".Contains(character, StringComparison.Ordinal) ? $"%{(int)character:X2}" : character.ToString()));
}
