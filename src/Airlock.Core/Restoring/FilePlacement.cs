using System.Runtime.InteropServices;
using Airlock.Core.Models;

namespace Airlock.Core.Restoring;

/// <summary>Puts a verified file of the cache where it is used. The name appears when the file is whole, and replaces what stood there.</summary>
public static partial class FilePlacement
{
    /// <summary>Makes a hard link, which costs no space, or a copy where the volume differs or has no links.</summary>
    /// <param name="source">The verified file.</param>
    /// <param name="target">Where it shall be; its folder is made if need be.</param>
    /// <param name="sha256">Its digest, which a copy is checked against.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="IOException">The file can't be placed.</exception>
    public static void Link(string source, string target, string sha256, CancellationToken cancellation) => Place(target, temporary =>
    {
        if (!TryHardLink(source, temporary))
        {
            CopyVerified(source, temporary, sha256, cancellation);
        }
    });

    /// <summary>Makes a copy, which nothing done to the cache or to the copy can change in the other. File systems that can share the blocks.</summary>
    /// <inheritdoc cref="Link"/>
    public static void Copy(string source, string target, string sha256, CancellationToken cancellation) =>
        Place(target, temporary => CopyVerified(source, temporary, sha256, cancellation));

    /// <summary>Makes a relative symbolic link.</summary>
    /// <returns>Whether the system lets this user make one.</returns>
    internal static bool TrySymbolicLink(string source, string target)
    {
        try
        {
            Place(target, temporary => File.CreateSymbolicLink(temporary, Path.GetRelativePath(Path.GetDirectoryName(target)!, source)));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static void CopyVerified(string source, string target, string sha256, CancellationToken cancellation)
    {
        File.Copy(source, target, overwrite: true);
        var found = FileDigest.Compute(target, progress: null, cancellation).Sha256;
        if (found != sha256)
        {
            throw new FileChangedException(source);
        }
    }

    private static void Place(string target, Action<string> make)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            make(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            // rename() does nothing, and leaves both names, if they are links to the same file already.
            File.Delete(temporary);
        }
    }

    private static bool TryHardLink(string source, string target) =>
        OperatingSystem.IsWindows() ? CreateHardLink(target, source, 0) : MakeLink(source, target) == 0;

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CreateHardLink(string name, string existing, nint security);

    // https://pubs.opengroup.org/onlinepubs/9799919799/functions/link.html
    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeLink([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
