using System.Diagnostics.CodeAnalysis;
using NuGet.Versioning;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What a package URL of type <c>nuget</c> names (ECMA-427).</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Version">Version, or null for any.</param>
internal sealed record NuGetPurl(string Id, string? Version)
{
    private const string Scheme = "pkg:";
    private const string Type = "nuget/";

    /// <summary>Reads a package URL. Qualifiers and subpath are left aside, for NuGet has none that tell packages apart.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NuGetPurl? purl)
    {
        purl = null;
        var rest = text?.Trim() ?? "";
        if (!rest.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !rest[Scheme.Length..].TrimStart('/').StartsWith(Type, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[Scheme.Length..].TrimStart('/')[Type.Length..].Split('#')[0].Split('?')[0];
        var at = rest.LastIndexOf('@');
        var id = Uri.UnescapeDataString(at < 0 ? rest : rest[..at]).Trim('/');
        var version = at < 0 ? null : Uri.UnescapeDataString(rest[(at + 1)..]);
        if (id.Length == 0 || id.Contains('/', StringComparison.Ordinal) || version is "")
        {
            return false;
        }

        purl = new NuGetPurl(id, version);
        return true;
    }

    /// <summary>Whether it names that package.</summary>
    public bool Names(string id, string version) =>
        string.Equals(Id, id, StringComparison.OrdinalIgnoreCase)
        && (Version is null
            || string.Equals(Version, version, StringComparison.OrdinalIgnoreCase)
            || (NuGetVersion.TryParse(Version, out var named) && NuGetVersion.TryParse(version, out var own) && named == own));
}
