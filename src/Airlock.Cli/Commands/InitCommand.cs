using System.CommandLine;
using System.Text;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
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

/// <summary><c>airlock init</c>: writes a first policy and lock from what the application uses today.</summary>
public static class InitCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("init", "Write a policy and a lock file from what a solution or project uses today");
        var options = new BuildOptions(command);
        var force = new Option<bool>("--force") { Description = "Replace the files that exist; the old ones are kept as .bak" };
        command.Add(force);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = options.Request(parsed, context.Terminal);
            var folder = Path.GetDirectoryName(request.Target)!;
            var (policyPath, lockPath) = (Path.Combine(folder, PolicyFiles.PolicyName), Path.Combine(folder, PolicyFiles.LockName));
            var existing = new[] { policyPath, lockPath }.Where(path => Path.Exists(path)).ToList();
            if (existing.Count > 0 && !parsed.GetValue(force))
            {
                throw new ToolException(ExitCode.Usage, string.Concat(existing.Select(path => $"{path} exists\n")) + "Nothing was written. --force replaces them and keeps the old ones.");
            }

            var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, request, cancellation);
            if (run.Gap is { } gap)
            {
                new FindingReport(context.Terminal).WriteProblems(run);
                throw new ToolException(run.CheckExitCode, $"nothing was written: {gap}");
            }

            var models = HostedModels(run);
            var pins = await PinsAsync(lockPath, context.Terminal, cancellation);
            foreach (var path in existing)
            {
                KeepOld(path, context.Terminal);
            }

            var by = Author.Of(named: null, folder);
            RecordedChange.Make(lockPath, (lockFile, _) => [.. pins.Select(pin => Set(lockFile, pin, by))]);
            Write(policyPath, PolicyText(models));
            Show(run, models, pins, policyPath, lockPath, context.Terminal);
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

    private static async Task<IReadOnlyList<Pin>> PinsAsync(string lockPath, Terminal terminal, CancellationToken cancellation)
    {
        var files = ModelFileSearch.Find(Path.GetDirectoryName(lockPath)!).Select(file => PinCandidate.Of(file, lockPath)).ToList();
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

    private static string PolicyText(IReadOnlyList<string> models)
    {
        var allow = models.Count == 0 ? "[]" : $"[\n      {string.Join(",\n      ", models.Select(JsonString.Quote))}\n    ]";
        return $$"""
            {
              "$schema": "https://airlock.dev/airlock.schema.json",
              "profile": "standard",
              "models": {
                "allow": {{allow}}
              },
              "suppressions": "justified"
            }

            """;
    }

    private static void KeepOld(string path, Terminal terminal)
    {
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

    private static void Show(
        GateRun run, IReadOnlyList<string> models, IReadOnlyList<Pin> pins, string policyPath, string lockPath, Terminal terminal)
    {
        var allowed = models.Count == 0 ? "no hosted models found" : "allows " + string.Join(", ", models.Select(model => Terminal.Printable(model)));
        var pinned = pins.Count == 0 ? "no model files found" : "pins " + string.Join(", ", pins.Select(pin => Terminal.Printable(pin.Path)));
        terminal.WriteRaw($"Wrote    {terminal.Shown(policyPath)}: profile standard, {allowed}\n");
        terminal.WriteRaw($"Wrote    {terminal.Shown(lockPath)}: {pinned}\n");
        var left = run.Findings.Count(rooted => rooted.Finding.Level == FindingLevel.Block && !rooted.IsSuppressed && !IsCured(rooted.Finding));
        var rest = left == 0 ? "" : left == 1 ? " One finding still blocks." : $" {left} findings still block.";
        terminal.WriteRaw($"Look through both files, commit them, and run: airlock check.{rest}\n");
    }

    // What the new files allow and pin; everything else is in the code.
    private static bool IsCured(Finding finding) => finding.RuleId is "AIR5001" or "AIR5002" or "AIR5003" or "AIR5011";
}
