namespace Airlock.Core.Libraries.Sources;

/// <summary>Where packages come from: an address or a folder, in a form that can be compared.</summary>
/// <param name="Canonical">Equal for two ways to write one feed: scheme and host in lower case, no slash at the end, folders as full paths.</param>
/// <param name="Display">As messages show it: without user, password and query, which may be secrets.</param>
public sealed record FeedAddress(string Canonical, string Display)
{
    private static readonly StringComparison PathComparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a text of the policy is an address or a folder, and not the name of a package: names hold neither <c>/</c> nor <c>\</c>.</summary>
    public static bool IsFeed(string text)
    {
        var blank = text.IndexOf(' ');
        return (blank < 0 ? text : text[..blank]).AsSpan().ContainsAny('/', '\\') || text is "." or "..";
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">An address (<c>https</c>, <c>http</c>, <c>file</c>) or a folder.</param>
    /// <param name="folder">What a relative folder is relative to, absolute; without it, relative folders stay as they are.</param>
    public static FeedAddress Of(string text, string? folder = null)
    {
        text = text.Trim();
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && text.Contains("://", StringComparison.Ordinal))
        {
            if (address.IsFile)
            {
                return OfFolder(address.LocalPath, folder);
            }

            var canonical = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped).TrimEnd('/');
            return new FeedAddress(canonical, address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        }

        return OfFolder(text, folder);
    }

    /// <summary>Whether both are one feed.</summary>
    public bool IsSame(FeedAddress other) => string.Equals(Canonical, other.Canonical, Canonical.Contains("://", StringComparison.Ordinal) ? StringComparison.Ordinal : PathComparison);

    /// <inheritdoc/>
    public override string ToString() => Display;

    private static FeedAddress OfFolder(string text, string? folder)
    {
        // nuget.config is often written on Windows and read elsewhere.
        text = Path.DirectorySeparatorChar == '/' ? text.Replace('\\', '/') : text;
        try
        {
            text = folder is not null || Path.IsPathRooted(text) ? Path.GetFullPath(text, folder ?? Path.GetPathRoot(Environment.CurrentDirectory)!) : text;
        }
        catch (ArgumentException)
        {
            // A text that can be no path is compared as it is.
        }

        var canonical = Path.TrimEndingDirectorySeparator(text);
        return new FeedAddress(canonical, canonical);
    }
}
