using System.Diagnostics.CodeAnalysis;

namespace Airlock.Core.Restoring;

/// <summary>Where a model or data set can be fetched from.</summary>
/// <param name="Text">The address as it was written.</param>
public abstract record RemoteAddress(string Text)
{
    private const int MaximumLength = 2048;

    /// <summary>The last part of its path, which can stand as the name of a file.</summary>
    public string FileName => this switch
    {
        HubAddress hub => hub.Path[(hub.Path.LastIndexOf('/') + 1)..],
        WebFileAddress web when Uri.UnescapeDataString(web.Uri.Segments[^1]) is var name && name.AsSpan().IndexOfAny("\\/:\0") < 0 && name is not ("." or "..") => name,
        _ => "model",
    };

    /// <summary>Reads an address: <c>hf://org/name@commit/file</c>, <c>hf://datasets/org/name@commit/file</c> or an <c>https:</c> URL.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address, if it is one.</param>
    /// <param name="problem">Else what is wrong with it: the end of a sentence that starts with the address.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RemoteAddress? address, [NotNullWhen(false)] out string? problem)
    {
        (address, problem) = text switch
        {
            { Length: > MaximumLength } => (null, "is too long for an address"),
            _ when text.Any(char.IsControl) => (null, "has control characters"),
            _ when text.StartsWith(HubAddress.Scheme, StringComparison.Ordinal) => HubAddress.ParseHub(text),
            _ when text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) => ParseWeb(text),
            _ => (null, "is no address of a file: write hf://org/name@commit/file or an https: URL"),
        };
        return address is not null;
    }

    private static (RemoteAddress? Address, string? Problem) ParseWeb(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return (null, "is no valid URL");
        }

        if (uri.UserInfo.Length > 0)
        {
            return (null, "holds a user name or password, which would end up in the repository; remove it");
        }

        if (uri.Fragment.Length > 0)
        {
            return (null, "has a fragment (#…), which names no file");
        }

        var (address, problem) = HubAddress.IsHub(uri.Host) ? HubAddress.ParseUrl(text, uri) : default;
        return problem is not null ? (null, problem) : (address ?? new WebFileAddress(text, uri), null);
    }
}

/// <summary>A file anywhere on the web; only its pin says which bytes are meant.</summary>
/// <param name="Text">The address as it was written.</param>
/// <param name="Uri">The same.</param>
public sealed record WebFileAddress(string Text, Uri Uri) : RemoteAddress(Text);
