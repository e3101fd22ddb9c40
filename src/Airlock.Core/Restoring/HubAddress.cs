using System.Text.RegularExpressions;

namespace Airlock.Core.Restoring;

/// <summary>The kinds of repositories that the Hugging Face hub has.</summary>
public enum HubRepositoryKind
{
    /// <summary>A model: its addresses have no prefix.</summary>
    Model,

    /// <summary>A data set: <c>datasets/</c>.</summary>
    Dataset,

    /// <summary>An application: <c>spaces/</c>.</summary>
    Space,
}

/// <summary>
/// A file at the Hugging Face hub: <c>hf://[datasets/|spaces/]org/name[@revision]/path</c>, as huggingface_hub writes it, or the
/// download URL of the same file at huggingface.co.
/// </summary>
/// <param name="Text">The address as it was written.</param>
/// <param name="Kind">Kind of the repository.</param>
/// <param name="Repository">Name of the repository, as <c>org/name</c>.</param>
/// <param name="Revision">Commit, branch or tag; null if none was named, which means the branch <c>main</c>.</param>
/// <param name="Path">Path of the file in the repository, with <c>/</c>.</param>
public sealed partial record HubAddress(string Text, HubRepositoryKind Kind, string Repository, string? Revision, string Path) : RemoteAddress(Text)
{
    /// <summary>The start of an address.</summary>
    public const string Scheme = "hf://";

    private const string Form = "write hf://org/name@commit/file";

    private static readonly string[] Hosts = ["huggingface.co", "www.huggingface.co", "hf.co"];

    /// <summary>Whether the revision is a whole commit hash, which can't move to other content.</summary>
    public bool IsPinned => Revision is not null && CommitPattern().IsMatch(Revision);

    /// <summary>The address with another revision, in the form <c>hf://</c>.</summary>
    public string At(string revision) => $"{Scheme}{Prefix}{Repository}@{revision}/{Path}";

    /// <summary>The folder of the repository in the cache, as huggingface_hub names it: <c>models--org--name</c>.</summary>
    public string CacheFolder => $"{Kind.ToString().ToLowerInvariant()}s--{Repository.Replace("/", "--", StringComparison.Ordinal)}";

    /// <summary>The URL that serves the file.</summary>
    /// <param name="endpoint">The hub, as <c>https://huggingface.co</c>.</param>
    public Uri At(Uri endpoint) => new(
        $"{endpoint.AbsoluteUri.TrimEnd('/')}/{Prefix}{Repository}/resolve/{Uri.EscapeDataString(Revision ?? "main")}/{string.Join('/', Path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The page of the repository, which shows its card.</summary>
    public string Page => $"{HubSettings.Hub.AbsoluteUri}{Prefix}{Repository}";

    /// <summary>Who owns the repository; null for the old ones that have no owner.</summary>
    public string? Owner => Repository.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? Repository[..end] : null;

    private string Prefix => Kind == HubRepositoryKind.Model ? "" : $"{Kind.ToString().ToLowerInvariant()}s/";

    /// <summary>Whether a URL of that host is one of the hub.</summary>
    internal static bool IsHub(string host) => Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <c>hf://…</c>.</summary>
    internal static (RemoteAddress? Address, string? Problem) ParseHub(string text)
    {
        var (kind, parts) = KindOf(text[Scheme.Length..].Split('/'));

        // Old repositories have no owner: hf://gpt2@main/file. Without a revision the first two names are the repository.
        var nameLength = parts[0].Contains('@', StringComparison.Ordinal) ? 1 : 2;
        if (parts.Length <= nameLength)
        {
            return (null, $"names no file; {Form}");
        }

        var name = string.Join('/', parts[..nameLength]);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var (repository, revision) = at < 0 ? (name, null) : (name[..at], Uri.UnescapeDataString(name[(at + 1)..]));
        var path = parts[nameLength..];
        if (revision == "refs" && path is ["pr" or "convert", _, _, ..])
        {
            (revision, path) = ($"refs/{path[0]}/{path[1]}", path[2..]);
        }

        return Check(new HubAddress(text, kind, repository, revision, string.Join('/', path)));
    }

    /// <summary>Reads the download URL of a file at the hub; neither address nor problem for another of its URLs.</summary>
    internal static (RemoteAddress? Address, string? Problem) ParseUrl(string text, Uri uri)
    {
        var (kind, parts) = KindOf([.. uri.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString)]);
        var verb = Array.FindIndex(parts, part => part is "resolve" or "blob");
        return verb is not (1 or 2) || parts.Length < verb + 3 ? default
            : parts[verb] == "blob" ? (null, "is a page about the file; write resolve in place of blob")
            : Check(new HubAddress(text, kind, string.Join('/', parts[..verb]), parts[verb + 1], string.Join('/', parts[(verb + 2)..])));
    }

    private static (HubRepositoryKind Kind, string[] Parts) KindOf(string[] parts) => parts[0] switch
    {
        "datasets" when parts.Length > 1 => (HubRepositoryKind.Dataset, parts[1..]),
        "spaces" when parts.Length > 1 => (HubRepositoryKind.Space, parts[1..]),
        _ => (HubRepositoryKind.Model, parts),
    };

    // Names and paths become files in the cache, so nothing in them may lead elsewhere.
    private static (RemoteAddress? Address, string? Problem) Check(HubAddress address) =>
        !RepositoryPattern().IsMatch(address.Repository) || address.Repository.Contains("..", StringComparison.Ordinal) || address.Repository.Contains("--", StringComparison.Ordinal)
            ? (null, $"names no repository; {Form}")
        : address.Revision is "" || address.Revision?.Contains("..", StringComparison.Ordinal) == true ? (null, $"has no revision after '@'; {Form}")
        : !address.Path.Split('/').All(IsFileName) ? (null, $"names no file: a path has neither empty parts nor '.', '..', '\\' or ':'; {Form}")
        : (address, null);

    private static bool IsFileName(string part) => part is not ("" or "." or "..") && part.AsSpan().IndexOfAny("\\:\0/") < 0;

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex CommitPattern();

    // huggingface_hub, _validators.py: letters, digits, '-', '_', '.'; neither '--' nor '..'; no '-' or '.' at an end.
    [GeneratedRegex("^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?/)?[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?$", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();
}
