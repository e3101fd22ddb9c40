namespace Airlock.Core.Bom;

/// <summary>Addresses as they may stand in a document that is passed on.</summary>
internal static class WebAddress
{
    /// <summary>The address without user name, password, query and fragment, in which keys travel; null if it is no web address.</summary>
    public static string? Clean(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;

    /// <summary>A relative path or route as a reference (RFC 3987): what may not stand in one is escaped.</summary>
    public static string Relative(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
