namespace Airlock.Core.Libraries;

/// <summary>Why an assets file gave no graph.</summary>
public enum PackageGraphError
{
    /// <summary>There is no such file: the project has not been restored.</summary>
    Missing,

    /// <summary>The file can't be read: a folder, no permission, too large.</summary>
    Unreadable,

    /// <summary>The file is not what NuGet writes: truncated, not JSON, of the wrong shape.</summary>
    Malformed,

    /// <summary>The file's format is newer or older than those that are known.</summary>
    UnknownVersion,

    /// <summary>The file holds no such target framework and runtime identifier.</summary>
    WrongTarget,

    /// <summary>The file records a restore that failed, so its graph is not the one that would be built.</summary>
    RestoreFailed,
}

/// <summary>A graph, or what prevented it.</summary>
/// <param name="Graph">The graph; null if there is an error.</param>
/// <param name="Error">The kind of error; null if there is a graph.</param>
/// <param name="Message">The error in one sentence, with the file and what to do; empty if there is a graph.</param>
public sealed record PackageGraphResult(PackageGraph? Graph, PackageGraphError? Error, string Message)
{
    internal static PackageGraphResult Of(PackageGraph graph) => new(graph, null, "");

    internal static PackageGraphResult Fail(PackageGraphError error, string message) => new(null, error, message);
}
