using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core.Approvals;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock rollback</c>: returns the pin of a model to earlier bytes that were approved.</summary>
public static class RollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("rollback", "Return the pin of a model to earlier bytes that were approved");
        var model = new Argument<string>("model") { Description = "The model file, or the path of its pin" };
        var to = new Option<string?>("--to") { Description = "The SHA-256 to return to, or its start (default: the newest earlier one that was approved)", HelpName = "digest" };
        var options = new RecordOptions(command);
        command.Add(model);
        command.Add(to);
        command.SetAction(async (parsed, cancellation) =>
        {
            var step = options.Read(parsed, context.Terminal);
            var pinned = PinnedModel.Of(parsed.GetValue(model)!, step.LockFile, context.Terminal);
            await RollBackAsync(pinned, parsed.GetValue(to), step, context.Terminal, cancellation);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static async Task RollBackAsync(PinnedModel model, string? to, RecordRequest step, Terminal terminal, CancellationToken cancellation)
    {
        var (before, known) = RecordedChange.Read(model.LockPath);
        var pin = model.Find(before);
        var planned = Choose(pin, known, to);
        var (by, at) = (step.Author(before), RecordRequest.Now());
        var reason = await Reason.AskAsync(step.Reason, $"{pin.Path} returns to earlier bytes\n  from {pin.Sha256}\n  to   {planned.Sha256}", terminal, cancellation);
        var after = RecordedChange.Make(model.LockPath, (lockFile, record) =>
        {
            var now = model.Find(lockFile);
            if (now.Sha256 != pin.Sha256 || Choose(now, record, to) != planned)
            {
                throw new ToolException(ExitCode.Internal, $"{model.LockPath} was changed meanwhile; nothing was written, run the command again");
            }

            lockFile.Set(new Pin(now.Kind, now.Path, planned.Sha256, planned.Size, planned.Format, planned.Licence, planned.Source, now.Position));
            return [new AuditEntry(AuditAction.Rollback, now.Path, planned.Sha256, by, at, reason) { Was = now.Sha256 }];
        });

        terminal.WriteRaw(Terminal.Printable($"rolled back {pin.Path}\n  was {pin.Sha256}\n  is  {planned.Sha256}\n", keepLines: true));
        terminal.WriteRaw(await OnDiskAsync(model.Find(after), after, terminal, cancellation) switch
        {
            { } found when found == planned.Sha256 => "The file on disk is this one already.\n",
            null when LockDocument.IsAddress(pin.Path) => "",
            _ when planned.Source is not null => Terminal.Printable($"The file on disk is another; bring back its bytes: airlock restore (from {planned.Source}), or your version control\n", keepLines: true),
            _ => "The file on disk is another; bring back its bytes from your version control, or with airlock restore\n",
        });
    }

    private static EarlierPin Choose(Pin pin, AuditRecord record, string? to)
    {
        if (pin.Earlier.Count == 0)
        {
            throw new ToolException(ExitCode.Usage, $"{pin.Path} was never pinned to other bytes, so there is nothing to return to");
        }

        var approvals = new ModelApprovals(pin, record, []);
        string List(IEnumerable<EarlierPin> pins) =>
            string.Concat(pins.Select(earlier => $"\n  {earlier.Sha256}{(approvals.IsApprovedAnywhere(earlier.Sha256) ? "" : " (never approved)")}"));

        var fitting = pin.Earlier.Where(earlier => to is null
            ? approvals.IsApprovedAnywhere(earlier.Sha256)
            : to.Length > 0 && earlier.Sha256.StartsWith(to, StringComparison.OrdinalIgnoreCase)).ToList();
        return fitting switch
        {
            [] => throw new ToolException(ExitCode.Usage, $"{(to is null ? $"no earlier bytes of {pin.Path} were ever approved" : $"no earlier digest of {pin.Path} begins with {to}")}; earlier are{List(pin.Earlier)}"),
            [_, _, ..] when to is not null => throw new ToolException(ExitCode.Usage, $"several earlier digests of {pin.Path} begin with {to}:{List(fitting)}"),
            [var one, ..] when !approvals.IsApprovedAnywhere(one.Sha256) => throw new ToolException(ExitCode.Usage, $"{one.Sha256} of {pin.Path} was never approved; a rollback returns to approved bytes only"),
            [var one, ..] => one,
        };
    }

    private static async Task<string?> OnDiskAsync(Pin pin, LockFile lockFile, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return await PinnedModel.DigestOnDiskAsync(pin, lockFile, terminal, cancellation);
        }
        catch (ToolException)
        {
            // No file at all: it must be brought back like another one.
            return null;
        }
    }
}
