using Airlock.Shared.Pins;

namespace Airlock.Analyzers.Values;

/// <summary>A path as far as code and settings fix it.</summary>
/// <param name="Text">The fixed end, with <c>/</c>; empty if not even that is known.</param>
/// <param name="IsWhole">Whether nothing stands before it.</param>
/// <param name="Key">The key of the setting that it was read from, as <c>Models:Intent</c>; null if it is written in code.</param>
internal readonly record struct WrittenPath(string Text, bool IsWhole, string? Key = null)
{
    /// <summary>A path of which nothing is known.</summary>
    public static WrittenPath Unknown { get; } = new("", false);

    /// <summary>
    /// The file that it names, as far as it is fixed at a folder boundary: <c>models/intent.onnx</c> where only the folder before that is unknown.
    /// Null if not even the file's name is fixed.
    /// </summary>
    public string? File => string.IsNullOrWhiteSpace(Text) ? null : IsWhole ? Resolved(Text) : FromFolderBoundary(Resolved(Text));

    private static string? FromFolderBoundary(string tail)
    {
        var start = tail.IndexOf('/');
        return start < 0 || start == tail.Length - 1 ? null : tail.Substring(start + 1);
    }

    /// <summary>The path without <c>.</c> and <c>..</c>; what a leading <c>..</c> leads to is not known and left out.</summary>
    private static string Resolved(string path)
    {
        path = LockDocument.Normalise(path);
        if (LockDocument.IsAddress(path) || path.IndexOf("..", StringComparison.Ordinal) < 0)
        {
            return path;
        }

        var folders = new List<string>();
        foreach (var part in path.Split('/').Where(part => part != "."))
        {
            if (part != "..")
            {
                folders.Add(part);
            }
            else if (folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }
        }

        // What stands before is a folder, whether it is known or not.
        return path.StartsWith("..", StringComparison.Ordinal) ? string.Join("/", folders) : "/" + string.Join("/", folders).TrimStart('/');
    }
}
