namespace Airlock.Core.Restoring;

/// <summary>
/// Keeps two processes from writing the same file of the cache. It is the lock that huggingface_hub takes as well
/// (<c>.locks/…/*.lock</c>): on Unix both lock the whole file with <c>flock</c>.
/// </summary>
internal static class CacheLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until nobody else has the lock.</summary>
    /// <returns>The lock; closing it frees it. Its file stays, because another process may be about to lock it.</returns>
    /// <exception cref="IOException">The lock's file can't be made.</exception>
    public static async Task<FileStream> AcquireAsync(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
