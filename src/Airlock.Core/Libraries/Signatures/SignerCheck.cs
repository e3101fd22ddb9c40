using System.Security.Cryptography;
using Airlock.Core.Models;
using Airlock.Core.Models.Scanning;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// AIR6005: a signature that is damaged or does not verify, a signer that the policy does not name, and packages that nobody signed. A strict read
/// verifies everything, and that the signature is of the archive that lies beside it; any other, what the policy asks for.
/// </summary>
internal sealed class SignerCheck : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6005";

    /// <summary>Property of a finding: <c>damaged</c>, <c>removed</c>, <c>unsigned</c> or <c>foreign</c>.</summary>
    public const string SignatureProperty = "signature";

    private const string WhatToDo = "delete the package's folder and restore it from a feed that you trust; if it comes back so, do not use it";

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var demands = SignerDemand.ReadAll(libraries.Context.Policy.Libraries.Signers, report);
        var signers = PackageSigners.Of(libraries);
        var feeds = new Lazy<HashSet<string>>(() => FindSigningFeeds(libraries, signers, cancellation));
        foreach (var package in libraries.Packages)
        {
            cancellation.ThrowIfCancellationRequested();
            var demanded = SignerDemand.For(package, demands);
            if (package.Folder is null)
            {
                if (demanded.Count > 0)
                {
                    Complain(report, package, "unsigned", $"is in no package folder, so nobody can tell who signed it, and policy demands {Describe(demanded)}; restore it");
                }

                continue;
            }

            var verified = signers.Verify(package, demanded.Aggregate(SignatureParts.None, (parts, demand) => parts | demand.Parts), cancellation);
            if ((verified.Problem ?? FindDifference(libraries, package, verified, cancellation)) is { } problem)
            {
                Complain(report, package, "damaged", $"has a signature that does not hold: {problem}; {WhatToDo}", facts: Facts(verified));
            }
            else if (verified.Signature is null)
            {
                ReportUnsigned(package, demanded, feeds, report, cancellation);
            }
            else if (demanded.Count > 0)
            {
                var attests = signers.AttestsOwners(package, verified);
                if (!demanded.Any(demand => demand.Holds(verified, attests ? verified.Signature.Repository!.Owners : null)))
                {
                    var doubt = verified.IsRepositoryVerified && !attests ? ", whose word on owners does not count unless the policy lists it" : "";
                    Complain(
                        report, package, "foreign",
                        $"is signed by {Describe(verified.Signature)}{doubt}, and policy demands {Describe(demanded)}; if these signers are right, list them under libraries.signers",
                        facts: Facts(verified));
                }
            }
        }
    }

    private static void ReportUnsigned(
        RestoredPackage package, IReadOnlyList<SignerDemand> demanded, Lazy<HashSet<string>> feeds, LibraryReport report, CancellationToken cancellation)
    {
        if (IsArchiveSigned(package, cancellation))
        {
            Complain(report, package, "removed", $"is signed, but its signature is gone from the package's folder; {WhatToDo}");
        }
        else if (demanded.Count > 0)
        {
            Complain(report, package, "unsigned", $"is not signed, and policy demands {Describe(demanded)}; use a signed version, or name the package in an exception");
        }
        else if (package.Source is { } source && feeds.Value.Contains(source))
        {
            Complain(
                report, package, "unsigned", $"is not signed, although it is noted to come from {source}, which signs its packages; {WhatToDo}", FindingLevel.Warn);
        }
        else
        {
            Complain(report, package, "unsigned", "is not signed, so nothing shows who made it; prefer a signed version, or demand signers under libraries.signers", FindingLevel.Note);
        }
    }

    // A feed that signs as a repository signs all that it serves. One that hands on what another feed signed names that one, and promises nothing.
    private static HashSet<string> FindSigningFeeds(LibrarySet libraries, PackageSigners signers, CancellationToken cancellation) => libraries.Packages
        .Where(package => package.Source is { } source
            && string.Equals(signers.Verify(package, SignatureParts.None, cancellation).Signature?.Repository?.ServiceIndex, source, StringComparison.OrdinalIgnoreCase))
        .Select(package => package.Source!)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string? FindDifference(LibrarySet libraries, RestoredPackage package, SignatureVerification verified, CancellationToken cancellation)
    {
        if (!libraries.IsStrictRead || verified.Signature is not { } signature)
        {
            return null;
        }

        try
        {
            var digest = PackageArchiveDigest.Compute(package.ArchiveFile!, new HashAlgorithmName(signature.DigestAlgorithm), cancellation);
            return !digest.IsSigned ? "it stands beside an archive that is not signed"
                : digest.Base64 != signature.Digest ? "it is of another archive than the one beside it"
                : null;
        }
        catch (InvalidDataException exception)
        {
            return $"the archive beside it is damaged: {exception.Message}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the archive that it is of can't be read: {exception.Message}";
        }
    }

    private static bool IsArchiveSigned(RestoredPackage package, CancellationToken cancellation)
    {
        try
        {
            using var file = FileDigest.Open(package.ArchiveFile!);
            return PackageArchiveLayout.Find(ByteSource.Of(file, package.ArchiveFile!), cancellation) is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ModelFormatException)
        {
            return false; // Whether the archive itself is sound is another rule's question.
        }
    }

    private static string Describe(PackageSignature signature) => string.Join(
        " and ",
        new[]
        {
            signature.Author is { } author ? $"the author {author.Name} (author:{author.Fingerprint})" : null,
            signature.Repository is { } repository
                ? $"the repository {repository.Signer.Name} (repository:{repository.Signer.Fingerprint}) {(repository.Owners.IsEmpty ? "without owners" : $"with the owners {string.Join(", ", repository.Owners)}")}"
                : null,
        }.Where(part => part is not null));

    private static string Describe(IReadOnlyList<SignerDemand> demanded) => string.Join(" or ", demanded.Select(demand => $"\"{demand.Text}\""));

    private static void Complain(
        LibraryReport report, RestoredPackage package, string kind, string reason, FindingLevel? atMost = null, IEnumerable<(string Name, string Value)>? facts = null) =>
        report.Complain(package, RuleId, reason, atMost, [(SignatureProperty, kind), .. facts ?? []]);

    private static IEnumerable<(string Name, string Value)> Facts(SignatureVerification verified)
    {
        if (verified.Signature?.Author is { } author)
        {
            yield return ("authorFingerprint", author.Fingerprint);
        }

        if (verified.Signature?.Repository is { } repository)
        {
            yield return ("repositoryFingerprint", repository.Signer.Fingerprint);
            yield return ("owners", string.Join(' ', repository.Owners));
        }
    }
}
