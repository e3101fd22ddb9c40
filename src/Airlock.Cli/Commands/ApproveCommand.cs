using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core.Approvals;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock approve</c> and <c>airlock promote</c>: say that the pinned bytes of a model may be used in an environment.</summary>
public static class ApproveCommand
{
    /// <summary>Makes <c>approve</c>.</summary>
    public static Command CreateApprove(ToolContext context)
    {
        var command = new Command("approve", "Approve the pinned bytes of a model for an environment");
        var model = new Argument<string>("model") { Description = "The model file, or the path of its pin" };
        var environment = new Option<string>("--environment") { Description = "The environment, as production", HelpName = "name", Required = true };
        var options = new RecordOptions(command);
        command.Add(model);
        command.Add(environment);
        command.SetAction(async (parsed, cancellation) =>
        {
            var step = options.Read(parsed, context.Terminal);
            var pinned = PinnedModel.Of(parsed.GetValue(model)!, step.LockFile, context.Terminal);
            var environments = pinned.ReadEnvironments();
            var name = NameOf(parsed.GetValue(environment)!, "--environment", environments);
            await CheckFileAsync(pinned, context.Terminal, cancellation);
            await RecordAsync(AuditAction.Approve, pinned, environments, _ => name, step, context.Terminal, cancellation);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    /// <summary>Makes <c>promote</c>.</summary>
    public static Command CreatePromote(ToolContext context)
    {
        var command = new Command("promote", "Approve a model for the next environment in the order of the policy");
        var model = new Argument<string>("model") { Description = "The model file, or the path of its pin" };
        var from = new Option<string?>("--from") { Description = "The environment that it is approved for (default: the last such)", HelpName = "name" };
        var to = new Option<string?>("--to") { Description = "The environment after it (default: the next)", HelpName = "name" };
        var options = new RecordOptions(command);
        command.Add(model);
        command.Add(from);
        command.Add(to);
        command.SetAction(async (parsed, cancellation) =>
        {
            var step = options.Read(parsed, context.Terminal);
            var pinned = PinnedModel.Of(parsed.GetValue(model)!, step.LockFile, context.Terminal);
            var environments = pinned.ReadEnvironments();
            if (environments.Count == 0)
            {
                throw new ToolException(ExitCode.Usage, "promote goes along the environments of the policy, and it names none; add \"environments\": [ { \"name\": \"staging\" }, { \"name\": \"production\" } ] to airlock.json, or use airlock approve");
            }

            var source = parsed.GetValue(from) is { } given ? NameOf(given, "--from", environments) : null;
            var target = parsed.GetValue(to) is { } wanted ? NameOf(wanted, "--to", environments) : null;
            await RecordAsync(AuditAction.Promote, pinned, environments, approvals => TargetOf(approvals, environments, source, target), step, context.Terminal, cancellation);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static string NameOf(string name, string option, IReadOnlyList<PolicyEnvironment> environments)
    {
        var known = environments.FirstOrDefault(environment => environment.IsNamed(name.Trim()));
        return known is not null ? known.Name
            : environments.Count > 0 ? throw new ToolException(ExitCode.Usage, $"{option} {name}: policy knows {Order(environments)}")
            : name.Trim() is { Length: > 0 } free && !free.Any(char.IsControl) ? free
            : throw new ToolException(ExitCode.Usage, $"{option} needs a name, as production");
    }

    private static string TargetOf(ModelApprovals approvals, IReadOnlyList<PolicyEnvironment> environments, string? from, string? to)
    {
        var names = environments.Select(environment => environment.Name).ToList();
        var start = from is not null ? names.IndexOf(from)
            : to is not null ? names.IndexOf(to) - 1
            : names.TakeWhile(approvals.IsApproved).Count() - 1;
        if (start < 0)
        {
            throw new ToolException(ExitCode.Usage, $"nothing comes before {names[0]}, and {approvals.Path} is not yet approved for it; run: airlock approve {approvals.Path} --environment {names[0]} --reason …");
        }

        if (start + 1 == names.Count)
        {
            throw new ToolException(ExitCode.Usage, $"nothing comes after {names[start]}{(from is null ? $", and {approvals.Path} is approved for it" : "")}");
        }

        return to is null || to == names[start + 1]
            ? names[start + 1]
            : throw new ToolException(ExitCode.Usage, $"after {names[start]} comes {names[start + 1]}, not {to}: the order is {Order(environments)}");
    }

    private static async Task CheckFileAsync(PinnedModel model, Terminal terminal, CancellationToken cancellation)
    {
        var lockFile = LockFile.Open(model.LockPath);
        var pin = model.Find(lockFile);
        var found = await PinnedModel.DigestOnDiskAsync(pin, lockFile, terminal, cancellation);
        if (found is not null && found != pin.Sha256)
        {
            throw new ToolException(
                ExitCode.Usage,
                $"{pin.Path} is not the file that was pinned\n  pinned {pin.Sha256}\n  found  {found}\nNothing was approved. Restore the file, or vet the new one and run: airlock pin --update {pin.Path}");
        }
    }

    private static async Task RecordAsync(
        AuditAction action,
        PinnedModel model,
        IReadOnlyList<PolicyEnvironment> environments,
        Func<ModelApprovals, string> target,
        RecordRequest step,
        Terminal terminal,
        CancellationToken cancellation)
    {
        var (before, known) = RecordedChange.Read(model.LockPath);
        var pin = model.Find(before);
        var (by, at) = (step.Author(before), RecordRequest.Now());
        var planned = Plan(before, known).Environment;
        var reason = await Reason.AskAsync(step.Reason, $"{pin.Path} ({pin.Sha256}) is approved for {planned} by {by}", terminal, cancellation);
        var approval = new Approval(planned, pin.Sha256, by, at, reason);
        var (count, needed) = (0, 0);
        RecordedChange.Make(model.LockPath, (lockFile, record) =>
        {
            (var environment, count, needed) = Plan(lockFile, record);
            if (environment != planned || model.Find(lockFile).Sha256 != pin.Sha256)
            {
                throw new ToolException(ExitCode.Internal, $"{model.LockPath} was changed meanwhile; nothing was written, run the command again");
            }

            lockFile.Set(model.Find(lockFile) with { Approvals = [approval] });
            return [new AuditEntry(action, pin.Path, pin.Sha256, by, at, reason) { Environment = planned }];
        });

        terminal.WriteRaw(Terminal.Printable($"{pin.Path} is approved for {planned} by {by} ({count} of {needed})\n", keepLines: true));
        terminal.WriteRaw($"      {pin.Sha256}\n");
        if (count < needed)
        {
            terminal.WriteRaw($"A build for {planned} passes once {needed - count} more {(needed - count == 1 ? "person has" : "people have")} approved it.\n");
        }

        // Also tells how many people will have approved it then, and how many must.
        (string Environment, int Count, int Needed) Plan(LockFile lockFile, AuditRecord record)
        {
            var approvals = new ModelApprovals(model.Find(lockFile), record, environments);
            var environment = target(approvals);
            return approvals.FirstMissingBefore(environment) is { } missing
                ? throw new ToolException(ExitCode.Usage, $"{approvals.Path} is not approved for {missing.Name} ({approvals.Approvers(missing.Name).Count} of {missing.Approvals}), which comes before {environment}: the order is {Order(environments)}")
                : approvals.Approvers(environment).Any(approver => string.Equals(ModelApprovals.Identity(approver), ModelApprovals.Identity(by), StringComparison.OrdinalIgnoreCase))
                    ? throw new ToolException(ExitCode.Usage, $"{by} has approved these bytes of {approvals.Path} for {environment} already ({approvals.Approvers(environment).Count} of {approvals.Needed(environment)})")
                    : (environment, approvals.Approvers(environment).Count + 1, approvals.Needed(environment));
        }
    }

    private static string Order(IReadOnlyList<PolicyEnvironment> environments) => string.Join(", ", environments.Select(environment => environment.Name));
}
