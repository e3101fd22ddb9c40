using Airlock.Core.Bom;
using NuGet.Configuration;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>The feeds of a project, and which of them may hear the name of a package: what the user's nuget.config says.</summary>
internal sealed class FeedConfiguration
{
    private readonly List<PackageSource> _sources;
    private readonly PackageSourceMapping _mapping;

    private FeedConfiguration(List<PackageSource> sources, IReadOnlyList<PackageSource> auditSources, PackageSourceMapping mapping) =>
        (_sources, AuditSources, _mapping) = (sources, auditSources, mapping);

    /// <summary>The feeds to ask for data of vulnerabilities: those that nuget.config names for that, else all.</summary>
    public IReadOnlyList<PackageSource> AuditSources { get => field.Count > 0 ? field : _sources; }

    /// <summary>Reads the files that held when the project was restored, with the credentials that they and the environment give.</summary>
    /// <exception cref="NuGetConfigurationException">A file can't be understood.</exception>
    public static FeedConfiguration Read(RestoreRecord restore)
    {
        var settings = Settings.LoadSettingsGivenConfigPaths([.. restore.ConfigFiles.Where(File.Exists)]);
        var provider = new PackageSourceProvider(settings);
        var known = provider.LoadPackageSources().ToList();
        var sources = restore.Sources
            .Select(address => known.FirstOrDefault(source => IsSame(source.Source, address)) ?? new PackageSource(address, address))
            .ToList();
        return new FeedConfiguration(sources, [.. provider.LoadAuditSources()], PackageSourceMapping.GetPackageSourceMapping(settings));
    }

    /// <summary>
    /// The feeds that may be asked for a package: with a package source mapping those that it names, without one only the feed that the package came
    /// from. Its name is known there already; any other could learn it, and it may be private.
    /// </summary>
    /// <param name="id">Identifier of the package.</param>
    /// <param name="source">Where the package came from, as NuGet noted it, or null.</param>
    /// <param name="problem">Why there is none, as a main clause; or null.</param>
    public IReadOnlyList<PackageSource> Choose(string id, string? source, out string? problem)
    {
        problem = null;
        var names = _mapping.IsEnabled ? _mapping.GetConfiguredPackageSources(id) : null;
        var mapped = names is null ? _sources : [.. _sources.Where(feed => names.Contains(feed.Name, StringComparer.OrdinalIgnoreCase))];
        if (source is not null && mapped.Find(feed => IsSame(feed.Source, source)) is { } origin)
        {
            return [origin];
        }

        if (names is not null)
        {
            problem = mapped.Count == 0 ? "the package source mapping of nuget.config gives no feed of the project to them" : null;
            return mapped;
        }

        problem = source is null
            ? "which feed they came from is not noted, and without a package source mapping in nuget.config no other is told their names"
            : "they came from a feed that the project does not use, and without a package source mapping in nuget.config no other is told their names";
        return [];
    }

    /// <summary>A feed as messages and evidence show it.</summary>
    public static string Show(PackageSource source) => source.IsHttp ? WebAddress.Clean(source.Source) ?? "(address not shown)" : source.Source;

    private static bool IsSame(string left, string right) => string.Equals(left.TrimEnd('/', '\\'), right.TrimEnd('/', '\\'), StringComparison.OrdinalIgnoreCase);
}
