using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models;

/// <summary>Finds model files among a project's other files by their content, whatever they are called.</summary>
public static class HiddenModels
{
    /// <summary>Whether a file is a model, or an archive with one in it. A file that can't be read is none here: whoever uses it will say so.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="inspections">Where readings come from.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static bool IsModel(string path, InspectionCache inspections, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(path))
            {
                return false;
            }

            ContentKind? kind;
            using (var file = FileDigest.Open(path))
            {
                kind = ModelScanner.KindOf(ByteSource.Of(file, path), path.Replace('\\', '/'));
            }

            return kind == ContentKind.Model
                || (kind == ContentKind.Container && inspections.Inspect(path, progress: null, cancellation).Scan.HoldsModel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
