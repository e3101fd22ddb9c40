using System.Globalization;
using Airlock.Core;
using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Diagnosis;

/// <summary>Whether policy, lock and record are found, valid and committed.</summary>
/// <param name="context">The policy in force for some projects.</param>
/// <param name="invalid">What is wrong with policy and lock.</param>
/// <param name="ignored">What git ignores.</param>
/// <param name="shown">How a path is written for a person.</param>
/// <param name="today">The day.</param>
internal sealed class PolicyChecks(GateContext context, IReadOnlyList<Finding> invalid, GitIgnore ignored, Func<string, string> shown, DateTime today)
{
    private const int DaysAhead = 14;

    /// <summary>The files that must be committed.</summary>
    public static IEnumerable<string> Files(GateContext context)
    {
        string?[] files = [context.PolicyFile, context.LockFile, AuditRecord.PathBeside(context.LockFile)];
        return files.OfType<string>().Where(File.Exists);
    }

    /// <summary>All checks.</summary>
    public IEnumerable<HealthCheck> Run()
    {
        yield return Policy();
        yield return Lock();
        yield return Record();
        yield return Exceptions();
        yield return Committed();
    }

    private HealthCheck Policy()
    {
        const string id = "policy";
        var wrong = invalid.Where(finding => finding.RuleId == "AIR9001").ToList();
        return wrong.Count > 0 ? HealthCheck.Fail(id, Sentences(wrong), "correct it; airlock policy validate tells all of it")
            : context.PolicyFile is null ? HealthCheck.Warn(id, $"there is no {PolicyFiles.PolicyName}: defaults hold, profile {context.Profile}", "airlock init")
            : context.Profile == "audit" ? HealthCheck.Warn(id, $"profile audit: nothing blocks, findings are warnings", "set \"profile\": \"standard\" once the findings of today are dealt with")
            : HealthCheck.Ok(id, $"profile {context.Profile}");
    }

    private HealthCheck Lock()
    {
        const string id = "lock";
        var wrong = invalid.Where(finding => finding.RuleId == "AIR9002").ToList();
        return wrong.Count > 0 ? HealthCheck.Fail(id, Sentences(wrong), "correct it, or bring back the committed one")
            : !File.Exists(context.LockFile) ? HealthCheck.Skip(id, $"there is no {PolicyFiles.LockName}: nothing is pinned")
            : HealthCheck.Ok(id, $"{context.Lock.Pins.Count} pinned, {context.Lock.Libraries.Count} decisions on packages");
    }

    private HealthCheck Record()
    {
        const string id = "record";
        try
        {
            var record = AuditRecordFile.Read(AuditRecord.PathBeside(context.LockFile));
            var problems = File.Exists(context.LockFile) && record.Disagreement(context.Lock.Record) is { } problem ? record.Problems.Append(problem).ToList() : record.Problems;
            return problems.Count > 0 ? HealthCheck.Fail(id, $"the record does not hold: line {problems[0].Line}: {problems[0].Message}", "airlock log verify, and bring back lock and record as they were committed together")
                : record.Length == 0 ? HealthCheck.Skip(id, "nothing was recorded yet")
                : HealthCheck.Ok(id, $"{record.Length} lines, each follows the one before");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return HealthCheck.Fail(id, $"the record can't be read: {exception.Message}", "see to it that the file can be read");
        }
    }

    private HealthCheck Exceptions()
    {
        const string id = "exceptions";
        var (past, soon) = (Between(DateTime.MinValue, today.AddDays(-1)), Between(today, today.AddDays(DaysAhead)));
        var count = context.Policy.Exceptions.Count;
        return count == 0 ? HealthCheck.Skip(id, "the policy has none")
            : past.Length > 0 ? HealthCheck.Warn(id, $"expired: {past}", "mend what they excused, or agree on a new end with the owner")
            : soon.Length > 0 ? HealthCheck.Warn(id, $"about to expire: {soon}", "mend what they excuse, or agree on a new end with the owner")
            : HealthCheck.Ok(id, count == 1 ? "1, in force" : $"{count}, all in force");
    }

    private string Between(DateTime from, DateTime to) => string.Join(", ", context.Policy.Exceptions
        .Where(exception => exception.Expires >= from && exception.Expires <= to)
        .Select(exception => string.Create(CultureInfo.InvariantCulture, $"{exception.Rule} of {exception.Owner} ({exception.Expires:yyyy-MM-dd}, line {exception.Position.Line})")));

    private HealthCheck Committed()
    {
        const string id = "committed";
        var files = Files(context).ToList();
        var lost = files.Where(file => ignored.Of(file) == true).Select(shown).ToList();
        return files.Count == 0 ? HealthCheck.Skip(id, "there is nothing to commit")
            : ignored.Of(files[0]) is null ? HealthCheck.Skip(id, "not in a git repository")
            : lost.Count > 0 ? HealthCheck.Fail(id, $"git ignores {string.Join(", ", lost)}, so other machines build under another policy", "take it out of .gitignore and commit it")
            : HealthCheck.Ok(id, "git ignores none of the files");
    }

    private static string Sentences(IEnumerable<Finding> findings) => string.Join(" ", findings.Select(finding => $"{finding.Location}: {finding.Message}."));
}
