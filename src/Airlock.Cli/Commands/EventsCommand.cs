using System.CommandLine;
using Airlock.Cli.Building;
using Airlock.Cli.Output;
using Airlock.Core.Events;
using Airlock.Core.Events.Delivery;
using Airlock.Shared.Policy;

namespace Airlock.Cli.Commands;

/// <summary><c>airlock events</c>: what happened to findings, as events for a security operations centre.</summary>
public static class EventsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ToolContext context)
    {
        var command = new Command("events", "Run the gate and print its events, one a line: which findings are new, changed or gone; with --send they go to the collectors of the policy as well");
        var options = new BuildOptions(command);
        var format = new Option<string>("--format", "-f") { Description = "ocsf, ecs or cef", HelpName = "format", DefaultValueFactory = _ => EventFormat.Ocsf.Word };
        format.AcceptOnlyFromAmong([.. EventFormat.All.Select(known => known.Word)]);
        command.Add(format);
        var send = new Option<bool>("--send") { Description = "Send them to the collectors of the policy (events.send), in the format that each of them has there" };
        command.Add(send);
        command.SetAction(async (parsed, cancellation) =>
        {
            var chosen = EventFormat.Of(parsed.GetValue(format)!);
            var sends = parsed.GetValue(send);

            // What the tool sends at the end, no build sends before.
            var request = options.Request(parsed, context.Terminal) with { EventFormats = chosen.Word, SendEvents = sends ? false : null };
            var run = await new BuildProgress(context.Terminal).RunAsync(context.Build, request, cancellation);
            context.Terminal.WriteRaw(string.Concat(EventLines.Of(run.Evidence, chosen).Select(line => line + "\n")));
            if (run.Gap is { } gap)
            {
                context.Terminal.Complain(string.Join('\n', [gap, .. run.Problems.Select(problem => problem.Message), .. run.Tail]));
            }

            var code = sends ? await SendAsync(context, run, cancellation) : ExitCode.Clean;
            return (int)(code == ExitCode.Clean ? run.ScanExitCode : code);
        });
        return command;
    }

    private static async Task<ExitCode> SendAsync(ToolContext context, GateRun run, CancellationToken cancellation)
    {
        var (code, hasCollector) = (ExitCode.Clean, false);
        foreach (var results in run.Results.Where(result => result.PolicyFile is not null).GroupBy(result => result.PolicyFile!, StringComparer.Ordinal))
        {
            var policy = PolicyDocument.Parse(await File.ReadAllTextAsync(results.Key, cancellation), out _).Events;
            hasCollector |= policy.HasCollector;
            var evidence = results.SelectMany(result => result.Evidence).Distinct(StringComparer.Ordinal).ToList();
            foreach (var (collector, sent, problem) in await EventDelivery.SendNowAsync(policy, results.Key, known => EventLines.Of(evidence, known), context.Variable, cancellation))
            {
                if (problem is null)
                {
                    context.Terminal.Error.Profile.Out.Writer.WriteLine($"{sent} events sent by {collector}");
                }
                else
                {
                    context.Terminal.Complain($"events were not delivered ({sent} were sent by {collector} before): {problem}");
                    code = ExitCode.Internal;
                }
            }
        }

        return hasCollector ? code : throw new ToolException(ExitCode.Usage, "no policy of these projects names a collector: set events.send in airlock.json");
    }
}
