using System.Collections.Immutable;

namespace Airlock.Core.Bom.Packages;

/// <summary>What a package says of itself, what was found out about it, and the digest of its file.</summary>
internal sealed class PackageDescription
{
    private readonly string _id;
    private readonly string _version;
    private readonly Nuspec _nuspec;
    private readonly BomPackageFacts _facts;
    private readonly string? _sha512;

    private PackageDescription(string id, string version, Nuspec nuspec, BomPackageFacts facts, string? sha512) =>
        (_id, _version, _nuspec, _facts, _sha512) = (id, version, nuspec, facts, sha512);

    private string FileName => $"{_id}.{_version}.nupkg".ToLowerInvariant();

    /// <summary>Reads a package.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="version">Version.</param>
    /// <param name="folder">Where it lies, or null.</param>
    /// <param name="facts">What was found out, by package URL.</param>
    public static PackageDescription Read(string id, string version, string? folder, IReadOnlyDictionary<string, BomPackageFacts> facts) => new(
        id,
        version,
        folder is null ? Nuspec.Empty : Nuspec.Read(folder, id),
        facts.GetValueOrDefault(PackageUrl.NuGet(id, version)) ?? new BomPackageFacts(),
        folder is null ? null : ReadDigest(folder, id, version));

    /// <summary>The component, without what only its use tells.</summary>
    /// <param name="isExecutable">Whether it holds code.</param>
    public Component ToComponent(bool isExecutable) => new()
    {
        Type = ComponentType.Library,
        BomRef = PackageUrl.NuGet(_id, _version),
        Supplier = Supplier(),
        Manufacturer = Manufacturer(),
        Authors = _nuspec.Authors,
        Name = _id,
        Version = _version,
        Description = _nuspec.Description,
        Hashes = Digest is { } digest ? [digest] : [],
        Licenses = [.. Licenses()],
        Copyright = _nuspec.Copyright,
        Purl = PackageUrl.NuGet(_id, _version),
        ExternalReferences = [.. References()],
        Properties =
        [
            .. BsiProperties.OfFile(FileName, isExecutable, isArchive: true),
            .. _facts.Licence is { } licence ? [new Property(BsiProperties.EffectiveLicense, licence)] : Array.Empty<Property>(),
            .. _facts.Owners.Select(owner => new Property("airlock:nuget:owner", owner)),
        ],
    };

    private Hash? Digest => _sha512 is null ? null : new Hash("SHA-512", _sha512);

    // Who made exactly this package available: its owners, where the repository's signature proves them, else, by its own claim, who wrote it.
    private OrganizationalEntity? Supplier() => _facts.Owners.IsEmpty
        ? Manufacturer()
        : new OrganizationalEntity(string.Join(", ", _facts.Owners.Order(StringComparer.OrdinalIgnoreCase)), []);

    private OrganizationalEntity? Manufacturer() => _nuspec.Authors.IsEmpty
        ? null
        : new OrganizationalEntity(string.Join(", ", _nuspec.Authors), (_nuspec.ProjectUrl ?? _nuspec.RepositoryUrl) is { } url ? [url] : []);

    private IEnumerable<License> Licenses()
    {
        if (_nuspec.License is { } declared)
        {
            yield return declared;
        }

        if (_facts.Licence is { } concluded)
        {
            yield return new License(concluded, null, null, "concluded");
        }
    }

    private IEnumerable<ExternalReference> References()
    {
        if (Digest is { } digest)
        {
            yield return new ExternalReference("distribution", _facts.Address ?? WebAddress.Relative(FileName), null, digest);
        }

        if (_nuspec.ProjectUrl is { } website)
        {
            yield return new ExternalReference("website", website);
        }

        if (_nuspec.RepositoryUrl is { } repository)
        {
            // BSI reads the place of the source in the one, everybody else in the other.
            var comment = _nuspec.RepositoryCommit is { Length: > 0 } commit ? $"commit {commit}" : null;
            yield return new ExternalReference("vcs", repository, comment);
            yield return new ExternalReference("source-distribution", repository, comment);
        }

        if (_nuspec.License?.Url is { } licence)
        {
            yield return new ExternalReference("license", licence);
        }

        if (_nuspec.ReleaseNotesUrl is { } notes)
        {
            yield return new ExternalReference("release-notes", notes);
        }
    }

    // NuGet keeps the SHA-512 of the .nupkg file as it was downloaded, in Base64, beside what it extracted. The contentHash of
    // the assets file is another value for a signed package: it leaves the signature out.
    private static string? ReadDigest(string folder, string id, string version)
    {
        var name = $"{id}.{version}.nupkg.sha512".ToLowerInvariant();
        try
        {
            var bytes = new byte[64];
            var text = File.ReadAllText(Path.Combine(folder, name)).Trim();
            return Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length ? Convert.ToHexStringLower(bytes) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
