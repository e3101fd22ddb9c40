using System.Text;
using Airlock.Core.Models;

namespace Airlock.Core;

/// <summary>One file or folder on which a result rests, in the state in which it was read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsFolder">Whether a folder is meant: what is added to it counts, not what its files hold.</param>
/// <param name="Identity">Its state; null if nothing was there.</param>
public readonly record struct WatchedFile(string Path, bool IsFolder, FileIdentity? Identity)
{
    /// <summary>A file or folder as it is now.</summary>
    public static WatchedFile Now(string path) => Directory.Exists(path) ? new(path, true, FileIdentity.OfFolder(path)) : new(path, false, FileIdentity.OfFile(path));

    /// <summary>Whether it still is in that state.</summary>
    public bool IsUnchanged => (IsFolder ? FileIdentity.OfFolder(Path) : FileIdentity.OfFile(Path)) == Identity;
}

/// <summary>
/// The files beyond the project on which a result rests: those of its packages above all, a few thousand. They are kept in a form that is read
/// and compared in some milliseconds: paths share what they have in common with the one before.
/// </summary>
internal static class WatchedFiles
{
    private const int Version = 1;

    /// <summary>Writes the list.</summary>
    public static void Save(string path, IReadOnlyCollection<WatchedFile> files) => AtomicFile.Write(path, stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(files.Count);
        var previous = "";
        foreach (var file in files)
        {
            var shared = CommonLength(previous, file.Path);
            writer.Write7BitEncodedInt(shared);
            writer.Write(file.Path[shared..]);
            writer.Write(file.IsFolder);
            writer.Write(file.Identity is not null);
            if (file.Identity is { } identity)
            {
                writer.Write(identity.Size);
                writer.Write(identity.Written);
                writer.Write(identity.Changed);
                writer.Write(identity.Device);
                writer.Write(identity.Number);
            }

            previous = file.Path;
        }
    });

    /// <summary>Whether every file of a list is as it was; false if the list can't be read.</summary>
    /// <exception cref="IOException">The list is missing or cut off.</exception>
    public static bool AreUnchanged(string path)
    {
        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
        if (reader.ReadInt32() != Version)
        {
            return false;
        }

        var previous = "";
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var shared = reader.Read7BitEncodedInt();
            previous = string.Concat(previous.AsSpan(0, shared), reader.ReadString());
            var isFolder = reader.ReadBoolean();
            FileIdentity? identity = reader.ReadBoolean()
                ? new FileIdentity(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadUInt64())
                : null;
            if (!new WatchedFile(previous, isFolder, identity).IsUnchanged)
            {
                return false;
            }
        }

        return true;
    }

    private static int CommonLength(string one, string other) => one.AsSpan().CommonPrefixLength(other);
}
