namespace Airlock.Core.Restoring;

/// <summary>Why a file could not be restored.</summary>
public enum RestoreFailure
{
    /// <summary>What came is not what the pin says.</summary>
    Mismatch,

    /// <summary>The address can't be restored, whatever the network does: it is malformed or names a revision that can move.</summary>
    Address,

    /// <summary>The file is not in the cache, and the network must not be used.</summary>
    Offline,

    /// <summary>The server refused or can't be reached.</summary>
    Network,

    /// <summary>An environment variable has a value that can't be used.</summary>
    Settings,
}

/// <summary>A file could not be restored.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">A sentence without its full stop, for the user.</param>
public sealed class RestoreException(RestoreFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public RestoreFailure Failure { get; } = failure;

    /// <summary>Whether another attempt may succeed.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>How long the server asked to wait, or null.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
