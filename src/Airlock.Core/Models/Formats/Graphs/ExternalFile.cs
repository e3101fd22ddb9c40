using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>Judges the path of a file that a model names beside itself, by its components and by what lies there.</summary>
internal static class ExternalFile
{
    /// <summary>
    /// Why a path does not stay in the model's folder whatever the system that loads it, or null if it stays. Both separators count, and a
    /// component with two dots among letters (<c>weights..v2.bin</c>) is a name like any other.
    /// </summary>
    /// <param name="location">The path as the model writes it.</param>
    public static string? Escape(string location)
    {
        if (location.StartsWith('/') || location.StartsWith('\\'))
        {
            return location.Length > 1 && location[1] is '/' or '\\' ? "names another machine" : "is absolute";
        }

        if (location.Length > 1 && location[1] == ':' && char.IsAsciiLetter(location[0]))
        {
            return "names a drive";
        }

        if (location.Contains("://", StringComparison.Ordinal) || location.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return "is an address";
        }

        if (location.StartsWith("~/", StringComparison.Ordinal) || location.StartsWith("~\\", StringComparison.Ordinal))
        {
            return "begins at somebody's home";
        }

        if (location.Any(char.IsControl))
        {
            return "holds a control character";
        }

        // Windows drops dots and spaces at the end of a name, so that "... " is a way up as well.
        return location.Split('/', '\\').Any(part => part.Length >= 2 && part.StartsWith("..", StringComparison.Ordinal) && part.Trim('.', ' ').Length == 0)
            ? "leads out of the model's folder"
            : null;
    }

    /// <summary>Reports what is wrong with a file that a model names.</summary>
    /// <param name="context">Of the model.</param>
    /// <param name="location">The path as the model writes it.</param>
    /// <param name="end">Number of bytes that it must have at least, or null.</param>
    /// <param name="offset">Where the model names it.</param>
    /// <param name="element">What names it.</param>
    public static void Judge(ScanContext context, string location, long? end, long offset, string element)
    {
        if (Escape(location) is { } escape)
        {
            context.Report(ModelVerdict.Malicious, $"it reads the file '{location}' when it is loaded, a path that {escape}", offset, element);
            return;
        }

        if (context.File is not { } model)
        {
            return;
        }

        var folder = RealPath.Of(Path.GetDirectoryName(model)!);
        var path = Path.GetFullPath(Path.Combine(folder, location.Replace('\\', '/')));
        var real = RealPath.Of(path);
        if (Directory.Exists(real))
        {
            context.Report(ModelVerdict.NotFullyRead, $"its weights should be in '{location}', which is a folder", offset, element);
        }
        else if (!File.Exists(real))
        {
            context.Report(ModelVerdict.NotFullyRead, $"its weights should be in '{location}', which does not exist", offset, element);
        }
        else if (real != path && !RealPath.IsInside(real, folder) && !SharesLinkTarget(model, real))
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"it reads the file '{location}' when it is loaded, a link that leads out of the model's folder to {real}",
                offset,
                element,
                "file:" + location);
        }
        else if (end > new FileInfo(real).Length)
        {
            context.Report(
                ModelVerdict.NotFullyRead,
                $"it needs {end:N0} bytes of '{location}', which has {new FileInfo(real).Length:N0}",
                offset,
                element);
        }
    }

    // The cache of Hugging Face keeps a model and its weights as links side by side, to blobs side by side.
    private static bool SharesLinkTarget(string model, string real) =>
        RealPath.Of(model) is var realModel && Path.GetDirectoryName(realModel) == Path.GetDirectoryName(real) && realModel != model;
}
