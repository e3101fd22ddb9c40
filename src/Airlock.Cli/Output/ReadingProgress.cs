using Airlock.Core.Models;

namespace Airlock.Cli.Output;

/// <summary>A file that shall be read.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Shown">Its name on the terminal.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record ReadableFile(string Path, string Shown, long Size);

/// <summary>Reads files, several at once, with a bar that shows rate and remaining time where that takes a while.</summary>
/// <param name="terminal">Where to; progress goes to its error stream.</param>
public sealed class ReadingProgress(Terminal terminal)
{
    private const long WorthABar = 64 * 1024 * 1024;

    /// <summary>What each file comes to, in the same order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="read">Reads one: <see cref="FileDigest.Compute(string, IProgress{long}?, CancellationToken)"/>, or an inspection.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        IReadOnlyList<ReadableFile> files, Func<string, IProgress<long>?, CancellationToken, T> read, CancellationToken cancellation)
    {
        if (!terminal.Error.Profile.Capabilities.Interactive || files.Sum(file => file.Size) < WorthABar)
        {
            return await ReadAllAsync(files, (file, stop) => read(file.Path, null, stop), cancellation);
        }

        return await ByteProgress.On(terminal.Error).StartAsync(context => ReadAllAsync(
            files, (file, stop) => read(file.Path, ByteProgress.Add(context, file.Shown, file.Size), stop), cancellation));
    }

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        IReadOnlyList<ReadableFile> files, Func<ReadableFile, CancellationToken, T> read, CancellationToken cancellation)
    {
        var results = new T[files.Count];
        await Parallel.ForAsync(0, files.Count, cancellation, (index, stop) =>
        {
            results[index] = read(files[index], stop);
            return ValueTask.CompletedTask;
        });
        return results;
    }
}
