namespace Airlock.Analyzers.Flow;

/// <summary>Families of sinks for which one sanitizer or guard is enough.</summary>
internal static class SinkCategory
{
    /// <summary>Paths of files and folders.</summary>
    public const string Path = "path";

    /// <summary>Addresses of requests.</summary>
    public const string Address = "address";

    /// <summary>Use of an object that was read from text, without a look at its values.</summary>
    public const string Structured = "structured";

    /// <summary>The category of a kind of sink in the catalog.</summary>
    public static string Of(string sinkKind) => sinkKind switch
    {
        "file-read" or "file-write" or "file-path" or "file-delete" or "file-perm" => Path,
        "ssrf" or "redirect" => Address,
        "state-change" => Structured,
        "process" or "ssh" => "process",
        "xml" or "xpath" or "ldap" => "xml",
        _ => sinkKind,
    };
}
