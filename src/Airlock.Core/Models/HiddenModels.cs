using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>Finds model files among a project's other files by their content, whatever they are called.</summary>
public static class HiddenModels
{
    /// <summary>Whether a file is a model, an archive with one in it, or a configuration or template that does more than configure. A file that can't be read is none here: whoever uses it will say so.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="inspections">Where readings come from.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static bool IsModel(string path, InspectionCache inspections, CancellationToken cancellation)
    {
        try
        {
            var kind = File.Exists(path) ? KindOf(path) : null;
            return kind switch
            {
                ContentKind.Model => true,
                ContentKind.Container => inspections.Inspect(path, progress: null, cancellation).Scan.HoldsModel,
                ContentKind.Companion => inspections.Inspect(path, progress: null, cancellation).Scan.Verdict != ModelVerdict.Clean,
                _ => false,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What kind of content a file has; null if it is none that a model may have.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ContentKind? KindOf(string path)
    {
        using var file = FileDigest.Open(path);
        return ModelScanner.KindOf(ByteSource.Of(file, path), path.Replace('\\', '/'));
    }
}
