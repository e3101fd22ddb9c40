using Airlock.Core;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Merging;
using Microsoft.Build.Framework;

namespace Airlock.Build;

/// <summary>Joins the SBOMs that a multi-targeted project wrote for each of its frameworks into one of the project.</summary>
[MSBuildMultiThreadableTask]
public sealed class JoinBoms : Microsoft.Build.Utilities.Task
{
    /// <summary>The SBOMs, absolute.</summary>
    [Required]
    public ITaskItem[] Documents { get; set; } = [];

    /// <summary>The joined SBOM, absolute.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <summary>The file that was written, so that clean can remove it.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var joined = BomWriter.Write(BomMerge.Project([.. Documents.Select(document => BomReader.ReadFile(document.ItemSpec))]));
            AtomicFile.Write(Output, stream => stream.Write(joined));
            FilesWritten = [new Microsoft.Build.Utilities.TaskItem(Output)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BomFormatException)
        {
            Log.LogError(null, "AIR9004", null, null, Output, 0, 0, 0, 0, $"Airlock can't join the SBOMs of the target frameworks: {exception.Message}");
        }

        return !Log.HasLoggedErrors;
    }
}
