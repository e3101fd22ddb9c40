using System.Collections.Concurrent;
using System.Net;
using NuGet.Configuration;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>
/// The only way from Airlock to NuGet's client libraries. Its own members take and give nothing of them, so that they are loaded when a feed is asked, and in no
/// other build.
/// </summary>
internal sealed class FeedClient : IDisposable
{
    // So many questions that fail, and a feed is not asked again: each costs the time of NuGet's own retries.
    private const int MaximumFailures = 5;

    private readonly FeedConfiguration _configuration;
    private readonly FeedLimits _limits;
    private readonly CancellationTokenSource _time;
    private readonly CancellationToken _cancellation;
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("airlock-feeds-");
    private readonly ConcurrentDictionary<string, Lazy<Task<FeedConnection>>> _connections = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.OrdinalIgnoreCase);

    private FeedClient(FeedConfiguration configuration, FeedLimits limits, CancellationToken cancellation)
    {
        (_configuration, _limits, _cancellation) = (configuration, limits, cancellation);
        _time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _time.CancelAfter(limits.TotalTime);
    }

    /// <summary>Starts the time for all questions.</summary>
    /// <param name="restore">The feeds of the project, and the files that say how to reach them.</param>
    /// <param name="limits">How much it may cost.</param>
    /// <param name="problem">Why no feed can be asked, as a main clause; or null.</param>
    /// <param name="cancellation">Ends every question.</param>
    public static FeedClient? Open(RestoreRecord restore, FeedLimits limits, out string? problem, CancellationToken cancellation)
    {
        try
        {
            problem = restore.Sources.IsEmpty ? "restore names no feed" : null;
            return problem is null ? new FeedClient(FeedConfiguration.Read(restore), limits, cancellation) : null;
        }
        catch (Exception exception) when (exception is NuGetConfigurationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            problem = "nuget.config can't be read";
            return null;
        }
    }

    /// <summary>Asks what the package's feed says of it; of several feeds the first that has it. Every failure is a reply.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="version">Version.</param>
    /// <param name="source">Where the package came from, as NuGet noted it, or null.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<FeedReply> AskAsync(string id, string version, string? source)
    {
        var feeds = _configuration.Choose(id, source, out var problem);
        foreach (var feed in feeds)
        {
            if (!feed.IsHttp)
            {
                return new FeedReply(new FeedAnswer { Feed = feed.Source, Asked = DateTimeOffset.UtcNow, IsFolder = true }, null);
            }

            if (_failures.GetValueOrDefault(feed.Source) >= MaximumFailures)
            {
                return new FeedReply(null, $"the feed {FeedConfiguration.Show(feed)} failed {MaximumFailures} times, and was not asked any more");
            }

            try
            {
                var connection = await ConnectAsync(feed).ConfigureAwait(false);
                if (await connection.AskAsync(id, version, _time.Token).ConfigureAwait(false) is { } answer)
                {
                    return new FeedReply(answer, null);
                }

                problem ??= $"the feed {FeedConfiguration.Show(feed)} does not have them";
            }
            catch (Exception exception) when (!_cancellation.IsCancellationRequested)
            {
                // What NuGet's readers throw at a damaged answer is not bounded by any list. Of several feeds the next may have the package, but
                // whether this one would have had it is not known, so there the search ends.
                if (!_time.IsCancellationRequested)
                {
                    _failures.AddOrUpdate(feed.Source, 1, (_, count) => count + 1);
                }

                return new FeedReply(null, Describe(feed, exception));
            }
        }

        return new FeedReply(null, problem);
    }

    /// <summary>The vulnerabilities that the feeds know of. No name of a package is told.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IReadOnlyList<(string Feed, FeedAdvisories Advisories)>> ReadAdvisoriesAsync()
    {
        var found = new List<(string, FeedAdvisories)>();
        foreach (var feed in _configuration.AuditSources.Where(feed => feed.IsHttp))
        {
            try
            {
                var connection = await ConnectAsync(feed).ConfigureAwait(false);
                found.Add((connection.Name, await connection.ReadAdvisoriesAsync(_time.Token).ConfigureAwait(false)));
            }
            catch (Exception exception) when (!_cancellation.IsCancellationRequested)
            {
                found.Add((FeedConfiguration.Show(feed), new FeedAdvisories(IsOffered: true, [], Describe(feed, exception))));
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in _connections.Values.Where(connection => connection is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            connection.Value.Result.Dispose();
        }

        _time.Dispose();
        try
        {
            _temporary.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder of the system's for things that may go at any time.
        }
    }

    // One attempt for each feed: a feed that can't be reached costs its time once.
    private Task<FeedConnection> ConnectAsync(PackageSource feed) =>
        _connections.GetOrAdd(feed.Source, _ => new(() => FeedConnection.OpenAsync(feed, _limits, _temporary.FullName, _time.Token))).Value;

    private string Describe(PackageSource feed, Exception exception)
    {
        var name = $"the feed {FeedConfiguration.Show(feed)}";
        if (_time.IsCancellationRequested)
        {
            return $"{name} did not answer within the {_limits.TotalTime.TotalSeconds:0.#} s that all questions together may take";
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case FeedLimitException:
                case FeedProtocolException:
                    return $"{name} {cause.Message}";
                case HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired } refused:
                    return $"{name} refused (HTTP {(int)refused.StatusCode}): give its credentials in nuget.config or in the environment";
                case HttpRequestException { StatusCode: { } status }:
                    return $"{name} failed (HTTP {(int)status})";
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } failed:
                    return $"{name} can't be reached ({failed.HttpRequestError})";
                case HttpIOException broken:
                    return $"{name} broke off its answer ({broken.HttpRequestError})";
                case OperationCanceledException or TimeoutException:
                    return $"{name} did not answer in time";
            }
        }

        return $"{name} gave an answer that can't be understood";
    }
}
