using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>
/// The names of one advisory: identifiers of databases and addresses of pages. Two databases mean the same advisory if they share a name. The pages of
/// the known databases carry the identifier in their address, and NuGet tells no more than an address.
/// </summary>
public sealed partial class AdvisoryNames
{
    private const int MaximumNames = 64;

    private AdvisoryNames(ImmutableArray<string> ids, ImmutableArray<string> addresses) => (Ids, Addresses) = (ids, addresses);

    /// <summary>Identifiers, as <c>GHSA-5crp-9r3c-p9vr</c> and <c>CVE-2024-21907</c>, in the order in which they were told.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Addresses, in the order in which they were told.</summary>
    public ImmutableArray<string> Addresses { get; }

    /// <summary>The name that messages show: of GitHub's database if there is one, else the first identifier, else the first address.</summary>
    public string Display => Ids.FirstOrDefault(id => id.StartsWith("GHSA-", StringComparison.OrdinalIgnoreCase)) ?? Ids.FirstOrDefault() ?? Addresses.FirstOrDefault() ?? "without a name";

    /// <summary>Collects names; those that are addresses are told apart by their scheme.</summary>
    public static AdvisoryNames Of(params IEnumerable<string?> names)
    {
        var (ids, addresses) = (new List<string>(), new List<string>());
        foreach (var name in names.OfType<string>().Select(ForeignText.Clean).Where(name => name.Length > 0).Take(MaximumNames))
        {
            var isAddress = name.Contains("://", StringComparison.Ordinal);
            Add(isAddress ? addresses : ids, isAddress ? name.TrimEnd('/') : name);
            if (isAddress)
            {
                foreach (Match match in new[] { GitHubId().Match(name), CveId().Match(name) }.Where(match => match.Success))
                {
                    Add(ids, match.Value);
                }
            }
        }

        return new AdvisoryNames([.. ids], [.. addresses]);

        static void Add(List<string> names, string name)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(name);
            }
        }
    }

    /// <summary>Whether both name the same advisory: they share an identifier or an address, in any letter case.</summary>
    public bool Overlaps(AdvisoryNames other) =>
        Ids.Any(id => other.Ids.Contains(id, StringComparer.OrdinalIgnoreCase)) || Addresses.Any(address => other.Addresses.Contains(address, StringComparer.OrdinalIgnoreCase));

    /// <summary>The names of both.</summary>
    public AdvisoryNames With(AdvisoryNames other) => Of([.. Ids, .. other.Ids, .. Addresses, .. other.Addresses]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Ids.Concat(Addresses));

    [GeneratedRegex("GHSA(-[0-9a-z]{4}){3}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GitHubId();

    [GeneratedRegex("CVE-[0-9]{4}-[0-9]{4,19}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CveId();
}
