using System.Net;

namespace Airlock.Core.Bom.Assets;

/// <summary>Where a service lies, as seen from the application.</summary>
internal static class TrustZone
{
    /// <summary>The machine of the application.</summary>
    public const string Local = "local";

    /// <summary>A network that is not the internet: a private address, or a name without a public top level.</summary>
    public const string PrivateNetwork = "private-network";

    /// <summary>An organization of its own, reached over the internet.</summary>
    public const string ThirdParty = "third-party";

    /// <summary>Whoever calls the application.</summary>
    public const string Callers = "callers";

    // RFC 6762, RFC 8375 and the ICANN resolution on .internal
    private static readonly string[] PrivateEndings = [".local", ".internal", ".home.arpa", ".localdomain", ".lan", ".svc"];

    /// <summary>The widest zone of several addresses; null if none tells.</summary>
    /// <param name="endpoints">Absolute addresses.</param>
    public static string? Of(IReadOnlyCollection<string> endpoints)
    {
        var zones = endpoints.Select(OfAddress).ToHashSet(StringComparer.Ordinal);
        return new[] { ThirdParty, PrivateNetwork, Local }.FirstOrDefault(zones.Contains);
    }

    /// <summary>Whether data on their way there cross a boundary of trust; null if the zone is not known.</summary>
    public static bool? Crosses(string? zone) => zone is null ? null : zone != Local;

    private static string OfAddress(string endpoint)
    {
        var uri = new Uri(endpoint);
        if (uri.IsLoopback)
        {
            return Local;
        }

        return IPAddress.TryParse(uri.DnsSafeHost, out var address)
            ? IsPrivate(address) ? PrivateNetwork : ThirdParty
            : !uri.Host.Contains('.') || PrivateEndings.Any(ending => uri.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? PrivateNetwork : ThirdParty;
    }

    // RFC 1918, RFC 4193, RFC 3927 and RFC 4291, section 2.5.6
    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            || (bytes.Length == 4 && (bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)));
    }
}
