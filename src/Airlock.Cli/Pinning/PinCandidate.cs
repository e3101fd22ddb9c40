using Airlock.Cli.Output;
using Airlock.Core.Models;
using Airlock.Shared.Pins;

namespace Airlock.Cli.Pinning;

/// <summary>A file that shall be pinned.</summary>
/// <param name="File">The file, absolute, as it was named.</param>
/// <param name="Path">Its path in the lock file.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record PinCandidate(string File, string Path, long Size)
{
    /// <summary>The file as one to be read.</summary>
    public ReadableFile ToRead() => new(File, Path, Size);

    /// <summary>Checks that a pin can stand for a file.</summary>
    /// <param name="file">The file, absolute, or an address.</param>
    /// <param name="lockPath">The lock file that the pin shall go to, absolute.</param>
    /// <exception cref="ToolException">It is no file, or lies where no pin can name it.</exception>
    public static PinCandidate Of(string file, string lockPath)
    {
        var folder = System.IO.Path.GetDirectoryName(lockPath)!;
        if (Directory.Exists(file))
        {
            throw new ToolException(ExitCode.Usage, $"{file} is a directory; name the files in it");
        }

        var real = RealPath.Of(file);
        if (!System.IO.File.Exists(real))
        {
            throw new ToolException(ExitCode.Usage, new FileInfo(file).LinkTarget is { } target
                ? $"{file} is a link to {target}, which does not exist"
                : $"{file} does not exist");
        }

        if (!RealPath.IsInside(file, folder))
        {
            throw new ToolException(ExitCode.Usage, $"{file} lies outside the folder of {lockPath}, so no pin there can name it");
        }

        if (!RealPath.IsInside(real, RealPath.Of(folder)))
        {
            throw new ToolException(ExitCode.Usage, $"{file} is a link to {real}, outside the folder of {lockPath}: what it means can change without the repository");
        }

        var path = System.IO.Path.GetRelativePath(folder, file).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        return path.AsSpan().ContainsAny('\\', ':')
            ? throw new ToolException(ExitCode.Usage, $"{file} has a '\\' or ':' in its name, which no pin can hold; rename it")
            : new PinCandidate(file, path, new FileInfo(real).Length);
    }
}

/// <summary>What pinning a file came to.</summary>
/// <param name="Old">Its pin before, or null.</param>
/// <param name="New">Its pin now.</param>
public sealed record PinChange(Pin? Old, Pin New)
{
    /// <summary>Whether the file is not the one that was pinned.</summary>
    public bool HasOtherDigest => Old is not null && Old.Sha256 != New.Sha256;

    /// <summary>Names that are accepted from now on.</summary>
    public IEnumerable<string> NewlyAccepted => New.Accepts.Except(Old?.Accepts ?? []);

    /// <summary>Whether the lock says all of this already.</summary>
    public bool SaysNothingNew =>
        Old is not null
        && !NewlyAccepted.Any()
        && (New.Signature is null || New.Signature == Old.Signature)
        && (New.Card is null || New.Card == Old.Card)
        && (Old.Sha256, Old.Size, Old.Format, Old.Licence, Old.Source) == (New.Sha256, New.Size, New.Format, New.Licence, New.Source);
}
