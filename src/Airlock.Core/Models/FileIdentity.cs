using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Airlock.Core.Models;

/// <summary>
/// What an operating system knows of a file's state. The time of change, which no program can set, and the file's own number tell a file that was
/// replaced or rewritten, even where its size and its time of writing were put back.
/// </summary>
/// <param name="Size">Length in bytes.</param>
/// <param name="Written">Time of the last write, in ticks (UTC).</param>
/// <param name="Changed">Time of the last change of content or attributes, in nanoseconds or ticks of the system; 0 where the system does not tell.</param>
/// <param name="Device">The volume; 0 where the system does not tell.</param>
/// <param name="Number">The number of the file on its volume (inode, file id); 0 where the system does not tell.</param>
public readonly record struct FileIdentity(long Size, long Written, long Changed, ulong Device, ulong Number)
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const uint BasicStatistics = 0x7ff;
    private const int BasicInformation = 0;
    private const int IdInformation = 18;

    /// <summary>The state of an open file.</summary>
    /// <exception cref="IOException">The file can't be asked.</exception>
    public static FileIdentity Of(SafeFileHandle file)
    {
        var identity = new FileIdentity(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks, 0, 0, 0);
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(identity, file) : OperatingSystem.IsWindows() ? OfWindows(identity, file) : identity;
        }
        catch (EntryPointNotFoundException)
        {
            return identity;
        }
    }

    /// <summary>
    /// The state of a file by its path, the same as that of the open file; links are followed. Where the system tells it, the file is not opened, so
    /// that a look at thousands of files costs little.
    /// </summary>
    /// <returns>The state, or null if no regular file is there, or it can't be asked.</returns>
    public static FileIdentity? OfFile(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return OfLinux(path, RegularFile);
            }
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library; the file can still be opened.
        }

        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            // Windows tells number and time of change only of what is open.
            using var file = FileDigest.Open(path);
            return Of(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The state of a folder: it changes when something is added to it, removed or renamed, not when a file in it is written.</summary>
    /// <returns>The state, or null if no folder is there, or it can't be asked.</returns>
    public static FileIdentity? OfFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return OfLinux(path, Folder);
            }
        }
        catch (EntryPointNotFoundException)
        {
        }

        return Directory.Exists(path) ? new FileIdentity(0, Directory.GetLastWriteTimeUtc(path).Ticks, 0, 0, 0) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size}:{Written}:{Changed}:{Device:x}:{Number:x}");

    // statx(2): its structure is the same on every processor, unlike that of stat.
    private static FileIdentity OfLinux(FileIdentity identity, SafeFileHandle file) =>
        GetStatistics(file, "", EmptyPath, BasicStatistics, out var found) == 0 ? With(identity, found) : identity;

    private static FileIdentity? OfLinux(string path, int kind) =>
        GetStatistics(CurrentFolder, path, 0, BasicStatistics, out var found) == 0 && (found.Mode & KindMask) == kind
            ? With(
                new FileIdentity(
                    found.Size,
                    DateTime.UnixEpoch.Ticks + (found.WrittenSeconds * TimeSpan.TicksPerSecond) + (found.WrittenNanoseconds / TimeSpan.NanosecondsPerTick),
                    0,
                    0,
                    0),
                found)
            : null;

    private static FileIdentity With(FileIdentity identity, in LinuxStatistics found) => identity with
    {
        Changed = (found.ChangedSeconds * 1_000_000_000) + found.ChangedNanoseconds,
        Device = ((ulong)found.DeviceMajor << 32) | found.DeviceMinor,
        Number = found.Inode,
    };

    private static FileIdentity OfWindows(FileIdentity identity, SafeFileHandle file) =>
        GetInformation(file, BasicInformation, out FileTimes times, Marshal.SizeOf<FileTimes>())
        && GetInformation(file, IdInformation, out FileNumber number, Marshal.SizeOf<FileNumber>())
            ? identity with { Changed = times.Changed, Device = number.Volume, Number = number.Low ^ number.High }
            : identity;

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatistics(SafeFileHandle folder, string path, int flags, uint mask, out LinuxStatistics found);

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatistics(int folder, string path, int flags, uint mask, out LinuxStatistics found);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetInformation(SafeFileHandle file, int kind, out FileTimes found, int size);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetInformation(SafeFileHandle file, int kind, out FileNumber found, int size);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStatistics
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FileTimes
    {
        public long Created;
        public long Accessed;
        public long Written;
        public long Changed;
        public uint Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FileNumber
    {
        public ulong Volume;
        public ulong Low;
        public ulong High;
    }
}
