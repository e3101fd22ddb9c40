using System.CommandLine;
using Airlock.Cli.Output;
using Airlock.Cli.Pinning;
using Airlock.Core.Restoring;
using Airlock.Shared.Pins;
using Spectre.Console;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock restore</c>: fetches pinned models and data sets from where their pins say they come from.</summary>
public static class RestoreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("restore", "Fetch pinned models and data sets that are missing, and verify them");
        var files = new Argument<string[]>("files") { Description = "Pinned files or addresses (default: all)", Arity = ArgumentArity.ZeroOrMore };
        var lockFile = new Option<string?>("--lock") { Description = "Lock file (default: beside the policy, else the nearest one upward)", HelpName = "file" };
        var offline = new Option<bool>("--offline") { Description = "Use the cache only" };
        var force = new Option<bool>("--force") { Description = "Replace files that are not the pinned ones" };
        command.Add(files);
        command.Add(lockFile);
        command.Add(offline);
        command.Add(force);
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = context.Terminal;
            var pins = LockFile.Open(parsed.GetValue(lockFile) is { } path ? terminal.Absolute(path) : LockFile.PathFor(terminal.Folder, terminal.Folder));
            var chosen = Choose(pins, parsed.GetValue(files)!, terminal);
            using var restore = new ModelRestore(Settings(context), parsed.GetValue(offline));
            var run = new Run(new RestorePlan(restore, pins.Folder), pins, parsed.GetValue(force), terminal);
            return (int)await run.AllAsync(chosen, cancellation);
        });
        return command;
    }

    /// <summary>Hub and cache as the environment says.</summary>
    /// <exception cref="ToolException">A variable has a value that can't be used.</exception>
    internal static HubSettings Settings(ToolContext context)
    {
        try
        {
            return HubSettings.FromEnvironment(context.Variable);
        }
        catch (RestoreException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }
    }

    /// <summary>What the tool answers where a file can't be had.</summary>
    internal static ExitCode ExitCodeOf(RestoreFailure failure) => failure switch
    {
        RestoreFailure.Mismatch => ExitCode.Violation,
        RestoreFailure.Address or RestoreFailure.Settings => ExitCode.Usage,
        _ => ExitCode.Internal,
    };

    private static List<Pin> Choose(LockFile pins, string[] files, Terminal terminal)
    {
        if (files.Length == 0)
        {
            return [.. pins.Document.Pins];
        }

        var chosen = new List<Pin>();
        var unknown = new List<string>();
        foreach (var file in files)
        {
            var path = LockDocument.IsAddress(file) ? file : Path.GetRelativePath(pins.Folder, terminal.Absolute(file)).Replace(Path.DirectorySeparatorChar, '/');
            if (pins.Document.Find(path) is { } pin)
            {
                chosen.Add(pin);
            }
            else
            {
                unknown.Add($"{file} has no pin in {terminal.Shown(pins.Path)}");
            }
        }

        return unknown.Count == 0 ? chosen : throw new ToolException(ExitCode.Usage, string.Join('\n', unknown));
    }

    /// <summary>One run over the pins: a failure stops none of the others.</summary>
    private sealed class Run(RestorePlan plan, LockFile pins, bool force, Terminal terminal)
    {
        private readonly HashSet<ExitCode> _failures = [];

        public async Task<ExitCode> AllAsync(List<Pin> chosen, CancellationToken cancellation)
        {
            foreach (var pin in chosen)
            {
                await OneAsync(pin, cancellation);
            }

            terminal.WriteRaw(chosen.Count == 0 ? $"Nothing is pinned in {terminal.Shown(pins.Path)}\n" : $"Lock file: {terminal.Shown(pins.Path)}\n");

            // What is not the pinned file weighs most, then what no network can mend.
            return new[] { ExitCode.Violation, ExitCode.Usage, ExitCode.Internal }.FirstOrDefault(_failures.Contains, ExitCode.Clean);
        }

        private async Task OneAsync(Pin pin, CancellationToken cancellation)
        {
            try
            {
                var (outcome, notes) = await BarOfDownload.RunAsync(
                    terminal, pin.Path, pin.Size, progress => plan.RestoreAsync(pin, force, progress, cancellation));
                foreach (var note in notes)
                {
                    terminal.Complain($"warning: {pin.Path}: {note}");
                }

                Show(pin, outcome);
            }
            catch (RestoreException exception)
            {
                Fail(pin, exception.Message, ExitCodeOf(exception.Failure));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fail(pin, exception.Message, ExitCode.Internal);
            }
        }

        private void Fail(Pin pin, string message, ExitCode code)
        {
            _failures.Add(code);
            terminal.Complain($"{terminal.Shown(pins.Path)}{pin.Position}: {pin.Path}: {message}");
        }

        private void Show(Pin pin, RestoreOutcome outcome)
        {
            var (word, color) = outcome switch
            {
                RestoreOutcome.Restored => ("restored", Color.Green),
                RestoreOutcome.Cached => ("in cache", Color.Grey),
                _ => ("in place", Color.Grey),
            };
            var line = new Paragraph($"{word,-10}", new Style(color));
            line.Append(Terminal.Printable(pin.Path + (pin.Size is { } size ? $" ({size:N0} bytes)" : "")));
            terminal.Out.Write(line);
            terminal.Out.WriteLine();
        }
    }
}
