using Airlock.Shared.Policy;

namespace Airlock.Core.Events.Delivery;

/// <summary>Takes events.</summary>
internal abstract class EventCollector
{
    /// <summary>The word for the collector that takes events by HTTPS.</summary>
    public const string Https = "https";

    /// <summary>The word for the collector that takes events by syslog.</summary>
    public const string Syslog = "syslog";

    /// <summary>Where it is, for people: without anything that may be secret.</summary>
    public abstract string Name { get; }

    /// <summary>Sends events.</summary>
    /// <param name="lines">The events in the collector's format.</param>
    /// <param name="sent">Is told how many of them, from the first, the collector has.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EventDeliveryException">They could not be sent; <paramref name="sent"/> tells which were.</exception>
    public abstract Task SendAsync(IReadOnlyList<string> lines, Action<int> sent, CancellationToken cancellation);

    /// <summary>The collectors of a policy, each with its format.</summary>
    public static IEnumerable<(string Name, string Format)> Named(EventPolicy policy)
    {
        if (policy.Https is { } https)
        {
            yield return (Https, https.Format);
        }

        if (policy.Syslog is { } syslog)
        {
            yield return (Syslog, syslog.Format);
        }
    }

    /// <summary>The collector of a word.</summary>
    /// <param name="name">The word.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="policyFile">Its file, absolute.</param>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="EventDeliveryException">It can't be made as the policy wants it.</exception>
    public static EventCollector Of(string name, EventPolicy policy, string policyFile, Func<string, string?> variable)
    {
        var trust = CollectorTrust.Read(policy.Trust.Select(file => Path.Combine(Path.GetDirectoryName(policyFile)!, file.Text)));
        return name == Https ? new HttpsCollector(policy.Https!, trust, variable) : new SyslogCollector(policy.Syslog!, trust);
    }
}

/// <summary>Events could not be delivered.</summary>
/// <param name="message">A sentence without its full stop, for the user; it never holds a secret.</param>
public sealed class EventDeliveryException(string message) : Exception(message);
