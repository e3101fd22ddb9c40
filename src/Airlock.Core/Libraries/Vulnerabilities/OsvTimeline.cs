using NuGet.Versioning;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What happens at a version of a timeline (OSV schema, <c>affected[].ranges[].events</c>).</summary>
internal enum OsvEventKind
{
    /// <summary>This version and those after it have the vulnerability.</summary>
    Introduced,

    /// <summary>This version and those after it have it no more.</summary>
    Fixed,

    /// <summary>Those after this version have it no more.</summary>
    LastAffected,

    /// <summary>The timeline says nothing of this version and those after it.</summary>
    Limit,
}

/// <summary>One event.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Version">Where; null before any version for <see cref="OsvEventKind.Introduced"/>, and after any for <see cref="OsvEventKind.Limit"/>.</param>
internal readonly record struct OsvEvent(OsvEventKind Kind, NuGetVersion? Version);

/// <summary>
/// Turns a timeline into ranges that hold the same versions as the schema's algorithm of evaluation finds vulnerable. Of events at one version the
/// order of the file counts, which the schema leaves open.
/// </summary>
internal static class OsvTimeline
{
    /// <summary>The ranges, in order; empty if nothing is introduced before the limit.</summary>
    public static List<VersionRange> Ranges(IReadOnlyList<OsvEvent> events)
    {
        var ranges = new List<VersionRange>();
        var limits = events.Where(one => one.Kind == OsvEventKind.Limit).ToList();
        var limit = limits.Exists(one => one.Version is null) ? null : limits.Select(one => one.Version).Max();
        (bool IsOpen, NuGetVersion? Start) state = default;

        // OrderBy is stable, and puts null first.
        foreach (var one in events.Where(one => one.Kind != OsvEventKind.Limit).OrderBy(one => one.Version))
        {
            switch (one.Kind)
            {
                case OsvEventKind.Introduced:
                    state = state.IsOpen ? state : (true, one.Version);
                    break;
                case OsvEventKind.Fixed:
                    // What was last affected and fixed at one version is fixed there.
                    while (ranges is [.., { IsMaxInclusive: true } last] && last.MaxVersion == one.Version)
                    {
                        ranges.RemoveAt(ranges.Count - 1);
                        Add(ranges, last.MinVersion, one.Version, includeEnd: false, limit);
                    }

                    Close(one.Version, includeEnd: false);
                    break;
                default:
                    Close(one.Version, includeEnd: true);
                    break;
            }
        }

        if (state.IsOpen)
        {
            Close(null, includeEnd: false);
        }

        return ranges;

        void Close(NuGetVersion? end, bool includeEnd)
        {
            if (state.IsOpen)
            {
                Add(ranges, state.Start, end, includeEnd, limit);
                state = default;
            }
        }
    }

    private static void Add(List<VersionRange> ranges, NuGetVersion? start, NuGetVersion? end, bool includeEnd, NuGetVersion? limit)
    {
        if (limit is not null && (end is null || end >= limit))
        {
            (end, includeEnd) = (limit, false);
        }

        if (start is null || end is null || start < end || (start == end && includeEnd))
        {
            ranges.Add(new VersionRange(start, includeMinVersion: start is not null, end, includeEnd));
        }
    }
}
