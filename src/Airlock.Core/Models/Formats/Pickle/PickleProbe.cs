using System.Buffers;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Finds out whether content is a pickle. Protocols from 2 on have a mark; of the older ones, whose opcodes are letters, the beginning is read
/// as a trial, and must make more sense than a text would.
/// </summary>
internal static class PickleProbe
{
    /// <summary>What names of modules are made of, dots too.</summary>
    public static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);

    private const int Trial = 64 * 1024;

    // A text that by chance is a pickle is hardly ever one of so many opcodes.
    private const int Convincing = 8;

    // Names that hardly anything but a pickle has; .bin, .dat and the like say nothing.
    private static readonly string[] Extensions = [".pkl", ".pickle", ".pck", ".pcl", ".p", ".dill", ".joblib", ".pt", ".pth", ".ckpt", ".sav"];

    /// <summary>Whether the content is a pickle, or what is left of one.</summary>
    /// <param name="source">The content.</param>
    /// <param name="name">The file's name.</param>
    public static bool IsPickle(ByteSource source, string name)
    {
        Span<byte> start = stackalloc byte[3];
        start = start[..source.Read(0, start)];
        if (start.Length < 2 || PickleOpcode.HeadLengths[start[0]] == 0)
        {
            return false;
        }

        var isNamedSo = Extensions.Contains(Path.GetExtension(name).ToLowerInvariant());
        return start[0] == PickleOpcode.Protocol && start[1] is >= 2 and <= PickleOpcode.HighestProtocol
            ? isNamedSo || start.Length == 2 || PickleOpcode.HeadLengths[start[2]] != 0
            : IsOldPickle(source, isNamedSo);
    }

    private static bool IsOldPickle(ByteSource source, bool isNamedSo)
    {
        var trial = source.Slice(0, Math.Min(source.Length, Trial));
        var cursor = new ByteCursor(trial);
        var imports = new PickleImports(null);
        var machine = new PickleMachine(trial, cursor, imports, null);
        var isWhole = false;
        try
        {
            machine.Run();
            isWhole = true;
        }
        catch (ModelFormatException)
        {
        }
        catch (ScanLimitException)
        {
        }

        if (imports.HasDangerous)
        {
            return true;
        }

        var isConvincing = machine.Opcodes >= Convincing;
        if (isWhole)
        {
            return isConvincing || (machine.Opcodes >= 1 && (isNamedSo || IsRestBlank(source, cursor.Position)));
        }

        return isNamedSo
            ? isConvincing || imports.Count > 0
            : isConvincing && (trial.Length < source.Length ? IsNear(machine.Offset, trial.Length) : imports.Count > 0);
    }

    private static bool IsNear(long offset, long end) => end - offset < PickleText.MaximumLength * 4;

    private static bool IsRestBlank(ByteSource source, long from)
    {
        Span<byte> rest = stackalloc byte[16];
        return rest[..source.Read(from, rest)].IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }
}
