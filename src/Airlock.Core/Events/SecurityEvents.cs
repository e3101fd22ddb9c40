using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Events;

/// <summary>A finding that was told, and when for the first time.</summary>
/// <param name="Finding">The finding as it was told last.</param>
/// <param name="FirstSeen">When it was told first.</param>
public sealed record KnownFinding(Finding Finding, DateTimeOffset FirstSeen);

/// <summary>Finds out what happened to findings since the build before.</summary>
public static class SecurityEvents
{
    /// <summary>Compares findings with those that were told before.</summary>
    /// <param name="source">What was built.</param>
    /// <param name="findings">The findings after policy; those without a fingerprint are only recorded, and make no event.</param>
    /// <param name="before">What was told before.</param>
    /// <param name="isOpenElsewhere">Whether another build of the same project, for another target framework, still has a finding of that fingerprint: then it is not closed.</param>
    /// <param name="time">The time of this build.</param>
    /// <returns>The events, those of findings first and in their order; and what was told with them.</returns>
    public static (ImmutableArray<SecurityEvent> Events, ImmutableArray<KnownFinding> Known) Compare(
        EventSource source, IEnumerable<Finding> findings, IEnumerable<KnownFinding> before, Func<string, bool> isOpenElsewhere, DateTimeOffset time)
    {
        var told = before.Where(known => known.Finding.Fingerprint is not null).DistinctBy(known => known.Finding.Fingerprint).ToDictionary(known => known.Finding.Fingerprint!, StringComparer.Ordinal);
        var events = ImmutableArray.CreateBuilder<SecurityEvent>();
        var known = ImmutableArray.CreateBuilder<KnownFinding>();
        foreach (var finding in findings.Where(finding => finding is { Level: > FindingLevel.Record, Fingerprint: not null }).DistinctBy(finding => finding.Fingerprint).Select(Slim))
        {
            var isKnown = told.Remove(finding.Fingerprint!, out var old);
            var firstSeen = old?.FirstSeen ?? time;
            known.Add(new KnownFinding(finding, firstSeen));
            if (!isKnown || SecurityEvent.FactsOf(finding) != SecurityEvent.FactsOf(old!.Finding))
            {
                events.Add(new SecurityEvent { Source = source, Activity = isKnown ? EventActivity.Update : EventActivity.Create, Finding = finding, FirstSeen = firstSeen, Time = time });
            }
        }

        events.AddRange(told.Values
            .Where(gone => !isOpenElsewhere(gone.Finding.Fingerprint!))
            .OrderBy(gone => gone.Finding.Location.Path, StringComparer.Ordinal)
            .ThenBy(gone => gone.Finding.Fingerprint, StringComparer.Ordinal)
            .Select(gone => new SecurityEvent { Source = source, Activity = EventActivity.Close, Finding = gone.Finding, FirstSeen = gone.FirstSeen, Time = time }));
        return (events.ToImmutable(), known.ToImmutable());
    }

    // What is kept and sent needs neither the path of a value through the code nor how the compiler printed it.
    private static Finding Slim(Finding finding) => finding with { Related = [], PrintedByCompiler = false, Properties = finding.Properties.Remove("flow") };
}
