using Airlock.Core.Libraries.Vulnerabilities;
using CsCheck;
using NuGet.Versioning;

namespace Airlock.Core.Tests.Libraries.Vulnerabilities;

public sealed class OsvTimelineTests
{
    private static readonly string[] Versions = ["0.0.1-alpha", "1.0.0", "1.0.1-beta", "1.0.1", "1.2.3", "1.2.3.4", "2.0.0-rc.1", "2.0.0", "3.5.0"];

    private static readonly Gen<OsvEvent> Event = Gen.Select(Gen.Int[0, 3], Gen.Int[-1, Versions.Length - 1]).Select((kind, at) =>
        (OsvEventKind)kind is OsvEventKind.Introduced or OsvEventKind.Limit && at < 0
            ? new OsvEvent((OsvEventKind)kind, null)
            : new OsvEvent((OsvEventKind)kind, NuGetVersion.Parse(Versions[Math.Max(at, 0)])));

    [Fact]
    public void Ranges_hold_what_the_algorithm_of_the_schema_finds_vulnerable() => Event.Array[0, 7].Sample(
        events =>
        {
            var affected = new AffectedVersions(OsvTimeline.Ranges(events));
            foreach (var version in Versions.Append("0.0.0-a").Append("9.0.0").Select(NuGetVersion.Parse))
            {
                Assert.Equal(IsVulnerable(version, events), affected.Contains(version));
            }
        },
        iter: 50_000);

    [Fact]
    public void What_is_last_affected_twice_and_fixed_at_one_version_is_fixed_there()
    {
        OsvEvent[] events =
        [
            new(OsvEventKind.Introduced, Parse("2.0.0")),
            new(OsvEventKind.LastAffected, Parse("3.5.0")),
            new(OsvEventKind.Introduced, Parse("3.5.0")),
            new(OsvEventKind.LastAffected, Parse("3.5.0")),
            new(OsvEventKind.Fixed, Parse("3.5.0")),
        ];
        Assert.Equal("[2.0.0, 3.5.0)", Assert.Single(OsvTimeline.Ranges(events)).ToNormalizedString());
    }

    [Theory]
    [InlineData("1.0.0", "2.0.0", "[1.0.0, 2.0.0)", "2.0.0")]
    [InlineData(null, "2.0.0", "(, 2.0.0)", "2.0.0")]
    [InlineData(null, null, "all versions", null)]
    [InlineData("1.0.0", null, "[1.0.0, )", null)]
    public void Ranges_are_shown_in_NuGets_notation(string? introduced, string? end, string shown, string? fixedIn)
    {
        var events = new List<OsvEvent> { new(OsvEventKind.Introduced, Parse(introduced)) };
        if (end is not null)
        {
            events.Add(new(OsvEventKind.Fixed, Parse(end)));
        }

        var affected = new AffectedVersions(OsvTimeline.Ranges(events));
        Assert.Equal(shown, affected.Describe(NuGetVersion.Parse("1.5.0")));
        Assert.Equal(fixedIn, affected.FirstFixed(NuGetVersion.Parse("1.5.0"))?.ToNormalizedString());
    }

    [Fact]
    public void The_fix_is_one_that_no_other_range_holds()
    {
        var affected = new AffectedVersions([VersionRange.Parse("[1.0, 2.0)"), VersionRange.Parse("[1.5, 2.5)"), VersionRange.Parse("[3.0, 3.1)")]);
        Assert.Equal("2.5", affected.FirstFixed(NuGetVersion.Parse("1.0"))!.ToString());
        Assert.Equal("3.1", affected.FirstFixed(NuGetVersion.Parse("3.0"))!.ToString());
        Assert.Null(affected.LastAffected(NuGetVersion.Parse("1.0")));
        Assert.Equal("2.0", new AffectedVersions([VersionRange.Parse("[1.0, 2.0]")]).LastAffected(NuGetVersion.Parse("1.0"))!.ToString());
    }

    // The pseudo code of the schema's section "Evaluation", word for word.
    private static bool IsVulnerable(NuGetVersion version, OsvEvent[] events)
    {
        var limits = events.Where(one => one.Kind == OsvEventKind.Limit).ToList();
        if (limits.Count > 0 && !limits.Exists(limit => limit.Version is null || version < limit.Version))
        {
            return false;
        }

        var vulnerable = false;
        foreach (var one in events.Where(one => one.Kind != OsvEventKind.Limit).OrderBy(one => one.Version is not null).ThenBy(one => one.Version))
        {
            if (one.Kind == OsvEventKind.Introduced && (one.Version is null || version >= one.Version))
            {
                vulnerable = true;
            }
            else if (one.Kind == OsvEventKind.Fixed && version >= one.Version)
            {
                vulnerable = false;
            }
            else if (one.Kind == OsvEventKind.LastAffected && version > one.Version)
            {
                vulnerable = false;
            }
        }

        return vulnerable;
    }

    private static NuGetVersion? Parse(string? version) => version is null ? null : NuGetVersion.Parse(version);
}
