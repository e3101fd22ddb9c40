using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Shared.Policy;

namespace Airlock.Core.Events.Delivery;

/// <summary>Events of a build that wait for the collectors of the policy.</summary>
public sealed class PendingEvents
{
    internal PendingEvents(EventPolicy policy, string policyFile, EventStateFile state) => (Policy, PolicyFile, State) = (policy, policyFile, state);

    /// <summary>What becomes of the build if they can't be delivered.</summary>
    public EventFailure OnFailure => Policy.OnFailure;

    internal EventPolicy Policy { get; }

    internal string PolicyFile { get; }

    internal EventStateFile State { get; }
}

/// <summary>
/// Sends events to the collectors that the policy names. All together may take as long as the policy says; what could not be sent by then stays on disk for the next
/// build. A collector that did not answer is left alone for a while by all projects of the process, so that it costs a solution its time once.
/// </summary>
public static class EventDelivery
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, DateTime> Failed = new(StringComparer.Ordinal);

    /// <summary>Sends what waits.</summary>
    /// <param name="pending">What waits.</param>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One sentence for each collector that could not be sent to; empty if all were.</returns>
    public static ImmutableArray<string> Send(PendingEvents pending, Func<string, string?> variable, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(pending.Policy.Timeout);
        var sending = EventCollector.Named(pending.Policy).Select(async collector =>
        {
            var spool = new EventSpool(pending.State.PendingFile(collector.Name));
            var lines = spool.Read();
            var count = 0;
            var problem = lines.Count == 0 ? null : await TrySendAsync(collector.Name, pending.Policy, pending.PolicyFile, lines, variable, done => count = done, patience.Token, mayRest: true);
            if (count > 0)
            {
                spool.Write([.. lines.Skip(count)]);
            }

            return problem is null ? null : $"{lines.Count - count} events were not delivered, because {problem}; they are kept for the next build";
        });
        var problems = Task.WhenAll(sending).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        return [.. problems.OfType<string>()];
    }

    /// <summary>Sends the events of files that builds wrote, without keeping anything.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="policyFile">Its file, absolute.</param>
    /// <param name="lines">The events in a format.</param>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many events each collector got, and one sentence for each that could not be sent to.</returns>
    public static async Task<ImmutableArray<(string Collector, int Sent, string? Problem)>> SendNowAsync(
        EventPolicy policy, string policyFile, Func<EventFormat, IReadOnlyList<string>> lines, Func<string, string?> variable, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(policy.Timeout);
        var results = ImmutableArray.CreateBuilder<(string, int, string?)>();
        foreach (var (name, format) in EventCollector.Named(policy))
        {
            var count = 0;
            var problem = await TrySendAsync(name, policy, policyFile, lines(EventFormat.Of(format)), variable, done => count = done, patience.Token, mayRest: false);
            cancellation.ThrowIfCancellationRequested();
            results.Add((name, count, problem));
        }

        return results.ToImmutable();
    }

    private static async Task<string?> TrySendAsync(
        string name, EventPolicy policy, string policyFile, IReadOnlyList<string> lines, Func<string, string?> variable, Action<int> sent, CancellationToken cancellation, bool mayRest)
    {
        string? address = null;
        try
        {
            var collector = EventCollector.Of(name, policy, policyFile, variable);
            address = collector.Name;
            if (mayRest && Failed.TryGetValue(address, out var time) && DateTime.UtcNow - time < Rest)
            {
                return $"{address} did not take them a moment ago";
            }

            if (lines.Count > 0)
            {
                await collector.SendAsync(lines, sent, cancellation);
            }

            Failed.TryRemove(address, out _);
            return null;
        }
        catch (Exception exception) when (exception is EventDeliveryException or OperationCanceledException)
        {
            if (address is not null)
            {
                Failed[address] = DateTime.UtcNow;
            }

            return exception is EventDeliveryException ? PrintableText.Show(exception.Message, 500) : $"{address} did not answer within {policy.Timeout.TotalSeconds:0} seconds";
        }
    }
}
