namespace Airlock.Core.Libraries.Signatures;

/// <summary>Reads what the signature of a package says. Cheap, for every package of every build: no certificate is decoded and nothing is verified.</summary>
public static class PackageSignatureReader
{
    /// <summary>The file that NuGet extracts a signature to, in the package's folder.</summary>
    public const string FileName = ".signature.p7s";

    // Real ones have about 20 kB.
    private const int MaximumLength = 1024 * 1024;

    /// <summary>Reads the signature that stands beside a package.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PackageSignatureReading Read(RestoredPackage package, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return package.Folder is { } folder ? Read(Path.Combine(folder, FileName)) : PackageSignatureReading.None;
    }

    /// <summary>Reads a signature file; if it does not exist, there is no signature.</summary>
    public static PackageSignatureReading Read(string path)
    {
        var (bytes, problem) = ReadFile(path);
        return bytes is null ? new PackageSignatureReading(null, problem) : Read(bytes);
    }

    /// <summary>Reads a signature.</summary>
    public static PackageSignatureReading Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new PackageSignatureReading(DecodedSignature.Decode(bytes).Signature, null);
        }
        catch (PackageSignatureException exception)
        {
            return new PackageSignatureReading(null, exception.Message);
        }
    }

    /// <summary>The bytes of a signature file, or why they can't be had; neither if there is no file.</summary>
    internal static (byte[]? Bytes, string? Problem) ReadFile(string path)
    {
        try
        {
            return new FileInfo(path) is not { Exists: true } file ? (null, null)
                : file.Length > MaximumLength ? (null, "it is too large for a signature")
                : (File.ReadAllBytes(path), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"it can't be read: {exception.Message}");
        }
    }
}
