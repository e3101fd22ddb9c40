using System.Xml;

namespace Airlock.Core.Libraries.Sources;

/// <summary>An entry of <c>libraries.sources</c>.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Feed">The feed that it names.</param>
internal sealed record AllowedSource(PackageEntry Entry, FeedAddress Feed);

/// <summary>Where the packages of a project may come from: by the policy, by package source mapping, and by the feeds that restore asked.</summary>
internal sealed class SourceRules
{
    private readonly List<AllowedSource> _policy;

    private SourceRules(List<AllowedSource> policy, bool hasPolicy, PackageSourceMapping mapping, IReadOnlyList<FeedAddress> feeds) =>
        (_policy, HasPolicy, Mapping, Feeds) = (policy, hasPolicy, mapping, feeds);

    /// <summary>Whether the policy lists sources; a list of which every entry is wrong is one too, and allows nothing.</summary>
    public bool HasPolicy { get; }

    /// <summary>Package source mapping.</summary>
    public PackageSourceMapping Mapping { get; }

    /// <summary>The feeds that restore asked.</summary>
    public IReadOnlyList<FeedAddress> Feeds { get; }

    /// <summary>Reads everything; what is wrong goes to the report.</summary>
    public static SourceRules Read(LibrarySet libraries, LibraryReport report)
    {
        var texts = libraries.Context.Policy.Libraries.Sources;
        var folder = Path.GetDirectoryName(libraries.Context.PolicyFile) ?? libraries.Context.Root;
        var policy = new List<AllowedSource>();
        foreach (var entry in PackageEntry.ReadAll(texts, FeedAddress.IsFeed, "the address of a feed, or a folder", report))
        {
            if (entry.Condition is { } address)
            {
                policy.Add(new AllowedSource(entry, FeedAddress.Of(address, folder)));
            }
            else
            {
                report.PolicyError(new(entry.Written.Position, $"\"{entry.Written.Text}\" names packages and no feed: the address of a feed, or a folder, stands after them"));
            }
        }

        return new SourceRules(policy, texts.Count > 0, ReadMapping(libraries, report), [.. libraries.Graph.Restore.Sources.Select(source => FeedAddress.Of(source))]);
    }

    /// <summary>
    /// The entries of the policy that say where a package comes from: the most specific that name it, as with package source mapping, or else those
    /// that name no packages. Empty if there are none, so that it may come from nowhere.
    /// </summary>
    public IReadOnlyList<AllowedSource> EntriesFor(RestoredPackage package)
    {
        var naming = _policy.Where(source => source.Entry.Packages is not null && source.Entry.IsAbout(package.Id, package.Version)).ToList();
        return naming.Count == 0
            ? [.. _policy.Where(source => source.Entry.Packages is null)]
            : [.. naming.Where(source => Specificity(source) == naming.Max(Specificity))];
    }

    private static int Specificity(AllowedSource source)
    {
        var id = source.Entry.Packages!.Text.Split('@')[0];
        return id.Contains('*') ? id.Count(letter => letter != '*') : int.MaxValue;
    }

    private static PackageSourceMapping ReadMapping(LibrarySet libraries, LibraryReport report)
    {
        var files = new List<NuGetConfigFile>();
        foreach (var path in libraries.Graph.Restore.ConfigFiles)
        {
            try
            {
                files.Add(NuGetConfigFile.Read(path));
            }
            catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
            {
                report.Incomplete(
                    $"{libraries.Context.Relative(path)}, which restore used, can't be read, so it is not known which packages it maps to which feeds: {exception.Message}; repair it and run `dotnet restore`");
            }
        }

        return new PackageSourceMapping(files);
    }
}
