using Airlock.Analyzers.Flow;

namespace Airlock.Analyzers.Values;

/// <summary>What an address says of the way to it: who can read what is sent there.</summary>
/// <param name="Scheme">In small letters, as <c>http</c>.</param>
/// <param name="Host">The host's name or number, without port; an IPv6 number with its brackets.</param>
internal readonly record struct NetworkAddress(string Scheme, string Host)
{
    /// <summary>Hosts of documentation, and what only stands for a name.</summary>
    private static readonly string[] PlaceholderParts = ["<", ">", "{", "}", "[your", "your-", "your_", "yourhost", "yourserver", "placeholder", "...", "$(", "%"];

    /// <summary>Whether it is this machine: what is sent there crosses no wire. The host of a container is the same machine.</summary>
    public bool IsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || Host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase)
        || (Host.StartsWith("127.", StringComparison.Ordinal) && Host.All(character => character is '.' or (>= '0' and <= '9')))
        || Host is "[::1]" or "0.0.0.0" or "[::]";

    /// <summary>Whether anybody on the way reads what is sent: it is not encrypted, and leaves this machine for a host that is meant.</summary>
    public bool IsPlaintext => Scheme is "http" or "ws" && Host.Length > 0 && !IsLoopback && !IsPlaceholder;

    private bool IsPlaceholder
    {
        get
        {
            var host = Host;
            var labels = host.Split('.');
            return PlaceholderParts.Any(part => host.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                || labels.Skip(Math.Max(labels.Length - 2, 0)).Any(label => label.Equals("example", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The address that a text begins with; null if it has no scheme, or its host is not fixed by what is known of it.</summary>
    public static NetworkAddress? Of(string text)
    {
        var address = text.TrimStart();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
        {
            return null;
        }

        var authority = address.Substring(scheme + 3);
        var end = authority.IndexOfAny(['/', '?', '#']);
        authority = end < 0 ? authority : authority.Substring(0, end);
        var host = WithoutPort(authority.Substring(authority.LastIndexOf('@') + 1));
        return AddressText.HasHole(host) ? null : new NetworkAddress(address.Substring(0, scheme).ToLowerInvariant(), host.Trim());
    }

    private static string WithoutPort(string authority)
    {
        var colon = authority.IndexOf(':', authority.StartsWith("[", StringComparison.Ordinal) ? Math.Max(authority.IndexOf(']'), 0) : 0);
        return colon < 0 ? authority : authority.Substring(0, colon);
    }
}
