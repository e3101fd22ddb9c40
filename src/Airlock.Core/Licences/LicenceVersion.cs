using System.Text.RegularExpressions;

namespace Airlock.Core.Licences;

/// <summary>
/// Which versions of which licence an identifier names. SPDX leaves open what a later version is (model/ExpandedLicensing/Classes/OrLaterOperator);
/// here it is one of the same family whose version number, compared number by number, is greater.
/// </summary>
/// <param name="Family">The identifier without its version, in lower case: <c>gpl-</c>, <c>cc-by-sa-</c>, <c>mpl--no-copyleft-exception</c>.</param>
/// <param name="Version">The version, or null if the identifier has none: then no other is later.</param>
/// <param name="OrLater">Whether later versions are meant too.</param>
internal sealed partial record LicenceVersion(string Family, Version? Version, bool OrLater)
{
    private const string LaterEnding = "-or-later";
    private const string OnlyEnding = "-only";

    /// <summary>Reads an identifier. <c>GPL-2.0</c>, which the SPDX list keeps for old documents, is <c>GPL-2.0-only</c>, and <c>GPL-2.0+</c> is <c>GPL-2.0-or-later</c>.</summary>
    public static LicenceVersion Of(Licence licence)
    {
        var id = licence.Id.ToLowerInvariant();
        var isLater = id.EndsWith(LaterEnding, StringComparison.Ordinal);
        var isOnly = id.EndsWith(OnlyEnding, StringComparison.Ordinal);
        id = isLater ? id[..^LaterEnding.Length] : isOnly ? id[..^OnlyEnding.Length] : id;

        // Own licences are known by their whole name; two of them are never versions of one.
        var number = id.StartsWith("licenseref-", StringComparison.Ordinal) || id.StartsWith("documentref-", StringComparison.Ordinal) ? null : Number().Match(id);
        return number is { Success: true } && System.Version.TryParse(number.Groups["version"].Value, out var version)
            ? new LicenceVersion(id.Remove(number.Groups["version"].Index, number.Groups["version"].Length), version, (isLater || licence.OrLater) && !isOnly)
            : new LicenceVersion(id, null, isLater || licence.OrLater);
    }

    /// <summary>Whether one version is in both.</summary>
    public bool Overlaps(LicenceVersion other) =>
        Family == other.Family
        && (Version, other.Version) switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine == theirs || (mine < theirs ? OrLater : other.OrLater),
            _ => false,
        };

    // A version has a dot: the 3 of BSD-3-Clause counts clauses, and 2016 of Unicode-DFS-2016 is a year.
    [GeneratedRegex(@"-(?<version>[0-9]{1,4}(\.[0-9]{1,4}){1,3})(?=-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
