using NuGet.Versioning;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// What NuGet's audit found, from the messages of restore in the assets file. A message carries the package as a fact, and severity, version and address
/// of the advisory only in its code and text, which is in the language of whoever restored.
/// </summary>
internal static class AuditMessages
{
    /// <summary>The data of a feed could not be fetched; with a package, an advisory of a severity that NuGet does not know.</summary>
    public const string FetchFailed = "NU1900";

    /// <summary>An audit source has no data.</summary>
    public const string SourceWithoutData = "NU1905";

    /// <summary>The codes by which the audit names a package or says that it could not look: NuGet.Commands, AuditUtility.</summary>
    public static readonly string[] Codes = [FetchFailed, "NU1901", "NU1902", "NU1903", "NU1904", SourceWithoutData];

    private const string Source = "NuGet's audit";

    /// <summary>Whether a message names a package with a vulnerability.</summary>
    public static bool IsFinding(RestoreMessage message) => message.LibraryId is not null && message.Code != SourceWithoutData && Codes.Contains(message.Code, StringComparer.Ordinal);

    /// <summary>The advisories on a package, in the order of the file.</summary>
    public static IEnumerable<Advisory> On(RestoredPackage package, RestoreRecord restore) => restore.Messages
        .Where(IsFinding)
        .Where(message => string.Equals(message.LibraryId, package.Id, StringComparison.OrdinalIgnoreCase) && IsOf(message.Message, package.Version))
        .Select(message => new Advisory(AdvisoryNames.Of(AddressIn(message.Message)), SeverityOf(message.Code), null, Source)
        {
            Message = $"{message.Code}: {ForeignText.Clean(message.Message)}",
        });

    // A project for several frameworks may have the package in several versions; the words around them are in any language.
    private static bool IsOf(string message, string version)
    {
        var versions = message.Split([' ', ',', '\u3001', '\uFF0C', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('\'', '"', '\u201C', '\u201D', '\u00AB', '\u00BB'))
            .Where(word => NuGetVersion.TryParse(word, out _))
            .ToList();
        return versions.Count == 0 || versions.Contains(version, StringComparer.OrdinalIgnoreCase);
    }

    private static string? AddressIn(string message)
    {
        var start = message.IndexOf("https://", StringComparison.OrdinalIgnoreCase);
        start = start < 0 ? message.IndexOf("http://", StringComparison.OrdinalIgnoreCase) : start;
        if (start < 0)
        {
            return null;
        }

        var end = start;
        while (end < message.Length && !char.IsWhiteSpace(message[end]))
        {
            end++;
        }

        return message[start..end].TrimEnd('.', ',', ')', '\u3002');
    }

    private static VulnerabilitySeverity? SeverityOf(string code) => code switch
    {
        "NU1901" => VulnerabilitySeverity.Low,
        "NU1902" => VulnerabilitySeverity.Moderate,
        "NU1903" => VulnerabilitySeverity.High,
        "NU1904" => VulnerabilitySeverity.Critical,
        _ => null,
    };
}
