using System.CommandLine;
using System.Text;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Cli.Setup;
using Airlock.Core;
using Airlock.Core.Approvals;
using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Models.Cards;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock init</c>: writes a first policy and lock from what the application uses today, after a few questions.</summary>
public static class InitCommand
{
    private const string AssetsName = "project.assets.json";
    private const int SearchDepth = 8;

    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("init", "Write a policy and a lock file from what a solution or project uses today, after a few questions; what exists is kept");
        var options = new BuildOptions(command);
        var yes = new Option<bool>("--yes", "-y") { Description = "Ask nothing and take the defaults; so does whatever is no terminal" };
        var owners = new Option<bool>("--limit-owners") { Description = "Refuse packages of other owners than those in use today" };
        var service = new Option<string?>("--ci") { Description = "Write a file for a CI service as well: none, github, azure or gitlab", HelpName = "service" };
        service.AcceptOnlyFromAmong([Workflow.None, .. Workflow.All.Select(workflow => workflow.Service)]);
        var dry = new Option<bool>("--dry-run") { Description = "Write nothing, and show what would be written as a diff" };
        var force = new Option<bool>("--force") { Description = "Replace the files that exist; the old ones are kept as .bak" };
        foreach (var option in new Option[] { yes, owners, service, dry, force })
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var request = options.Request(parsed, terminal);
            var folder = Path.GetDirectoryName(request.Target)!;
            var root = PolicyFiles.FindUpward(folder, ".git") is { } repository ? Path.GetDirectoryName(repository)! : folder;
            var (policyPath, lockPath) = (Path.Combine(folder, PolicyFiles.PolicyName), Path.Combine(folder, PolicyFiles.LockName));
            var (keepsPolicy, keepsLock) = parsed.GetValue(force) ? (false, false) : (Path.Exists(policyPath), Path.Exists(lockPath));
            foreach (var kept in new[] { keepsPolicy ? policyPath : null, keepsLock ? lockPath : null }.OfType<string>())
            {
                terminal.WriteRaw($"Kept     {terminal.Shown(kept)}: it exists\n");
            }

            var answers = new SetupAnswers(request.Profile ?? "standard", Pin: true, parsed.GetValue(owners), parsed.GetValue(service) ?? Workflow.None);
            if (keepsPolicy && keepsLock)
            {
                WriteWorkflow(answers.Service, request.Target, root, parsed.GetValue(dry), terminal);
                return (int)ExitCode.Clean;
            }

            var run = await new BuildProgress(terminal).RunAsync(context.Build, request, cancellation);
            if (run.Gap is { } gap)
            {
                new FindingReport(terminal).WriteProblems(run);
                throw new ToolException(run.CheckExitCode, $"nothing was written: {gap}");
            }

            var files = keepsLock ? [] : ModelFileSearch.Find(folder);
            if (!parsed.GetValue(yes) && terminal.Error.Profile.Capabilities.Interactive)
            {
                answers = await answers.AskAsync(terminal, files.Count, !keepsPolicy, parsed.GetValue(service) is null, cancellation);
            }

            var pins = answers.Pin ? await PinsAsync(files, lockPath, terminal, cancellation) : [];
            var allowed = answers.LimitOwners && !keepsPolicy ? PackageOwners.Of(run.Results, result => AssetsOf(result, folder), cancellation).AllowList : [];
            var policy = new PolicyTemplate(answers.Profile, HostedModels(run), allowed);
            if (parsed.GetValue(dry))
            {
                ShowDiff(keepsPolicy ? null : policyPath, policy.Write(), terminal);
                ShowDiff(keepsLock ? null : lockPath, LockText(lockPath, pins), terminal);
                WriteWorkflow(answers.Service, request.Target, root, isDry: true, terminal);
                return (int)ExitCode.Clean;
            }

            if (!keepsLock)
            {
                KeepOld(lockPath, terminal);
                var by = Author.Of(named: null, folder);
                RecordedChange.Make(lockPath, (lockFile, _) => [.. pins.Select(pin => Set(lockFile, pin, by))]);
                var pinned = pins.Count == 0 ? files.Count == 0 ? "no model files found" : "pins nothing" : "pins " + string.Join(", ", pins.Select(pin => Terminal.Printable(pin.Path)));
                terminal.WriteRaw($"Wrote    {terminal.Shown(lockPath)}: {pinned}\n");
            }

            if (!keepsPolicy)
            {
                KeepOld(policyPath, terminal);
                Write(policyPath, policy.Write());
                var models = policy.Models.Count == 0 ? "no hosted models found" : "allows " + string.Join(", ", policy.Models.Select(model => Terminal.Printable(model)));
                terminal.WriteRaw($"Wrote    {terminal.Shown(policyPath)}: profile {policy.Profile}, {models}{(allowed.Count > 0 ? $", packages of {allowed.Count} owners and names" : "")}\n");
            }

            WriteWorkflow(answers.Service, request.Target, root, isDry: false, terminal);
            ShowRest(run, answers.Pin, terminal);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    private static List<string> HostedModels(GateRun run) =>
    [
        .. run.Findings
            .Select(rooted => rooted.Finding.Properties)
            .Where(properties => properties.GetValueOrDefault(InventoryKeys.Kind) == "hosted-model")
            .Select(properties => properties.GetValueOrDefault(InventoryKeys.Name))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<IReadOnlyList<Pin>> PinsAsync(IReadOnlyList<string> found, string lockPath, Terminal terminal, CancellationToken cancellation)
    {
        var files = found.Select(file => PinCandidate.Of(file, lockPath)).ToList();
        var inspections = await new ReadingProgress(terminal).ReadAsync([.. files.Select(file => file.ToRead())], FileInspection.Of, cancellation);
        return
        [
            .. files.Zip(inspections, (file, inspection) => new Pin(
                PinKind.Model, file.Path, inspection.Pinned.Sha256, inspection.Pinned.Size, inspection.Scan.Format ?? ModelFiles.FormatOf(file.Path), CardFiles.Read(file.File, source: null)?.Card.Licence, null, TextPosition.Start)),
        ];
    }

    private static AuditEntry Set(LockFile lockFile, Pin pin, string by)
    {
        lockFile.Set(pin);
        return new AuditEntry(AuditAction.Pin, pin.Path, pin.Sha256, by, RecordRequest.Now(), "airlock init");
    }

    // Where the restore of a project left its assets: beside it, or where all projects of a solution have theirs (ArtifactsPath).
    private static string? AssetsOf(GateResult result, string folder)
    {
        var beside = Path.Combine(Path.GetDirectoryName(result.ProjectFile)!, "obj", AssetsName);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = SearchDepth, IgnoreInaccessible = true };
        var name = Path.GetFileNameWithoutExtension(result.ProjectFile);
        return File.Exists(beside) ? beside
            : Directory.EnumerateFiles(folder, AssetsName, options).Order(StringComparer.Ordinal).FirstOrDefault(file => Path.GetFileName(Path.GetDirectoryName(file)) == name);
    }

    private static string LockText(string lockPath, IReadOnlyList<Pin> pins)
    {
        var lockFile = LockFile.New(lockPath);
        foreach (var pin in pins)
        {
            lockFile.Set(pin);
        }

        return lockFile.Text;
    }

    private static void ShowDiff(string? path, string text, Terminal terminal)
    {
        if (path is not null)
        {
            var old = File.Exists(path) ? File.ReadAllLines(path) : [];
            var lines = text.TrimEnd('\n').Split('\n');
            terminal.WriteRaw($"--- {(old.Length > 0 ? terminal.Shown(path) : "/dev/null")}\n+++ {terminal.Shown(path)}\n@@ -{(old.Length > 0 ? 1 : 0)},{old.Length} +1,{lines.Length} @@\n");
            terminal.WriteRaw(string.Concat(old.Select(line => $"-{Terminal.Printable(line)}\n")) + string.Concat(lines.Select(line => $"+{Terminal.Printable(line)}\n")));
        }
    }

    private static void WriteWorkflow(string service, string target, string root, bool isDry, Terminal terminal)
    {
        if (Workflow.All.FirstOrDefault(one => one.Service == service) is not { } workflow)
        {
            return;
        }

        var path = Path.Combine(root, workflow.Path.Replace('/', Path.DirectorySeparatorChar));
        if (Path.Exists(path))
        {
            terminal.WriteRaw($"Kept     {terminal.Shown(path)}: it exists\n");
            return;
        }

        string text;
        try
        {
            text = workflow.Write(Path.GetRelativePath(root, target).Replace('\\', '/'));
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }

        if (isDry)
        {
            ShowDiff(path, text, terminal);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, text);
        terminal.WriteRaw($"Wrote    {terminal.Shown(path)}{(workflow.Hint.Length > 0 ? $": {workflow.Hint}" : "")}\n");
    }

    private static void KeepOld(string path, Terminal terminal)
    {
        if (!Path.Exists(path))
        {
            return;
        }

        var kept = path + ".bak";
        for (var number = 2; Path.Exists(kept); number++)
        {
            kept = $"{path}.bak{number}";
        }

        File.Move(path, kept);
        terminal.WriteRaw($"Kept     {terminal.Shown(kept)}\n");
    }

    private static void Write(string path, string text) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void ShowRest(GateRun run, bool isPinned, Terminal terminal)
    {
        var left = run.Findings.Count(rooted => rooted.Finding.Level == FindingLevel.Block && !rooted.IsSuppressed && !(isPinned && IsCured(rooted.Finding)));
        var rest = left == 0 ? "" : left == 1 ? " One finding still blocks." : $" {left} findings still block.";
        terminal.WriteRaw($"Look through the files, commit them, and run: airlock check.{rest}\n");
    }

    // What the new files allow and pin; everything else is in the code.
    private static bool IsCured(Finding finding) => finding.RuleId is "AIR5001" or "AIR5002" or "AIR5003" or "AIR5011";
}
