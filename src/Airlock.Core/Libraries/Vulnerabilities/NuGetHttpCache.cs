using System.Security.Cryptography;
using System.Text;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// NuGet's cache of what feeds answered. The audit leaves its data there whichever way restore ran, and says nothing if no feed has any: the trace
/// in the cache is what tells an audit that found nothing from one that had nothing to look at.
/// </summary>
/// <param name="Folder">The cache, absolute.</param>
internal sealed record NuGetHttpCache(string Folder)
{
    private const string IndexFile = "vuln_index.dat";
    private const string PagePattern = "vuln_data_*.dat";

    // "[]" and "{}": an index without pages, a page without packages.
    private const int EmptyLength = 2;

    /// <summary>The cache of whoever runs the build: <c>NUGET_HTTP_CACHE_PATH</c>, else the platform's place (NuGet.Common, NuGetEnvironment).</summary>
    public static NuGetHttpCache OfUser() => new(
        Environment.GetEnvironmentVariable("NUGET_HTTP_CACHE_PATH") is { Length: > 0 } named ? named
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetEnvironmentVariable("LOCALAPPDATA") ?? "", "NuGet", "v3-cache")
        : Path.Combine(LocalDataOfUnix(), "NuGet", "http-cache"));

    /// <summary>Where the cache keeps the index of a feed's vulnerability data, whether it is there or not.</summary>
    public string IndexOf(string source) => Path.Combine(Folder, FolderName(source), IndexFile);

    /// <summary>Whether the cache holds vulnerability data of a feed: an index, and a page that says something.</summary>
    /// <param name="source">The feed's address as it was configured; a folder has no data.</param>
    public bool HasVulnerabilityData(string source)
    {
        if (!source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            var folder = new DirectoryInfo(Path.Combine(Folder, FolderName(source)));
            return new FileInfo(IndexOf(source)) is { Exists: true, Length: > EmptyLength }
                && folder.EnumerateFiles(PagePattern).Any(page => page.Length > EmptyLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The name of a feed's folder: the start of its digest, and the end of its address to recognise it by (NuGet.Protocol, CachingUtility).</summary>
    internal static string FolderName(string source)
    {
        const int DigestLength = 20;
        const int TailLength = 32;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, DigestLength));
        var invalid = Path.GetInvalidFileNameChars();
        var name = $"{digest}${(source.Length > TailLength ? source[^TailLength..] : source)}";
        return string.Concat(name.Select(letter => invalid.Contains(letter) ? '_' : letter))
            .Replace("__", "_", StringComparison.Ordinal)
            .Replace("__", "_", StringComparison.Ordinal);
    }

    private static string LocalDataOfUnix() => Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
        ? data
        : Path.Combine(
            Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
}
