using System.CommandLine;
using System.Security.Cryptography;
using Airlock.Cli.Adoption;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core;
using Airlock.Core.Approvals;
using Airlock.Core.Baselines;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Commands;

/// <summary>
/// <c>airlock baseline</c>: accepts what the gate finds today, so that only new findings block; <c>--prune</c> removes what is fixed. The record says
/// who accepted what.
/// </summary>
public static class BaselineCommand
{
    // The record reads lines of 64 KiB at most; a fingerprint takes 36 bytes of one.
    private const int FindingsPerEntry = 1000;

    private const string FirstReason = "found when the gate was introduced";
    private const string PruneReason = "matches nothing any more";

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("baseline", "Accept what the gate finds today, so that only new findings block");
        var options = new BuildOptions(command);
        var record = new RecordOptions(command, hasLock: false);
        var prune = new Option<bool>("--prune") { Description = "Remove entries that match nothing any more; accept nothing" };
        var rules = new Option<string[]>("--rule") { Description = "Only findings of this rule; can be repeated", HelpName = "rule" };
        var path = new Option<string?>("--path") { Description = "Only findings in these files, relative to the policy; * stands for any text", HelpName = "pattern" };
        command.Add(prune);
        command.Add(rules);
        command.Add(path);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (step, request) = (record.Read(parsed, context.Terminal), options.Request(parsed, context.Terminal));
            var selection = new Selection(Rules(parsed.GetValue(rules)!), parsed.GetValue(path));
            var isPrune = parsed.GetValue(prune);
            if (isPrune && request.Arguments.Any(argument => argument is "-f" or "--framework" || argument.Contains("TargetFramework", StringComparison.OrdinalIgnoreCase)))
            {
                throw new ToolException(ExitCode.Usage, "--prune needs a build for all target frameworks: what one of them does not hold, another may");
            }

            var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, request, cancellation);
            Check(run, isPrune);
            foreach (var group in BaselineFile.Groups(run.Results))
            {
                if (isPrune)
                {
                    Prune(group.Key, [.. UnusedAcceptances.OfBaseline(group.Key, [.. group], new RunCoverage(run))], selection, step, context.Terminal);
                }
                else
                {
                    await AcceptAsync(group.Key, [.. group], selection, step, context.Terminal, cancellation);
                }
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static HashSet<string> Rules(string[] names)
    {
        foreach (var name in names)
        {
            if (RuleTable.Find(name) is null)
            {
                throw new ToolException(ExitCode.Usage, $"there is no rule \"{name}\"");
            }

            if (RefusedRules.ReasonOf(name) is { } reason)
            {
                throw new ToolException(ExitCode.Usage, $"{name} can't be accepted in a baseline: {reason}");
            }
        }

        return names.ToHashSet(StringComparer.Ordinal);
    }

    // Whoever accepts findings of half a build would meet the other half tomorrow; whoever prunes after one would lose entries.
    private static void Check(GateRun run, bool isPrune)
    {
        if (run.Verdict == GateVerdict.Invalid)
        {
            var errors = run.Findings.Where(rooted => rooted.Finding.RuleId is "AIR9001" or "AIR9002").Select(rooted => $"{rooted.Finding.Location}: {rooted.Finding.Message}");
            throw new ToolException(ExitCode.Usage, $"{string.Join('\n', errors)}\nNothing was written.");
        }

        if (run.Gap is { } gap)
        {
            string[] lines = [$"{gap}. Nothing was written.", .. run.Problems.Select(problem => problem.Message), .. run.Tail];
            throw new ToolException(ExitCode.Incomplete, string.Join('\n', lines));
        }

        if (isPrune && run.Verdict == GateVerdict.Incomplete)
        {
            var gaps = run.Findings.Where(rooted => rooted.Finding is { RuleId: "AIR9004", Level: FindingLevel.Block, Suppression: null }).Select(rooted => $"\n  {rooted.Finding.Message}");
            throw new ToolException(ExitCode.Incomplete, $"the evidence is incomplete, so nobody knows what is fixed. Nothing was written.{string.Concat(gaps)}");
        }
    }

    private static async Task AcceptAsync(
        string lockPath, IReadOnlyList<GateResult> results, Selection selection, RecordRequest step, Terminal terminal, CancellationToken cancellation)
    {
        var path = BaselineDocument.PathBeside(lockPath);
        var inForce = results
            .SelectMany(result => result.Findings)
            .Where(finding => finding is { Level: >= FindingLevel.Warn, Suppression: null, Fingerprint: not null })
            .DistinctBy(finding => finding.Fingerprint, StringComparer.Ordinal)
            .ToList();
        var open = inForce.Where(finding => RefusedRules.ReasonOf(finding.RuleId) is null && !IsExpired(finding) && selection.Has(finding.RuleId, finding.Location.Path)).ToList();
        if (open.Count > 0)
        {
            if (results.FirstOrDefault(IsForbidden) is { } forbidding)
            {
                throw new ToolException(ExitCode.Usage, $"{terminal.Shown(forbidding.PolicyFile!)} forbids a baseline (\"baseline\": false). Nothing was written.");
            }

            var (before, _) = RecordedChange.Read(lockPath);
            var by = step.Author(before);
            var about = $"{Many(open.Count)} will be accepted by {by}, beside those that {terminal.Shown(path)} holds";
            var reason = step.Reason is null && BaselineFile.Read(path).Entries.Count == 0 ? FirstReason : await Reason.AskAsync(step.Reason, about, terminal, cancellation);
            Record(AuditAction.Baseline, lockPath, by, reason, old => BaselineDocument.Of(open.Select(Entry).Concat(old.Entries)), [.. open.Select(finding => finding.Fingerprint!)]);
            terminal.WriteRaw(Terminal.Printable($"Accepted {Many(open.Count)} in {terminal.Shown(path)}, by {by}: from now on only others block.\n", keepLines: true));
            WriteRules(open.Select(finding => finding.RuleId), terminal);
            terminal.WriteRaw($"Commit it together with {PolicyFiles.LockName} and {AuditRecord.FileName}.\n");
        }
        else
        {
            terminal.WriteRaw($"There is nothing to accept: {terminal.Shown(path)} stays as it is.\n");
        }

        WriteRefused(inForce, terminal);
    }

    private static void Prune(string lockPath, IReadOnlyList<UnusedEntry> unused, Selection selection, RecordRequest step, Terminal terminal)
    {
        var path = BaselineDocument.PathBeside(lockPath);
        var fixedOnes = unused.Where(entry => selection.Has(entry.Rule, entry.Path)).ToList();
        if (fixedOnes.Count == 0)
        {
            terminal.WriteRaw($"Nothing to remove from {terminal.Shown(path)}.\n");
            return;
        }

        var gone = fixedOnes.Select(entry => entry.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var (before, _) = RecordedChange.Read(lockPath);
        var left = 0;
        Record(AuditAction.Prune, lockPath, step.Author(before), step.Reason?.Trim() is { Length: > 0 } reason ? reason : PruneReason, old =>
        {
            var document = BaselineDocument.Of(old.Entries.Where(entry => !gone.Contains(entry.Fingerprint)));
            left = document.Entries.Count;
            return document;
        }, [.. gone.Order(StringComparer.Ordinal)]);
        terminal.WriteRaw($"Removed {Many(fixedOnes.Count)} from {terminal.Shown(path)}; {left} {(left == 1 ? "is" : "are")} left.\n");
        WriteRules(fixedOnes.Select(entry => entry.Rule), terminal);
    }

    private static void Record(
        AuditAction action, string lockPath, string by, string reason, Func<BaselineDocument, BaselineDocument> change, IReadOnlyList<string> fingerprints)
    {
        var path = BaselineDocument.PathBeside(lockPath);
        byte[] bytes = [];
        RecordedChange.Make(
            lockPath,
            (_, _) =>
            {
                bytes = BaselineFile.Write(change(BaselineFile.Read(path)));
                var (digest, at) = (Convert.ToHexStringLower(SHA256.HashData(bytes)), RecordRequest.Now());
                return [.. fingerprints.Chunk(FindingsPerEntry).Select(chunk => new AuditEntry(action, BaselineDocument.FileName, digest, by, at, reason) { Accepted = chunk })];
            },
            () => AtomicFile.Write(path, stream => stream.Write(bytes)));
    }

    private static BaselineEntry Entry(Finding finding) =>
        new(finding.RuleId, finding.Location.Path, finding.Fingerprint!, finding.Message, TextPosition.Start);

    private static bool IsExpired(Finding finding) => finding.Properties.ContainsKey(ExceptionCoverage.ExpiredProperty);

    private static bool IsForbidden(GateResult result) =>
        result.PolicyFile is { } policy && !PolicyFiles.Read(result.ProjectFile, policy, result.LockFile, profile: null, []).Policy.AllowsBaseline;

    private static void WriteRules(IEnumerable<string> rules, Terminal terminal)
    {
        foreach (var group in rules.GroupBy(rule => rule).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            terminal.WriteRaw($"  {group.Key}  {group.Count(),4}  {RuleTable.Find(group.Key)?.Title}\n");
        }
    }

    private static void WriteRefused(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        foreach (var group in findings.Where(finding => RefusedRules.ReasonOf(finding.RuleId) is not null).GroupBy(finding => finding.RuleId).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            terminal.WriteRaw($"Not accepted: {Many(group.Count())} of {group.Key}; {RefusedRules.ReasonOf(group.Key)}\n");
        }

        foreach (var group in findings.Where(IsExpired).GroupBy(finding => finding.Properties[ExceptionCoverage.ExpiredProperty]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            terminal.WriteRaw(Terminal.Printable($"Not accepted: {Many(group.Count())} whose exception expired; {group.Key} must renew it with a reason, or fix what it covered\n", keepLines: true));
        }
    }

    private static string Many(int count) => count == 1 ? "1 finding" : $"{count} findings";

    private sealed record Selection(IReadOnlySet<string> Rules, string? Pattern)
    {
        public bool Has(string rule, string path) => (Rules.Count == 0 || Rules.Contains(rule)) && (Pattern is null || NamePattern.Matches(Pattern, path));
    }
}
