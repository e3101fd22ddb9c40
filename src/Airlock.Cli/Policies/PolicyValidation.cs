using System.Collections.Immutable;
using Airlock.Core;
using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Licences;
using Airlock.Core.Models.Signing;
using Airlock.Core.Policy;

namespace Airlock.Cli.Policies;

/// <summary>Something wrong with a policy or a file that belongs to it.</summary>
/// <param name="File">The file, absolute.</param>
/// <param name="Line">Line from one; zero if the whole file is meant.</param>
/// <param name="Column">Column from one, in UTF-16 units; zero if the whole line is meant.</param>
/// <param name="Message">What is wrong.</param>
public sealed record PolicyProblem(string File, int Line, int Column, string Message);

/// <summary>Reads a policy with all that belongs to it as a build would, without a project.</summary>
public static class PolicyValidation
{
    // The graph of a project without packages: the checks of libraries then look at the policy's own entries, and at nothing else.
    private const string NoPackages =
        """
        {
          "version": 3,
          "targets": { "net10.0": {} },
          "libraries": {},
          "projectFileDependencyGroups": { "net10.0": [] },
          "packageFolders": {},
          "project": { "version": "1.0.0", "restore": { "projectName": "policy" }, "frameworks": { "net10.0": { "targetAlias": "net10.0" } } }
        }
        """;

    /// <summary>Validates a policy and its lock and record, and every file that the policy names.</summary>
    /// <param name="policyFile">The policy, absolute.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>What holds, and what is wrong in the order of files and places.</returns>
    public static (GateContext Context, ImmutableArray<PolicyProblem> Problems) Run(string policyFile, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(policyFile)!;
        var findings = new List<Finding>();
        var context = PolicyFiles.Read(Path.Combine(folder, "policy.csproj"), policyFile, lockFile: null, profile: null, findings);
        if (findings.Count == 0)
        {
            findings.AddRange(LicenceCheck.Run(context, []));
            findings.AddRange(Libraries(context, cancellation));
        }

        var problems = findings
            .Where(finding => finding.RuleId is "AIR9001" or "AIR9002")
            .Select(finding => new PolicyProblem(Path.GetFullPath(finding.Location.Path, context.Root), finding.Location.Line, finding.Location.Column, finding.Message))
            .Concat(Trust(context))
            .Concat(Record(context))
            .Distinct()
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column);
        return (context, [.. problems]);
    }

    private static IEnumerable<Finding> Libraries(GateContext context, CancellationToken cancellation)
    {
        var temporary = Directory.CreateTempSubdirectory("airlock-");
        try
        {
            var assets = Path.Combine(temporary.FullName, "project.assets.json");
            File.WriteAllText(assets, NoPackages);
            return PackageGraph.Read(assets, "net10.0").Graph is { } graph
                ? LibraryVetting.Run(context, graph, isStrictRead: true, cacheFolder: null, cancellation).Findings
                : throw new ToolException(ExitCode.Internal, "the entries of libraries can't be checked");
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static IEnumerable<PolicyProblem> Trust(GateContext context)
    {
        foreach (var file in context.Policy.Models.Trust)
        {
            string? problem = null;
            try
            {
                using var trust = new SignatureTrust();
                trust.AddFile(Path.GetFullPath(file.Text, context.Root));
            }
            catch (SignatureException exception)
            {
                problem = exception.Message;
            }

            if (problem is not null)
            {
                yield return new PolicyProblem(context.PolicyFile!, file.Position.Line, file.Position.Column, $"{file} in \"trust\" {problem}");
            }
        }
    }

    private static IEnumerable<PolicyProblem> Record(GateContext context)
    {
        var path = AuditRecord.PathBeside(context.LockFile);
        var record = AuditRecordFile.Read(path);
        var problems = File.Exists(context.LockFile) && record.Disagreement(context.Lock.Record) is { } problem ? record.Problems.Append(problem) : record.Problems;
        return problems.Select(problem => new PolicyProblem(path, problem.Line, 0, problem.Message));
    }
}
