using System.Collections.Immutable;
using Airlock.Cli.Building;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;

namespace Airlock.Cli.Diagnosis;

/// <summary>Looks at all projects of a solution and says whether the gate is really active in each, and can be trusted.</summary>
/// <param name="evaluation">Evaluates projects.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="shown">How a path is written for a person.</param>
public sealed class Doctor(IProjectEvaluation evaluation, Func<string, string?> variable, Func<string, string> shown)
{
    private const string ProjectKind = "project";

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        [".vbproj"] = "Visual Basic",
        [".fsproj"] = "F#",
    };

    private sealed record Judged(ProjectFacts Facts, GateContext Context, List<Finding> Invalid);

    /// <summary>Looks at everything.</summary>
    /// <param name="target">The solution or project, absolute.</param>
    /// <param name="configuration">Build configuration, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolException">The solution can't be read, or MSBuild can't be started.</exception>
    public async Task<DoctorReport> ExamineAsync(string target, string? configuration, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(target)!;
        var files = SolutionProjects.Of(target);
        var readable = files.Where(file => IsCSharp(file) && File.Exists(file)).ToList();
        var evaluated = readable.Count == 0 ? new EvaluatedProjects([], []) : await evaluation.RunAsync(readable, folder, configuration, cancellation);
        var judged = evaluated.Projects.Where(facts => !facts.IsCIEvaluation && TakesPart(facts)).Select(Judge).ToList();
        var ignored = await GitIgnore.AskAsync(folder, judged.SelectMany(Asked).Distinct(StringComparer.Ordinal), cancellation);

        var here = evaluated.Projects.Where(facts => !facts.IsCIEvaluation).ToLookup(facts => facts.ProjectFile, PathComparer);
        var subjects = ImmutableArray.CreateBuilder<HealthSubject>();
        subjects.Add(new HealthSubject(
            "solution",
            target,
            null,
            [.. new SolutionChecks([.. judged.Select(one => one.Facts)], [.. evaluated.Projects.Where(facts => facts.IsCIEvaluation && TakesPart(facts))], folder, variable, shown).Run()]));
        foreach (var group in judged.GroupBy(one => (one.Context.PolicyFile ?? one.Context.Root, one.Context.LockFile)).OrderBy(group => group.Key.Item1, StringComparer.Ordinal))
        {
            var first = group.First();
            subjects.Add(new HealthSubject("policy", group.Key.Item1, null, [.. new PolicyChecks(first.Context, first.Invalid, ignored, shown, DateTime.UtcNow.Date).Run()]));
        }

        foreach (var file in files)
        {
            if (!here.Contains(file))
            {
                subjects.Add(new HealthSubject(ProjectKind, file, null, [Outside(file, evaluated.Problems)]));
            }

            foreach (var facts in here[file].OrderBy(facts => facts.TargetFramework, StringComparer.Ordinal))
            {
                var one = judged.Find(one => ReferenceEquals(one.Facts, facts));
                subjects.Add(new HealthSubject(ProjectKind, file, facts.TargetFramework, one is null ? [TestProject] : [.. Checks(one, ignored)]));
            }
        }

        return new DoctorReport
        {
            Target = target,
            Tool = Gate.Version,
            IsComplete = readable.TrueForAll(here.Contains) && files.All(File.Exists),
            Subjects = subjects.ToImmutable(),
        };
    }

    private static StringComparer PathComparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static HealthCheck TestProject => HealthCheck.Skip("scope", "a test project, which is not delivered: it needs no gate");

    private static bool IsCSharp(string file) => Path.GetExtension(file).Equals(".csproj", StringComparison.OrdinalIgnoreCase);

    private static bool TakesPart(ProjectFacts facts) => !facts.Is("IsTestProject") || GateChecks.HasPackage(facts);

    private static HealthCheck Outside(string file, ImmutableArray<BuildProblem> problems)
    {
        const string id = "scope";
        if (!File.Exists(file))
        {
            return HealthCheck.Fail(id, "the solution names this project, but it does not exist", "take it out of the solution, or bring it back");
        }

        if (!IsCSharp(file))
        {
            return HealthCheck.Skip(id, $"{Languages.GetValueOrDefault(Path.GetExtension(file)) ?? "this kind of project"} can't take part: the gate reads C#");
        }

        var said = problems.Where(problem => PathComparer.Equals(problem.File, file)).OrderByDescending(problem => problem.Code.Length > 0).FirstOrDefault();
        return HealthCheck.Fail(id, $"MSBuild can't load it{(said is null ? "" : $": {said.Message}")}", "dotnet build shows the whole complaint");
    }

    private static Judged Judge(ProjectFacts facts)
    {
        var invalid = new List<Finding>();
        var context = PolicyFiles.Read(facts.ProjectFile, facts.PathOf("PolicyFile"), facts.PathOf("AirlockLockFile"), facts["Profile"], invalid);
        return new Judged(facts, context, invalid);
    }

    private static IEnumerable<string> Asked(Judged one) => EvidenceChecks.FolderOf(one.Facts) is { } folder
        ? PolicyChecks.Files(one.Context).Append(Path.Combine(folder, "airlock.sarif"))
        : PolicyChecks.Files(one.Context);

    private IEnumerable<HealthCheck> Checks(Judged one, GitIgnore ignored)
    {
        var assets = one.Facts.PathOf("AssetsFile") ?? Path.Combine(one.Facts.Folder, "obj", "project.assets.json");
        var restored = PackageGraph.Read(assets, one.Facts.TargetFramework);
        return new GateChecks(one.Facts, restored.Graph, one.Context.Policy, Gate.Version, shown).Run()
            .Concat(new RestoreChecks(one.Facts, restored, one.Context).Run())
            .Concat(new EvidenceChecks(one.Facts, one.Context, ignored, shown).Run());
    }
}
