using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>What one reading of a file tells: which bytes they are, and what is in them.</summary>
/// <param name="Digest">The digest.</param>
/// <param name="Scan">What the scanner saw.</param>
/// <param name="Pointer">What the file stands for if it is an unresolved pointer of Git LFS, else null.</param>
public sealed record FileInspection(FileDigest Digest, ModelScan Scan, LargeFilePointer? Pointer)
{
    // What fits is read once into memory; of what is larger, digest and scanner share one handle and the pages that it brought.
    private const long InMemory = 4 * 1024 * 1024;

    /// <summary>Which bytes a pin of the file means: those that a pointer stands for, else its own.</summary>
    public FileDigest Pinned => Pointer?.Target ?? Digest;

    /// <summary>Reads a file: digest and scan at the same time, over the same open file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="progress">Told the number of bytes read so far.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="FileChangedException">The file was written to meanwhile.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static FileInspection Of(string path, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        Of(path, progress, cancellation, out _);

    internal static FileInspection Of(string path, IProgress<long>? progress, CancellationToken cancellation, out FileIdentity identity)
    {
        using var file = FileDigest.Open(path);
        identity = FileIdentity.Of(file);
        var source = ByteSource.Of(file, path);
        var inspection = source.Length <= InMemory
            ? Alone(ByteSource.Of(source.ReadBytes(0, (int)source.Length)), path, progress, cancellation)
            : AtOnce(source, path, progress, cancellation);
        return FileIdentity.Of(file) == identity ? inspection : throw new FileChangedException(path);
    }

    private static FileInspection Alone(ByteSource source, string path, IProgress<long>? progress, CancellationToken cancellation) => new(
        FileDigest.Compute(source, progress, cancellation),
        ModelScanner.Scan(source, Name(path), path, cancellation),
        LargeFilePointer.Read(source));

    private static FileInspection AtOnce(ByteSource source, string path, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var scan = Task.Run(() => ModelScanner.Scan(source, Name(path), path, stop.Token), CancellationToken.None);
        try
        {
            var digest = FileDigest.Compute(source, progress, cancellation);
            return new FileInspection(digest, scan.GetAwaiter().GetResult(), null);
        }
        finally
        {
            // The file must stay open until nobody reads it.
            stop.Cancel();
            Task.WaitAny([scan], CancellationToken.None);
        }
    }

    private static string Name(string path) => path.Replace('\\', '/');
}
