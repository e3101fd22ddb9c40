using System.Text.Json;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Signatures;

namespace Airlock.Core.Tests.Libraries.Signatures;

/// <summary>Packages in a package folder of the tests, as restore would have left them, and what the checks say of them.</summary>
public sealed class SignedLibraries : IDisposable
{
    public const string Feed = "https://feed.example.com/v3/index.json";

    /// <summary>The time of the build.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly AssetsText _assets;
    private readonly SignatureVerifier _verifier = TestAuthority.Verifier();

    public SignedLibraries() => _assets = new AssetsText { PackageFolder = _folder.Path };

    /// <summary>Adds a package.</summary>
    /// <param name="id">Its identifier; its version is 1.0.0.</param>
    /// <param name="sign">Makes the signature of an archive, or null for an unsigned package.</param>
    /// <param name="source">Where NuGet noted that it came from.</param>
    public SignedLibraries Add(string id, Func<byte[], SignatureMaker>? sign = null, string? source = Feed)
    {
        _assets.Package(id, "1.0.0", direct: true);
        var archive = SignedArchive.Create(($"{id}.nuspec", "<package />"), ($"lib/net10.0/{id}.dll", id));
        _folder.Write(Path.Combine(Folder(id), ".nupkg.metadata"), JsonSerializer.Serialize(new { version = 2, source }));
        if (sign is not null)
        {
            var signature = sign(archive).Bytes;
            File.WriteAllBytes(SignatureFile(id), signature);
            archive = SignedArchive.Insert(archive, signature, 2);
        }

        File.WriteAllBytes(ArchiveFile(id), archive);
        return this;
    }

    public string SignatureFile(string id) => Path.Combine(Folder(id), PackageSignatureReader.FileName);

    public string ArchiveFile(string id) => Path.Combine(Folder(id), $"{id}.1.0.0.nupkg".ToLowerInvariant());

    /// <summary>The packages under a policy.</summary>
    public LibrarySet Set(string policy = "{}", bool strict = false)
    {
        var graph = _assets.Graph();
        var set = new LibrarySet(Contexts.WithPolicy(policy, _folder.Path), graph) { Packages = LibrarySet.Locate(graph), IsStrictRead = strict, Now = Now };
        PackageSigners.Of(set, _verifier, new KnownRepositories([(Feed, "CN=Feed, O=Tests")]));
        return set;
    }

    /// <summary>Runs the check of signers.</summary>
    public IReadOnlyList<Finding> CheckSigners(string policy = "{}", bool strict = false) => Run(new SignerCheck(), Set(policy, strict));

    /// <summary>Runs the check of ages.</summary>
    internal IReadOnlyList<Finding> CheckAges(string policy, bool strict = false, Func<RestoredPackage, DateTimeOffset?>? publication = null) =>
        Run(new CooldownCheck(publication), Set(policy, strict));

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<Finding> Run(ILibraryCheck check, LibrarySet set)
    {
        var report = new LibraryReport(set);
        check.Run(set, report, TestContext.Current.CancellationToken);
        return report.Findings;
    }

    private string Folder(string id) => Path.Combine(_folder.Path, id.ToLowerInvariant(), "1.0.0");
}
