using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Core;
using Airlock.Core.Findings;
using Airlock.Core.Libraries.Names;
using Airlock.Core.Policy;

namespace Airlock.Cli.Building;

/// <summary>Finds the packages that restore could not find: the gate itself does not run in a build that was not restored.</summary>
internal static partial class MissingPackages
{
    private const string Code = "NU1101";

    /// <summary>One result for each project that asks for such packages.</summary>
    /// <param name="problems">What the build printed.</param>
    /// <param name="request">What was built.</param>
    public static IEnumerable<GateResult> In(IEnumerable<BuildProblem> problems, BuildRequest request)
    {
        var missing = problems
            .Where(problem => problem.Code == Code && Path.IsPathRooted(problem.File))
            .Select(problem => (Project: problem.File, Id: PackageId().Match(problem.Message).Groups["id"].Value))
            .Where(one => one.Id.Length > 0 && !MissingPackage.IsTaken(one.Id))
            .Distinct();
        foreach (var project in missing.GroupBy(one => one.Project, one => one.Id, StringComparer.Ordinal))
        {
            var findings = new List<Finding>();
            var context = PolicyFiles.Read(project.Key, request.PolicyFile, lockFile: null, request.Profile, findings);
            findings.AddRange(project.Select(id => MissingPackage.Report(context, id)));
            yield return new GateResult
            {
                ProjectFile = project.Key,
                TargetFramework = "not restored",
                Root = context.Root,
                Profile = context.Profile,
                PolicyFile = context.PolicyFile,
                Findings = PolicyVerdict.Weigh(context, findings, [], DateTime.UtcNow.Date),
            };
        }
    }

    // As the client of NuGet words it in English, which is the language that the build is asked for.
    [GeneratedRegex(@"^Unable to find package (?<id>[^ ]+)\. ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PackageId();
}
