using Airlock.Core.Restoring;
using Airlock.Shared.Pins;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Airlock.Build;

/// <summary>
/// Gives items that are addresses a file. What fails is told to <see cref="RunGate"/>, so that policy decides. The environment and the
/// system's proxies belong to a process, hence no mark for running beside other tasks.
/// </summary>
public sealed class RestoreModels : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The policy that was found or named, or empty.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>The lock that the user named, or empty.</summary>
    public string? LockFile { get; set; }

    /// <summary>Where the gate keeps its state.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>Items <c>AIModel</c> and <c>AIDataset</c>; the metadata <c>Link</c> says where in the output the file shall be.</summary>
    [Required]
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>What became of each address: metadata <c>File</c>, <c>Rule</c> and <c>Problem</c>.</summary>
    [Output]
    public ITaskItem[] Restored { get; private set; } = [];

    /// <summary>The files, with their place in the output as <c>Link</c>.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        var used = Items.Where(item => LockDocument.IsAddress(item.ItemSpec)).Select(item => new UsedAddress(AddressOf(item), Named(item.GetMetadata("Link")))).ToList();
        if (used.Count == 0)
        {
            return true;
        }

        try
        {
            var folder = Path.GetDirectoryName(ProjectFile)!;
            string? Full(string? path) => Named(path) is { } named ? Path.GetFullPath(named, folder) : null;
            var restore = new ProjectRestore(ProjectFile, Full(PolicyFile), Full(LockFile), Full(IntermediateFolder)!, Environment.GetEnvironmentVariable);
            var restored = restore.RunAsync(used, message => Log.LogMessage(MessageImportance.High, "{0}", message), _cancellation.Token).GetAwaiter().GetResult();
            Restored = [.. restored.Select(file => Item(file.Address, ("File", file.File), ("Rule", file.Rule), ("Problem", file.Problem)))];
            Files =
            [
                .. restored.Where(file => file.File is not null).Select(file => Item(
                    file.File!, ("Link", used.First(use => use.Address == file.Address).Target ?? ProjectRestore.DefaultTarget(file.Address)))),
            ];
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogError(null, "AIR9004", null, null, ProjectFile, 0, 0, 0, 0, "{0}", $"Airlock can't restore models: {exception.Message}");
            return false;
        }
    }

    /// <summary>The address that an item names as it was written: what is an escape to MSBuild is a part of an address.</summary>
    internal static string AddressOf(ITaskItem item) => item is ITaskItem2 written ? written.EvaluatedIncludeEscaped : item.ItemSpec;

    /// <summary>Reads an item of <see cref="Restored"/>.</summary>
    internal static RestoredFile ToRestoredFile(ITaskItem item) =>
        new(item.ItemSpec, Named(item.GetMetadata("File")), Named(item.GetMetadata("Rule")), Named(item.GetMetadata("Problem")));

    private static string? Named(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // MSBuild reads '%' and two digits in what a task hands over as an escape.
    private static TaskItem Item(string name, params (string Name, string? Value)[] metadata)
    {
        var item = new TaskItem(name.Replace("%", "%25", StringComparison.Ordinal));
        foreach (var (key, value) in metadata)
        {
            ((ITaskItem2)item).SetMetadataValueLiteral(key, value ?? "");
        }

        return item;
    }
}
