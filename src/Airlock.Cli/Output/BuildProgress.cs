using Airlock.Cli.Building;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>Shows that a build goes on, and where it is: live on a terminal, one line elsewhere.</summary>
/// <param name="terminal">Where to; progress goes to its error stream.</param>
public sealed class BuildProgress(Terminal terminal)
{
    private const string Arrow = " -> ";

    /// <summary>Runs the gate under a display of its progress.</summary>
    public async Task<GateRun> RunAsync(IBuildRunner build, BuildRequest request, CancellationToken cancellation)
    {
        var name = Markup.Escape(terminal.Shown(request.Target));
        if (!terminal.Error.Profile.Capabilities.Interactive)
        {
            terminal.Error.MarkupLine($"Building {name} with the gate …");
            return await GateRun.RunAsync(build, request, _ => { }, cancellation);
        }

        return await terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(name);
                task.IsIndeterminate = true;
                var done = 0;
                return await GateRun.RunAsync(build, request, line => task.Description = Step(line, ref done) ?? task.Description, cancellation);
            });
    }

    // At minimal verbosity MSBuild says little else than what it restores, and what it has compiled: "  App -> /src/App/bin/App.dll".
    private static string? Step(string line, ref int done)
    {
        var text = line.Trim();
        var arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow > 0)
        {
            done++;
            return $"Compiled {Markup.Escape(Terminal.Printable(text[..arrow]))} ({done} so far)";
        }

        return text.StartsWith("Determining projects", StringComparison.Ordinal) ? "Restoring packages"
            : text.StartsWith("Restored", StringComparison.Ordinal) || text.StartsWith("All projects", StringComparison.Ordinal) ? "Compiling"
            : null;
    }
}
