using System.Text.RegularExpressions;

namespace Airlock.Analyzers.Tools;

/// <summary>Where a package comes from, and how it is named there.</summary>
internal enum PackageEcosystem
{
    /// <summary>npm: <c>@scope/name@1.2.3</c>.</summary>
    Npm,

    /// <summary>PyPI: <c>name[extra]==1.2.3</c>, for uv also <c>name@1.2.3</c>.</summary>
    PyPI,

    /// <summary>NuGet: <c>Name@1.2.3</c>.</summary>
    NuGet,

    /// <summary>A container registry: <c>host/name:1.2.3@sha256:…</c>.</summary>
    Image,

    /// <summary>Deno: <c>npm:name@1.2.3</c>, <c>jsr:@scope/name@1.2.3</c>.</summary>
    Deno,

    /// <summary>Go modules: <c>host/module@v1.2.3</c>.</summary>
    Go,
}

/// <summary>A package as a command line names it.</summary>
/// <param name="Name">The name without version, as <c>@scope/name</c>.</param>
/// <param name="Separator">What stands between name and version, as <c>@</c> or <c>==</c>.</param>
/// <param name="Version">The version, tag, range or commit; null if none is named.</param>
/// <param name="Kind">What is fetched: <c>version</c>, <c>image</c> or <c>commit</c>.</param>
/// <param name="IsPinned">Whether that is the same whenever it is fetched.</param>
internal sealed record PackageSpecifier(string Name, string Separator, string? Version, string Kind, bool IsPinned)
{
    /// <summary>Stands for a part of a text that only the running program knows.</summary>
    public const char Unknown = '\0';

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Semantic Versioning 2.0: three numbers, with what may follow them.
    private static readonly Regex SemanticVersion = new(@"^[v=]?\d+\.\d+\.\d+(\.\d+)?(-[0-9a-z.-]+)?(\+[0-9a-z.-]+)?$", Options);

    // Python's versions (PEP 440) have two numbers as often as three.
    private static readonly Regex PythonVersion = new(
        @"^v?(\d+!)?\d+(\.\d+)+([-_.]?(a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[-_.]?\d*)*(\+[a-z0-9._-]+)?$", Options);

    private static readonly Regex Requirement = new(@"^(?<name>[a-z0-9][a-z0-9._-]*(\[[^\]]*\])?)\s*(?<operator>===?|@|[<>!~]=?)?\s*(?<version>.*)$", Options | RegexOptions.ExplicitCapture);
    private static readonly Regex NpmName = new(@"^(@[\w.~-]+/)?[\w.~-]+$", Options);
    private static readonly Regex GitShorthand = new(@"^((github|gitlab|bitbucket|gist):.+|[\w-]+/[\w.-]+(#.*)?)$", Options);
    private static readonly Regex Commit = new("^([0-9a-f]{40}|[0-9a-f]{64})$", Options);
    private static readonly Regex ModuleVersion = new(@"^(v\d+\.\d+\.\d+.*|[0-9a-f]{7,40})$", Options);
    private static readonly Regex Digest = new("^sha256:[0-9a-f]{64}$", Options);
    private static readonly Regex FullTag = new(@"(^|[^\d.])\d+\.\d+\.\d+([^\d]|$)|^v?\d+(\.\d+){3}|^(sha-)?[0-9a-f]{7,64}$", Options);

    /// <summary>The package with a version in its place, as <c>@scope/name@1.2.3</c>.</summary>
    public string With(string version) => Name + Separator + version;

    /// <summary>
    /// Reads what stands in the place of a package; null if that is no package of a registry or repository, as a path, a file or
    /// a name that only the running program knows.
    /// </summary>
    /// <param name="ecosystem">Whose names are read.</param>
    /// <param name="text">What stands there.</param>
    public static PackageSpecifier? Read(PackageEcosystem ecosystem, string text) => IsOpenOrLocal(text) ? null : ecosystem switch
    {
        PackageEcosystem.Npm => Git(text, '#') ?? ReadNpm(text),
        PackageEcosystem.PyPI => Git(text, '@') ?? ReadRequirement(text),
        PackageEcosystem.NuGet => ReadVersioned(text, SemanticVersion),
        PackageEcosystem.Image => ReadImage(text),
        PackageEcosystem.Deno => ReadDeno(text),
        _ => text.Contains('@') ? ReadVersioned(text, ModuleVersion) : null,
    };

    /// <summary>Whether a text is an exact version in an ecosystem; a container's is a digest or a full tag.</summary>
    public static bool IsExact(PackageEcosystem ecosystem, string version) => ecosystem switch
    {
        PackageEcosystem.PyPI => PythonVersion.IsMatch(version),
        PackageEcosystem.Image => Digest.IsMatch(version) || FullTag.IsMatch(version),
        PackageEcosystem.Go => ModuleVersion.IsMatch(version),
        _ => SemanticVersion.IsMatch(version.Trim('[', ']')),
    };

    // ${env:X}, %X%, $X, {0} and <name> are filled in by somebody else.
    private static bool IsOpenOrLocal(string text) =>
        text.Length == 0 || text.IndexOfAny([Unknown, '$', '%', '{', '<']) >= 0
        || text[0] is '.' or '/' or '~' || text.IndexOf('\\') >= 0 || (text.Length > 1 && text[1] == ':')
        || StartsWith(text, "file:") || StartsWith(text, "link:") || StartsWith(text, "workspace:")
        || new[] { ".tgz", ".tar.gz", ".whl", ".zip", ".js", ".mjs", ".cjs", ".ts", ".py" }.Any(end => text.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is fetched from a repository: fixed by a commit alone, because branches and tags move.</summary>
    private static PackageSpecifier? Git(string text, char separator)
    {
        var at = text.IndexOf("git+", StringComparison.OrdinalIgnoreCase);
        var isGit = at >= 0 || StartsWith(text, "git:") || StartsWith(text, "git@") || StartsWith(text, "ssh://")
            || (separator == '#' && (GitShorthand.IsMatch(text) || StartsWith(text, "https://github.com/")));
        if (!isGit)
        {
            return null;
        }

        // The user of an address stands before an @ as well, so the reference of Python's is looked for in the path alone.
        var source = separator == '@' ? text.Split('#')[0] : text;
        var host = source.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = separator == '@' ? Math.Max(0, source.IndexOf('/', host)) : 0;
        var split = source.IndexOf(separator, path);
        var version = split < 0 ? null : source.Substring(split + 1);
        return new PackageSpecifier(split < 0 ? source : source.Substring(0, split), separator.ToString(), version, "commit", version is not null && Commit.IsMatch(version));
    }

    private static PackageSpecifier? ReadNpm(string text)
    {
        var alias = text.IndexOf("@npm:", StringComparison.Ordinal);
        var found = ReadVersioned(alias > 0 ? text.Substring(alias + 5) : text, SemanticVersion);
        return NpmName.IsMatch(found.Name) ? found : null;
    }

    private static PackageSpecifier? ReadRequirement(string text)
    {
        var match = Requirement.Match(text.Split(';')[0].Trim());
        if (!match.Success || text.Contains("://"))
        {
            return null;
        }

        var (name, sign, version) = (match.Groups["name"].Value, match.Groups["operator"].Value, match.Groups["version"].Value);
        var isExact = sign is "==" or "===" or "@" && PythonVersion.IsMatch(version);
        return sign.Length == 0 && version.Length > 0
            ? null
            : new PackageSpecifier(name, sign == "@" ? "@" : "==", sign.Length == 0 ? null : version, "version", isExact);
    }

    private static PackageSpecifier? ReadDeno(string text)
    {
        if (!StartsWith(text, "npm:") && !StartsWith(text, "jsr:"))
        {
            return null;
        }

        // A path into the package follows its version: npm:name@1.2.3/bin.
        var scheme = text.Substring(0, 4);
        var parts = text.Substring(4).TrimStart('/').Split('/');
        var package = string.Join("/", parts.Take(parts[0].StartsWith("@", StringComparison.Ordinal) ? 2 : 1));
        var found = ReadVersioned(package, SemanticVersion);
        return found with { Name = scheme + found.Name };
    }

    /// <summary>A container image. A name without a registry or an owner, and one of this machine, is as likely built here as fetched.</summary>
    private static PackageSpecifier? ReadImage(string text)
    {
        var image = StartsWith(text, "docker://") ? text.Substring("docker://".Length) : text;
        var slash = image.IndexOf('/');
        if (slash < 0 || image.Contains("://") || image.Substring(0, slash).Split(':')[0] is "localhost" or "127.0.0.1" or "host.docker.internal")
        {
            return null;
        }

        var at = image.IndexOf('@');
        var colon = image.LastIndexOf(':', at < 0 ? image.Length - 1 : at);
        var tag = colon > image.LastIndexOf('/') ? colon : -1;
        var name = tag > 0 ? image.Substring(0, tag) : at > 0 ? image.Substring(0, at) : image;
        var version = at > 0 ? image.Substring(at + 1) : tag > 0 ? image.Substring(tag + 1) : null;
        return new PackageSpecifier(name, at > 0 || tag < 0 ? "@" : ":", version, "image", version is not null && IsExact(PackageEcosystem.Image, version));
    }

    private static PackageSpecifier ReadVersioned(string text, Regex exact)
    {
        var at = text.LastIndexOf('@');
        return at > 0
            ? new PackageSpecifier(text.Substring(0, at), "@", text.Substring(at + 1), "version", exact.IsMatch(text.Substring(at + 1)))
            : new PackageSpecifier(text, "@", null, "version", IsPinned: false);
    }

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
