using Airlock.Cli.Commands;
using Airlock.Cli.Output;
using Airlock.Core.Restoring;

namespace Airlock.Cli.Pinning;

/// <summary>Downloads what shall be pinned by its address, so that there are bytes to vet and to pin.</summary>
internal static class AddressCandidates
{
    /// <summary>Checks that an address can be pinned, without asking anybody.</summary>
    /// <returns>A candidate without a file yet.</returns>
    /// <exception cref="ToolException">It is no address of a file.</exception>
    public static PinCandidate Of(string text) => RemoteAddress.TryParse(text, out _, out var problem)
        ? new PinCandidate("", text, 0)
        : throw new ToolException(ExitCode.Usage, $"{text} {problem}");

    /// <summary>Downloads those candidates that are addresses to the cache.</summary>
    /// <param name="candidates">All candidates.</param>
    /// <param name="context">Terminal and environment.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The candidates, each with its file.</returns>
    /// <exception cref="ToolException">A file can't be had, or its revision can move.</exception>
    public static async Task<List<PinCandidate>> FetchAsync(List<PinCandidate> candidates, ToolContext context, CancellationToken cancellation)
    {
        var fetched = new List<PinCandidate>();
        foreach (var candidate in candidates)
        {
            fetched.Add(RemoteAddress.TryParse(candidate.Path, out var address, out _) ? await FetchAsync(address, context, cancellation) : candidate);
        }

        return fetched;
    }

    private static async Task<PinCandidate> FetchAsync(RemoteAddress address, ToolContext context, CancellationToken cancellation)
    {
        try
        {
            using var restore = new ModelRestore(RestoreCommand.Settings(context), isOffline: false);
            var (file, digest) = await BarOfDownload.RunAsync(
                context.Terminal, address.Text, size: null, progress => restore.FetchUnpinnedAsync(address, progress, cancellation));
            return new PinCandidate(file, address.Text, digest.Size);
        }
        catch (RestoreException exception)
        {
            throw new ToolException(RestoreCommand.ExitCodeOf(exception.Failure), $"{address.Text}: {exception.Message}");
        }
    }
}
