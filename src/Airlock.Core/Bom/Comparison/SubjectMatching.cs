using System.Collections.Immutable;

namespace Airlock.Core.Bom.Comparison;

/// <summary>Finds the subjects of one document in another.</summary>
internal static class SubjectMatching
{
    /// <summary>A way to find a subject again.</summary>
    /// <param name="Key">What both must have in common; null if a subject can't be found this way.</param>
    /// <param name="IsExact">Whether several with the same key are the same thing in several versions, so that they may be paired in order; otherwise only one with one is.</param>
    private sealed record Way(Func<BomSubject, string?> Key, bool IsExact);

    // From the surest on. An identifier alone is no proof: other programs number their components.
    private static readonly ImmutableArray<Way> Ways =
    [
        new(subject => subject.BomRef is null ? null : $"{subject.BomRef}\n{subject.PurlBase ?? subject.Name}", IsExact: true),
        new(subject => subject.Category == "package" && subject.PurlBase is not null ? subject.PurlBase : null, IsExact: true),
        new(subject => subject.PurlBase, IsExact: false),
        new(subject => subject.Category is "local-model" or "dataset" or "prompt" ? subject.Fact("@sha256") : null, IsExact: false),
        new(subject => $"{subject.Name}\n{subject.Provider}\n{subject.IsExposed}", IsExact: false),
        new(subject => subject.Name, IsExact: false),
    ];

    /// <summary>Pairs the subjects of two documents: one without a partner is gone, or new.</summary>
    public static IEnumerable<(BomSubject? Old, BomSubject? New)> Pair(ImmutableArray<BomSubject> old, ImmutableArray<BomSubject> @new)
    {
        foreach (var category in old.Concat(@new).Select(subject => subject.Category).Distinct(StringComparer.Ordinal))
        {
            var (left, right) = (Of(old, category), Of(@new, category));
            foreach (var way in Ways)
            {
                foreach (var pair in Pair(way, left, right))
                {
                    left.Remove(pair.Old);
                    right.Remove(pair.New);
                    yield return pair;
                }
            }

            foreach (var subject in left)
            {
                yield return (subject, null);
            }

            foreach (var subject in right)
            {
                yield return (null, subject);
            }
        }
    }

    private static HashSet<BomSubject> Of(ImmutableArray<BomSubject> subjects, string category) =>
        new(subjects.Where(subject => subject.Category == category), ReferenceEqualityComparer.Instance);

    private static List<(BomSubject Old, BomSubject New)> Pair(Way way, HashSet<BomSubject> left, HashSet<BomSubject> right)
    {
        var others = right.ToLookup(way.Key, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. left.GroupBy(way.Key, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Key is not null)
                .SelectMany(group => Pair(way, InOrder(group), InOrder(others[group.Key]))),
        ];
    }

    private static IEnumerable<(BomSubject, BomSubject)> Pair(Way way, List<BomSubject> left, List<BomSubject> right) =>
        (way.IsExact || (left.Count == 1 && right.Count == 1)) ? left.Zip(right).Where(pair => MayBeSame(pair.First, pair.Second)) : [];

    // Two packages of one name in different registries are different packages, as are one name of a model at two providers, and a server that is used
    // and one that is offered.
    private static bool MayBeSame(BomSubject old, BomSubject @new) => old.Category switch
    {
        "package" => old.PurlBase is null || @new.PurlBase is null || old.PurlBase == @new.PurlBase,
        "hosted-model" => old.Provider is null || @new.Provider is null || old.Provider == @new.Provider,
        "mcp-server" => old.IsExposed == @new.IsExposed,
        _ => true,
    };

    private static List<BomSubject> InOrder(IEnumerable<BomSubject> subjects) =>
    [
        .. subjects
            .OrderBy(subject => subject.Version, StringComparer.Ordinal)
            .ThenBy(subject => subject.BomRef, StringComparer.Ordinal)
            .ThenBy(subject => subject.Place?.ToString(), StringComparer.Ordinal),
    ];
}
