using Airlock.Core.Restoring;

namespace Airlock.Cli.Pinning;

/// <summary>Where a file came from, named so that it can't come to mean another.</summary>
public static class ImmutableSource
{
    /// <summary>Checks a source.</summary>
    /// <param name="source">What stands after <c>--source</c>, or null.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ToolException">It is an address of the hub that is wrong, or whose revision can move.</exception>
    public static string? Checked(string? source)
    {
        if (source is null || !IsAddress(source))
        {
            return source;
        }

        return !RemoteAddress.TryParse(source, out var address, out var problem)
            ? throw new ToolException(ExitCode.Usage, $"--source {source} {problem}")
            : address is HubAddress { IsPinned: false } hub
                ? throw new ToolException(
                    ExitCode.Usage,
                    $"--source {source} names {(hub.Revision is { } revision ? $"the revision {revision}, which can move" : "no revision")}; write {hub.At("<commit>")} with the 40 hex digits of the commit that the file came from")
                : source;
    }

    private static bool IsAddress(string source) =>
        source.StartsWith("hf:", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
