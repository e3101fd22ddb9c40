using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>Who signed the packages of a set: asked by every check that judges by it, and verified once.</summary>
public sealed class PackageSigners
{
    private static readonly ConditionalWeakTable<LibrarySet, PackageSigners> Known = [];

    private readonly ConcurrentDictionary<(RestoredPackage, SignatureParts), SignatureVerification> _verified = [];
    private readonly LibrarySet _libraries;
    private readonly SignatureVerifier _verifier;
    private readonly KnownRepositories _repositories;
    private readonly Lazy<IReadOnlyList<SignerDemand>> _demands;

    private PackageSigners(LibrarySet libraries, SignatureVerifier verifier, KnownRepositories repositories)
    {
        (_libraries, _verifier, _repositories) = (libraries, verifier, repositories);

        // What is wrong with the entries is the check's to report.
        _demands = new(() => SignerDemand.ReadAll(libraries.Context.Policy.Libraries.Signers, new LibraryReport(libraries)));
    }

    /// <summary>The signers of a set.</summary>
    public static PackageSigners Of(LibrarySet libraries) => Of(libraries, SignatureVerifier.Default, KnownRepositories.Default);

    /// <summary>The signers of a set, by a verifier that trusts others; whoever asks first chooses.</summary>
    internal static PackageSigners Of(LibrarySet libraries, SignatureVerifier verifier, KnownRepositories repositories) =>
        Known.GetValue(libraries, set => new PackageSigners(set, verifier, repositories));

    /// <summary>What the signature of a package says, and whether these parts of it verify. In a strict read every part is verified, whatever is asked for.</summary>
    public SignatureVerification Verify(RestoredPackage package, SignatureParts parts, CancellationToken cancellation = default)
    {
        // What another check will ask for is verified at once.
        var all = _libraries.IsStrictRead ? SignatureParts.All
            : parts != SignatureParts.None && _libraries.Context.Policy.Libraries.MinimumAgeDays is not null ? parts | SignatureParts.Timestamps
            : parts;
        return _verified.GetOrAdd((package, all), key => _verifier.Verify(key.Item1, key.Item2, _libraries.Now, cancellation));
    }

    /// <summary>
    /// Who owned a package when the repository signed it; null if no repository did, its signature does not verify, or it is by a repository that neither
    /// Airlock nor the policy knows (<c>repository:FINGERPRINT</c> in <c>libraries.signers</c>): that one can name anybody.
    /// </summary>
    public ImmutableArray<string>? VerifiedOwners(RestoredPackage package, CancellationToken cancellation = default) =>
        Verify(package, SignatureParts.Repository, cancellation) is var verified && AttestsOwners(package, verified) ? verified.Signature!.Repository!.Owners : null;

    /// <summary>Whether the owners that a signature names count.</summary>
    internal bool AttestsOwners(RestoredPackage package, SignatureVerification verified) =>
        verified is { IsRepositoryVerified: true, Signature.Repository: { } repository }
        && (_repositories.Contains(repository) || _demands.Value.Any(demand => demand.TrustsRepository(package, repository)));
}
