using Airlock.Cli.Pinning;
using Airlock.Core.Models;

namespace Airlock.Cli.Output;

/// <summary>Reads files for their digests, with a bar that shows rate and remaining time where that takes a while.</summary>
/// <param name="terminal">Where to; progress goes to its error stream.</param>
public sealed class HashProgress(Terminal terminal)
{
    private const long WorthABar = 64 * 1024 * 1024;

    /// <summary>The digest of each file, in the same order.</summary>
    /// <exception cref="IOException">A file can't be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async Task<IReadOnlyList<FileDigest>> ComputeAsync(IReadOnlyList<PinCandidate> files, CancellationToken cancellation)
    {
        if (!terminal.Error.Profile.Capabilities.Interactive || files.Sum(file => file.Size) < WorthABar)
        {
            return [.. files.Select(file => FileDigest.Compute(file.File, null, cancellation))];
        }

        return await ByteProgress.On(terminal.Error)
            .StartAsync(context => Task.Run<IReadOnlyList<FileDigest>>(
                () =>
                [
                    .. files.Select(file => FileDigest.Compute(file.File, ByteProgress.Add(context, file.Path, file.Size), cancellation)),
                ],
                cancellation));
    }
}
