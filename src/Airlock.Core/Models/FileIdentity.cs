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
    private const int EmptyPath = 0x1000;
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

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size}:{Written}:{Changed}:{Device:x}:{Number:x}");

    // statx(2): its structure is the same on every processor, unlike that of stat.
    private static FileIdentity OfLinux(FileIdentity identity, SafeFileHandle file) =>
        GetStatistics(file, "", EmptyPath, BasicStatistics, out var found) == 0
            ? identity with
            {
                Changed = (found.ChangedSeconds * 1_000_000_000) + found.ChangedNanoseconds,
                Device = ((ulong)found.DeviceMajor << 32) | found.DeviceMinor,
                Number = found.Inode,
            }
            : identity;

    private static FileIdentity OfWindows(FileIdentity identity, SafeFileHandle file) =>
        GetInformation(file, BasicInformation, out FileTimes times, Marshal.SizeOf<FileTimes>())
        && GetInformation(file, IdInformation, out FileNumber number, Marshal.SizeOf<FileNumber>())
            ? identity with { Changed = times.Changed, Device = number.Volume, Number = number.Low ^ number.High }
            : identity;

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatistics(SafeFileHandle folder, string path, int flags, uint mask, out LinuxStatistics found);

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
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

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
