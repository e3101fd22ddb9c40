namespace Airlock.Core.Libraries.Sources;

/// <summary>What package source mapping says of a package.</summary>
/// <param name="Pattern">The most specific pattern that fits.</param>
/// <param name="File">The file <c>nuget.config</c> that gives it.</param>
/// <param name="Keys">The names of the feeds that have this pattern.</param>
/// <param name="Addresses">Where these feeds are, as far as any file says it.</param>
internal sealed record MappedPackage(string Pattern, string File, IReadOnlyList<string> Keys, IReadOnlyList<FeedAddress> Addresses);

/// <summary>
/// Package source mapping, put together from all files <c>nuget.config</c> of a project as NuGet does it: the mapping of a feed in a nearer file replaces
/// that in a farther one, names of feeds compare without case, and of the patterns that fit a package the most specific wins: its whole name, then the
/// longest beginning, then <c>*</c>.
/// </summary>
internal sealed class PackageSourceMapping
{
    private readonly Dictionary<string, FeedAddress> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Pattern, string Key, string File)> _patterns = [];

    /// <summary>Puts the files together.</summary>
    /// <param name="files">The files, nearest first.</param>
    public PackageSourceMapping(IEnumerable<NuGetConfigFile> files)
    {
        var mapped = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (takesSources, takesMappings) = (true, true);
        foreach (var file in files)
        {
            foreach (var source in takesSources ? file.Sources : [])
            {
                _addresses.TryAdd(source.Key, source.Address);
            }

            foreach (var mapping in (takesMappings ? file.Mappings : []).Where(mapping => !mapped.Contains(mapping.Key)).ToList())
            {
                _patterns.AddRange(mapping.Patterns.Select(pattern => (pattern, mapping.Key, file.Path)));
            }

            mapped.UnionWith(file.Mappings.Select(mapping => mapping.Key));
            takesSources &= !file.ClearsSources;
            takesMappings &= !file.ClearsMappings;
        }
    }

    /// <summary>Whether there is any mapping: with one, a package that no pattern fits comes from nowhere.</summary>
    public bool IsEnabled => _patterns.Count > 0;

    /// <summary>The feeds that may give a package, or null if no pattern fits it.</summary>
    public MappedPackage? Find(string id)
    {
        var fitting = _patterns.Where(one => Specificity(one.Pattern, id) >= 0).ToList();
        if (fitting.Count == 0)
        {
            return null;
        }

        var most = fitting.Max(one => Specificity(one.Pattern, id));
        var best = fitting.Where(one => Specificity(one.Pattern, id) == most).ToList();
        return new MappedPackage(
            best[0].Pattern,
            best[0].File,
            [.. best.Select(one => one.Key).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. best.Select(one => _addresses.GetValueOrDefault(one.Key)).OfType<FeedAddress>().Distinct()]);
    }

    // NuGet reads a pattern up to its first star.
    private static int Specificity(string pattern, string id)
    {
        var star = pattern.IndexOf('*');
        return star < 0 ? (string.Equals(pattern, id, StringComparison.OrdinalIgnoreCase) ? int.MaxValue : -1)
            : id.AsSpan().StartsWith(pattern.AsSpan(0, star), StringComparison.OrdinalIgnoreCase) ? star
            : -1;
    }
}
