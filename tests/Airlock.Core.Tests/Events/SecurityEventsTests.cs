using System.Collections.Immutable;
using Airlock.Core.Events;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using CsCheck;

namespace Airlock.Core.Tests.Events;

public sealed class SecurityEventsTests
{
    private static readonly DateTimeOffset Monday = EventSamples.Monday;

    private static (ImmutableArray<SecurityEvent> Events, ImmutableArray<KnownFinding> Known) Compare(IEnumerable<Finding> findings, IEnumerable<KnownFinding> before, int day = 0, Func<string, bool>? elsewhere = null) =>
        SecurityEvents.Compare(EventSamples.Source, findings, before, elsewhere ?? (_ => false), Monday.AddDays(day));

    private static string Shown(ImmutableArray<SecurityEvent> events) => string.Join(", ", events.Select(one => $"{one.Activity} {one.Finding.RuleId}"));

    [Fact]
    public void Finding_is_created_once_and_closed_when_it_is_gone()
    {
        var finding = EventSamples.Finding("AIR1001");
        var (created, first) = Compare([finding], []);
        var (none, second) = Compare([finding], first, day: 1);
        var (closed, third) = Compare([], second, day: 2);

        Assert.Equal(("Create AIR1001", "", "Close AIR1001"), (Shown(created), Shown(none), Shown(closed)));
        Assert.Equal((Monday, Monday.AddDays(2), EventStatus.Resolved), (closed[0].FirstSeen, closed[0].Time, closed[0].Status));
        Assert.Equal(created[0].Fingerprint, closed[0].Fingerprint);
        Assert.Empty(third);
    }

    [Fact]
    public void What_moves_or_is_told_in_other_words_is_no_news()
    {
        var finding = EventSamples.Finding("AIR6007", message: "was published 3 days ago");
        var (_, known) = Compare([finding], []);
        var (events, _) = Compare([finding with { Message = "was published 4 days ago", Location = finding.Location with { Line = 99 } }], known, day: 1);

        Assert.Empty(events);
    }

    [Fact]
    public void Change_of_weight_of_silence_or_of_what_is_known_is_an_update()
    {
        var finding = EventSamples.Vulnerability();
        var (_, known) = Compare([finding], []);
        Finding[] changed =
        [
            finding with { Level = FindingLevel.Warn },
            finding with { Suppression = new FindingSuppression("VEX statement", "not affected") },
            EventSamples.Vulnerability(("fixed", "1.0.1")),
            EventSamples.Vulnerability(("severity", "critical")),
        ];

        Assert.All(changed, one => Assert.Equal("Update AIR6002", Shown(Compare([one], known, day: 1).Events)));
        Assert.All(changed, one => Assert.Equal(Monday, Compare([one], known, day: 1).Events[0].FirstSeen));
    }

    [Fact]
    public void What_another_target_framework_still_has_is_not_closed()
    {
        var (_, known) = Compare([EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1002")], []);
        var still = known[0].Finding.Fingerprint;

        Assert.Equal("Close AIR1002", Shown(Compare([], known, day: 1, fingerprint => fingerprint == still).Events));
    }

    [Fact]
    public void Recorded_findings_make_no_event_and_equal_ones_make_one() =>
        Assert.Equal("Create AIR1001", Shown(Compare([EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR0001", FindingLevel.Record), EventSamples.Finding("AIR1002") with { Fingerprint = null }], []).Events));

    // However findings come and go, whoever adds the events up has the findings of the last build.
    [Fact]
    public void Events_add_up_to_what_there_is() =>
        Gen.Select(Gen.Int[0, 9], Gen.OneOf(FindingLevel.Note, FindingLevel.Warn, FindingLevel.Block)).Array[0, 8].Array[1, 8].Sample(builds =>
        {
            var collector = new Dictionary<string, FindingLevel>();
            ImmutableArray<KnownFinding> known = [];
            for (var day = 0; day < builds.Length; day++)
            {
                var findings = builds[day].DistinctBy(pair => pair.Item1).Select(pair => EventSamples.Finding("AIR1001", pair.Item2, line: pair.Item1 + 1)).ToList();
                (var events, known) = Compare(findings, known, day);
                foreach (var one in events)
                {
                    Assert.Equal(one.Activity != EventActivity.Create, collector.ContainsKey(one.Fingerprint));
                    if (one.Activity == EventActivity.Close)
                    {
                        collector.Remove(one.Fingerprint);
                    }
                    else
                    {
                        collector[one.Fingerprint] = one.Finding.Level;
                    }
                }

                Assert.Equal(findings.ToDictionary(finding => finding.Fingerprint!, finding => finding.Level).OrderBy(pair => pair.Key), collector.OrderBy(pair => pair.Key));
            }
        });
}
