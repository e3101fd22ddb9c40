using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Cli.Vetting;
using Airlock.Core.Approvals;
using Airlock.Core.Licences;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Commands;

/// <summary>What <c>airlock vet</c> does with a package: shows what is known of it, and records a decision.</summary>
public sealed class PackageVetting
{
    private readonly Option<bool> _allow = new("--allow") { Description = "Record that this version of a package may be used, with its content" };
    private readonly Option<bool> _deny = new("--deny") { Description = "Record that this version of a package must not be used" };
    private readonly Option<string?> _licence = new("--licence") { Description = "The licence that was concluded for a package, an SPDX expression", HelpName = "expression" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Use only packages that are on this machine" };
    private readonly Option<string> _framework = new("--framework") { Description = "Target framework for which a package is tried", HelpName = "name", DefaultValueFactory = _ => "net10.0" };
    private readonly RecordOptions _record;

    /// <summary>Adds the options to the command.</summary>
    public PackageVetting(Command command)
    {
        command.Add(_allow);
        command.Add(_deny);
        command.Add(_licence);
        command.Add(_offline);
        command.Add(_framework);
        _record = new RecordOptions(command);
    }

    /// <summary>Whether an option was given that only packages have.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_allow) || parsed.GetValue(_deny) || parsed.GetValue(_licence) is not null;

    /// <summary>Vets one package.</summary>
    /// <param name="query">The package.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="json">Whether the sheet is for machines.</param>
    /// <param name="context">What commands work with.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>0 if nothing blocks or it was allowed, else 1.</returns>
    public async Task<ExitCode> RunAsync(PackageQuery query, ParseResult parsed, bool json, ToolContext context, CancellationToken cancellation)
    {
        var (terminal, step) = (context.Terminal, _record.Read(parsed, context.Terminal));
        var (allow, deny, licence) = (parsed.GetValue(_allow), parsed.GetValue(_deny), parsed.GetValue(_licence));
        if (allow && deny)
        {
            throw new ToolException(ExitCode.Usage, "--allow and --deny exclude each other");
        }

        if (licence is not null && (!allow || LicenceExpression.Parse(licence, out _) is null))
        {
            throw new ToolException(ExitCode.Usage, allow ? $"\"{licence}\" is no SPDX licence expression" : "--licence goes with --allow");
        }

        var findings = new List<Core.Findings.Finding>();
        var policy = PolicyFiles.Read(Path.Combine(terminal.Folder, "vet.csproj"), policyFile: null, step.LockFile, profile: null, findings);
        if (findings.FirstOrDefault() is { } invalid)
        {
            throw new ToolException(ExitCode.Usage, $"{invalid.Location}: {invalid.Message}");
        }

        using var trial = await TrialRestore.RunAsync(query, parsed.GetValue(_framework)!, terminal.Folder, parsed.GetValue(_offline), cancellation);
        var used = UsedPackages.Below(terminal.Folder, cancellation);
        var package = VettedPackage.Of(trial, policy, used, cancellation);
        if (json)
        {
            terminal.WriteDocument(new VetDocument { Package = package }, ToolDocumentContext.Default.VetDocument);
        }
        else
        {
            PackageSheet.Write(terminal, package, used.Projects);
        }

        if (allow || deny)
        {
            await RecordAsync(package, allow, licence, step, policy.LockFile, terminal, cancellation);
            return allow ? ExitCode.Clean : ExitCode.Violation;
        }

        return package.Verdict == "block" ? ExitCode.Violation : ExitCode.Clean;
    }

    private static async Task RecordAsync(
        VettedPackage package, bool allow, string? licence, RecordRequest step, string lockPath, Terminal terminal, CancellationToken cancellation)
    {
        var (before, _) = RecordedChange.Read(lockPath);
        var by = step.Author(before);
        var word = allow ? "allowed" : "denied";
        var reason = await Reason.AskAsync(step.Reason, $"{package.Id} {package.Version} is {word} by {by}", terminal, cancellation);
        var decision = new LibraryDecision(package.Id, package.Version, package.ContentHash, allow, by, RecordRequest.Now(), reason, TextPosition.Start)
        {
            Licence = licence,
            BuildCode = package.BuildCodeKinds,
        };
        RecordedChange.Make(lockPath, (lockFile, _) =>
        {
            lockFile.Set(decision);
            return [AuditEntry.Of(decision)];
        });
        terminal.WriteRaw(Terminal.Printable($"{package.Id} {package.Version} is {word} by {by}\nLock file: {terminal.Shown(lockPath)}\n", keepLines: true));
    }
}
