using System.Collections.Immutable;
using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Comparison;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock sbom accept</c>: takes the bill of materials of a build over as the one that later builds are compared with, and tells what that changes.</summary>
public static class SbomAcceptCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("accept", "Build, tell what changed in the SBOM since the committed one, and write the new one in its place, to be reviewed and committed (sbom.committed of the policy)");
        var options = new BuildOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var run = await new BuildProgress(terminal).RunAsync(context.Build, options.Request(parsed, terminal), cancellation);
            Refuse(run);
            var targets = run.Results.Select(result => (Result: result, Bom: result.Evidence.FirstOrDefault(file => file.EndsWith(CommittedBom.Extension, StringComparison.Ordinal)))).Where(pair => pair.Bom is not null).ToList();
            var paths = targets.Select(pair => PathOf(pair.Result, pair.Bom!, HasSeveralFrameworks(targets, pair.Bom!))).ToList();
            if (paths.GroupBy(path => path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } shared)
            {
                throw new ToolException(ExitCode.Usage, $"{shared.Count()} projects would write {terminal.Shown(shared.Key)}; let sbom.committed of the policy name a folder, and give each assembly a name of its own");
            }

            var compared = targets.Zip(paths, (pair, path) => Accept(terminal, pair.Bom!, path)).ToImmutableArray();
            new ChangeReport(compared, []).Write(terminal);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    // What the gate could not see would be accepted unseen. That the committed document is missing or broken is what this command mends.
    private static void Refuse(GateRun run)
    {
        if (run.Gap is { } gap)
        {
            throw new ToolException(ExitCode.Incomplete, string.Join('\n', [gap, .. run.Problems.Select(problem => problem.Message), .. run.Tail]));
        }

        var open = run.Findings.Select(rooted => rooted.Finding).Where(finding => finding.Level == FindingLevel.Block && finding.Suppression is null).ToList();
        if (open.FirstOrDefault(finding => finding.RuleId is "AIR9001" or "AIR9002") is { } invalid)
        {
            throw new ToolException(ExitCode.Usage, $"{invalid.Location}: {invalid.Message}");
        }

        if (open.FirstOrDefault(finding => finding.RuleId == "AIR9004" && !finding.Properties.ContainsKey(CommittedBom.FileProperty)) is { } incomplete)
        {
            throw new ToolException(ExitCode.Incomplete, $"the document of this build is not complete: {incomplete.Location}: {incomplete.Message}");
        }
    }

    private static bool HasSeveralFrameworks(IEnumerable<(GateResult Result, string? Bom)> targets, string bom) =>
        targets.Where(other => Path.GetFileName(other.Bom) == Path.GetFileName(bom)).Select(other => other.Result.TargetFramework).Distinct(StringComparer.Ordinal).Count() > 1;

    private static string PathOf(GateResult result, string bom, bool hasSeveralFrameworks)
    {
        var policy = result.PolicyFile is { } file ? PolicyDocument.Parse(File.ReadAllText(file), out _).Sbom : SbomPolicy.Default;
        var candidates = CommittedBom.Candidates(policy, result.Root, Path.GetFileName(bom)[..^CommittedBom.Extension.Length], result.TargetFramework);
        return hasSeveralFrameworks ? candidates[0] : candidates[^1];
    }

    private static ComparedDocument Accept(Terminal terminal, string bom, string path)
    {
        var now = SbomDiffCommand.Read(terminal, bom);
        var before = File.Exists(path) ? ReadOrNothing(path) : null;
        AtomicFile.Write(path, stream => BomWriter.Write(CommittedBom.Reviewed(now), stream));
        return new ComparedDocument(before is null ? null : terminal.Shown(path), terminal.Shown(path), BomComparison.Compare(before ?? BomComparison.Empty(now), now));
    }

    private static Bom? ReadOrNothing(string path)
    {
        try
        {
            return BomReader.ReadFile(path);
        }
        catch (BomFormatException)
        {
            return null;
        }
    }
}
