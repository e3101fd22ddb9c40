using System.Collections.Immutable;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging.Core;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>The feed is no feed of the protocol's version 3, or one without what is asked for. The message is a predicate whose subject is the feed.</summary>
internal sealed class FeedProtocolException(string message) : IOException(message);

/// <summary>One feed, asked with NuGet's own client: its proxies, its authentication, its reading of the protocol. It remembers nothing on disk.</summary>
internal sealed class FeedConnection : IDisposable
{
    // What is kept of an author's words: messages of the gallery have a few lines.
    private const int MaximumMessageLength = 1000;
    private const int MaximumReasons = 8;

    private static readonly string[] Severities = ["low", "moderate", "high", "critical"];

    private readonly SourceRepository _repository;
    private readonly HttpSource _http;
    private readonly PackageMetadataResource? _packages;
    private readonly SourceCacheContext _cache = new() { NoCache = true, DirectDownload = true };

    private FeedConnection(SourceRepository repository, HttpSource http, PackageMetadataResource? packages) =>
        (_repository, _http, _packages) = (repository, http, packages);

    /// <summary>The feed, as it may be shown.</summary>
    public string Name => FeedConfiguration.Show(_repository.PackageSource);

    /// <summary>Reads the feed's index.</summary>
    /// <exception cref="FeedProtocolException">It has none of version 3.</exception>
    public static async Task<FeedConnection> OpenAsync(PackageSource feed, FeedLimits limits, string temporaryFolder, CancellationToken cancellation)
    {
        var providers = Repository.Provider.GetCoreV3()
            .Where(provider => provider.Value is not HttpHandlerResourceV3Provider)
            .Append(new Lazy<INuGetResourceProvider>(() => new BoundedHandlerProvider(limits)));
        var repository = new SourceRepository(feed, providers);

        // NuGet keeps the index of a feed for 40 minutes in a folder of the user's; here each run reads it.
        var http = (await repository.GetResourceAsync<HttpSourceResource>(cancellation).ConfigureAwait(false))?.HttpSource
            ?? throw new FeedProtocolException("is no feed that is asked by HTTP");
        http.HttpCacheDirectory = temporaryFolder;
        var index = await repository.GetResourceAsync<ServiceIndexResourceV3>(cancellation).ConfigureAwait(false)
            ?? throw new FeedProtocolException("is no feed of version 3 of NuGet's protocol, which alone tells of deprecation");
        var packages = index.GetServiceEntryUri(ServiceTypes.RegistrationsBaseUrl) is null
            ? null
            : await repository.GetResourceAsync<PackageMetadataResource>(cancellation).ConfigureAwait(false);
        return new FeedConnection(repository, http, packages);
    }

    /// <summary>What the feed says of a version, or null if it does not have it.</summary>
    public async Task<FeedAnswer?> AskAsync(string id, string version, CancellationToken cancellation)
    {
        if (_packages is null)
        {
            throw new FeedProtocolException("offers no registrations, which alone tell of deprecation");
        }

        var identity = new PackageIdentity(id, NuGetVersion.Parse(version));
        if (await _packages.GetMetadataAsync(identity, _cache, NullLogger.Instance, cancellation).ConfigureAwait(false) is not { } metadata)
        {
            return null;
        }

        var deprecation = await metadata.GetDeprecationMetadataAsync().ConfigureAwait(false);

        // The gallery gives an unlisted version the date 1900-01-01 (NuGet documentation, "Package metadata", member published).
        var published = metadata.Published is { Year: > 1900 } date ? date.ToUniversalTime() : (DateTimeOffset?)null;
        return new FeedAnswer
        {
            Feed = Name,
            Asked = DateTimeOffset.UtcNow,
            IsListed = metadata.IsListed && metadata.Published is not { Year: <= 1900 },
            Published = published,
            Deprecation = deprecation is null ? null : new FeedDeprecation(
                [.. (deprecation.Reasons ?? []).OfType<string>().Take(MaximumReasons)],
                deprecation.Message is { } message ? PrintableText.Show(message, MaximumMessageLength) : null,
                deprecation.AlternatePackage?.PackageId,
                deprecation.AlternatePackage?.Range is { } range && (range.HasLowerBound || range.HasUpperBound) && !range.IsFloating ? range.ToNormalizedString() : null),
            Vulnerabilities = [.. (metadata.Vulnerabilities ?? []).Select(one => new FeedAdvisory(one.AdvisoryUrl.AbsoluteUri, Severity(one.Severity), null))],
        };
    }

    /// <summary>All vulnerabilities that the feed knows of.</summary>
    public async Task<FeedAdvisories> ReadAdvisoriesAsync(CancellationToken cancellation)
    {
        if (await _repository.GetResourceAsync<IVulnerabilityInfoResource>(cancellation).ConfigureAwait(false) is not { } resource)
        {
            return new FeedAdvisories(IsOffered: false, [], null);
        }

        var result = await resource.GetVulnerabilityInfoAsync(_cache, NullLogger.Instance, cancellation).ConfigureAwait(false);
        if (result.KnownVulnerabilities is not { } pages)
        {
            throw result.Exceptions is { } failure ? failure.InnerExceptions[0] : new FeedProtocolException("gave no data of vulnerabilities");
        }

        var advisories = pages
            .SelectMany(page => page)
            .SelectMany(pair => (pair.Value ?? []).Select(one => (pair.Key, new FeedAdvisory(one.Url.AbsoluteUri, Severity((int)one.Severity), one.Versions.ToNormalizedString()))))
            .ToImmutableArray();
        return new FeedAdvisories(IsOffered: true, advisories, result.Exceptions is null ? null : $"the feed {Name} gave only a part of its data of vulnerabilities");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _cache.Dispose();
    }

    private static string? Severity(int severity) => severity >= 0 && severity < Severities.Length ? Severities[severity] : null;

    /// <summary>NuGet's own handlers behind <see cref="BoundedHandler"/>.</summary>
    private sealed class BoundedHandlerProvider(FeedLimits limits) : ResourceProvider(typeof(HttpHandlerResource), nameof(BoundedHandlerProvider), NuGetResourceProviderPositions.First)
    {
        private readonly HttpHandlerResourceV3Provider _inner = new();

        public override async Task<Tuple<bool, INuGetResource?>> TryCreate(SourceRepository source, CancellationToken token)
        {
            var (isCreated, resource) = await _inner.TryCreate(source, token).ConfigureAwait(false);
            return isCreated && resource is HttpHandlerResource handlers
                ? new(true, new HttpHandlerResourceV3(handlers.ClientHandler, new BoundedHandler(limits, handlers.MessageHandler)))
                : new(false, null);
        }
    }
}
