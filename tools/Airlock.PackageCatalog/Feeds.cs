using NuGet.Common;
using NuGet.Protocol.Core.Types;

namespace Airlock.PackageCatalog;

/// <summary>Asks feeds for packages, one after the other and one package at a time.</summary>
/// <param name="feeds">The feeds, in the order in which they are asked.</param>
/// <param name="logger">Receives what NuGet says.</param>
internal sealed class Feeds(IReadOnlyList<SourceRepository> feeds, ILogger logger) : IDisposable
{
    // The signature stands in every version; a package that is larger is not worth its download.
    private const long LargestPackage = 64 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Straight into the stream that counts, and not into NuGet's cache of downloads first.
    private readonly SourceCacheContext _cache = new() { DirectDownload = true, NoCache = true };

    /// <summary>The owners that the newest version of a package names; empty if no feed has it, or it is too large.</summary>
    public async Task<IReadOnlyList<string>> OwnersOf(string id, CancellationToken cancellation)
    {
        foreach (var feed in feeds)
        {
            try
            {
                var resource = await feed.GetResourceAsync<FindPackageByIdResource>(cancellation)
                    ?? throw new IOException($"{feed.PackageSource.Name} serves no packages.");
                var versions = (await resource.GetAllVersionsAsync(id, _cache, logger, cancellation)).Order().ToList();
                if ((versions.LastOrDefault(version => !version.IsPrerelease) ?? versions.LastOrDefault()) is not { } newest)
                {
                    continue;
                }

                var file = Path.GetTempFileName();
                await using var stream = new BoundedStream(new FileStream(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose), LargestPackage);
                await resource.CopyNupkgToStreamAsync(id, newest, stream, _cache, logger, cancellation);
                stream.Position = 0;
                return await SignedPackage.OwnersOf(stream, cancellation);
            }
            catch (Exception exception) when (exception is FatalProtocolException or IOException or OperationCanceledException)
            {
                Console.Error.WriteLine($"{id}: {exception.Message}");
            }
            finally
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
