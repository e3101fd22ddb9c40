using Airlock.Core.Policy;

namespace Airlock.Cli.Diagnosis;

/// <summary>Whether the SDK is new enough, and continuous integration reads everything afresh.</summary>
/// <param name="projects">The projects that take part, as they are here.</param>
/// <param name="inIntegration">The same, as they are in continuous integration.</param>
/// <param name="folder">The folder of the solution, absolute.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="shown">How a path is written for a person.</param>
internal sealed class SolutionChecks(
    IReadOnlyList<ProjectFacts> projects, IReadOnlyList<ProjectFacts> inIntegration, string folder, Func<string, string?> variable, Func<string, string> shown)
{
    private const string Property = "ContinuousIntegrationBuild";
    private const long LargestFile = 1024 * 1024;
    private static readonly Version LeastSdk = new(10, 0);
    private static readonly Version LeastMSBuild = new(18, 0);
    private static readonly string[] ServiceVariables = ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION"];

    /// <summary>All checks.</summary>
    public IEnumerable<HealthCheck> Run()
    {
        yield return Sdk();
        yield return Integration();
    }

    private HealthCheck Sdk()
    {
        const string id = "sdk";
        if (projects.Count == 0)
        {
            return HealthCheck.Skip(id, "no project could be asked");
        }

        var (sdk, engine) = (projects[0]["SdkVersion"], projects[0]["MSBuildVersion"]);
        return IsBelow(sdk, LeastSdk) || IsBelow(engine, LeastMSBuild)
            ? HealthCheck.Fail(id, $".NET SDK {sdk} with MSBuild {engine} is too old: the gate needs SDK {LeastSdk}, MSBuild {LeastMSBuild}", "install the .NET 10 SDK, and let global.json allow it")
            : HealthCheck.Ok(id, $".NET SDK {sdk}, MSBuild {engine}");
    }

    private HealthCheck Integration()
    {
        const string id = "ci";
        var service = ServiceVariables.FirstOrDefault(name => !string.IsNullOrEmpty(variable(name)));
        var files = Workflows().ToList();
        if (service is null && files.Count == 0)
        {
            return HealthCheck.Skip(id, "there is no file of a CI service");
        }

        if (service is null && files.Exists(file => new FileInfo(file).Length <= LargestFile && File.ReadAllText(file).Contains(Property, StringComparison.OrdinalIgnoreCase)))
        {
            return HealthCheck.Ok(id, $"the files of the CI service set {Property}");
        }

        var without = (service is null ? inIntegration : projects).Where(project => !project.Is(Property)).Select(project => shown(project.ProjectFile)).Distinct(StringComparer.Ordinal).ToList();
        return without.Count == 0
            ? HealthCheck.Ok(id, $"{Property} is true there, so every file is read afresh")
            : HealthCheck.Warn(id, $"{Property} is not true in CI for {string.Join(", ", without)}, so what was remembered may be shown", $"set <{Property} Condition=\"'$(CI)' == 'true'\">true</{Property}> in Directory.Build.props");
    }

    private IEnumerable<string> Workflows()
    {
        var root = PolicyFiles.FindUpward(folder, ".git") is { } repository ? Path.GetDirectoryName(repository)! : folder;
        var workflows = Path.Combine(root, ".github", "workflows");
        var found = Directory.Exists(workflows) ? Directory.EnumerateFiles(workflows, "*.y*ml").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        string[] others = [Path.Combine(root, "azure-pipelines.yml"), Path.Combine(root, ".gitlab-ci.yml")];
        return found.Concat(others.Where(File.Exists));
    }

    // "10.0.100-preview.1" and "18.0.2.52102": what stands after the numbers does not count.
    private static bool IsBelow(string version, Version least) =>
        Version.TryParse(version.Split('-', '+')[0], out var parsed) && parsed < least;
}
