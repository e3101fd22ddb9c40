namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// Verifies package signatures offline, as NuGet does: signatures, certificates for code signing that chain to trusted roots, valid when the package was
/// signed, and timestamps that chain to roots for timestamping. It does not check revocation. Many threads may use one.
/// </summary>
public sealed class SignatureVerifier
{
    private static readonly Lazy<SignatureVerifier> OfSdkOrSystem = new(() => new SignatureVerifier(
        TrustedRoots.OfSdk("codesignctl.pem"), TrustedRoots.OfSdk("timestampctl.pem")));

    private readonly CertificateTrust _signers;
    private readonly CertificateTrust _authorities;

    /// <summary>Trusts other roots; null for the system's.</summary>
    internal SignatureVerifier(TrustedRoots? codeSigning, TrustedRoots? timestamping)
    {
        _signers = new CertificateTrust(codeSigning, SignatureOids.CodeSigning, "code signing");
        _authorities = new CertificateTrust(timestamping, SignatureOids.Timestamping, "timestamping");
    }

    /// <summary>Trusts the roots that the .NET SDK ships for NuGet, or without an SDK those of the system.</summary>
    public static SignatureVerifier Default => OfSdkOrSystem.Value;

    /// <summary>Verifies the signature that stands beside a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="parts">What to verify.</param>
    /// <param name="now">The time at which what has no timestamp must be valid.</param>
    /// <param name="cancellation">Stops before the work begins.</param>
    public SignatureVerification Verify(RestoredPackage package, SignatureParts parts, DateTimeOffset now, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (package.Folder is not { } folder)
        {
            return SignatureVerification.None;
        }

        var (bytes, problem) = PackageSignatureReader.ReadFile(Path.Combine(folder, PackageSignatureReader.FileName));
        return bytes is null ? new SignatureVerification { Problem = problem } : Verify(bytes, parts, now);
    }

    /// <summary>Verifies a signature.</summary>
    /// <inheritdoc cref="Verify(RestoredPackage, SignatureParts, DateTimeOffset, CancellationToken)"/>
    public SignatureVerification Verify(ReadOnlyMemory<byte> bytes, SignatureParts parts, DateTimeOffset now)
    {
        DecodedSignature decoded;
        try
        {
            decoded = DecodedSignature.Decode(bytes);
        }
        catch (PackageSignatureException exception)
        {
            return new SignatureVerification { Problem = exception.Message };
        }

        var result = new SignatureVerification { Signature = decoded.Signature };
        try
        {
            return (parts & SignatureParts.All) == 0 ? result : Verify(decoded, parts, now, result);
        }
        catch (PackageSignatureException exception)
        {
            return result with { Problem = exception.Message };
        }
    }

    private SignatureVerification Verify(DecodedSignature decoded, SignatureParts parts, DateTimeOffset now, SignatureVerification result)
    {
        // What a repository countersigns is the bare value of the primary signature. Whoever may choose a key can find one under which that value signs
        // anything, so the countersignature says nothing as long as the primary signature is not by a certificate that somebody vouches for.
        var isByAuthor = decoded.Signature.Kind == PackageSignatureKind.Author;
        var primaryName = isByAuthor ? "its author's signature" : "its repository's signature";
        var primary = _signers.Examine(decoded.PrimaryCertificate, decoded.Message.Certificates);
        Demand(primaryName, primary.Problem);
        Demand(primaryName, decoded.Primary.Check(decoded.Message.Content.Span, SignatureOids.Data, decoded.PrimaryCertificate.Encoded.Span, primary.Verify));

        // If the author has no timestamp, the repository's shows that the author had signed by then.
        var needsRepositoryTime = isByAuthor && (parts & SignatureParts.Author) != 0 && !primary.IsValidAt(now)
            && decoded.Primary.Unsigned(SignatureOids.TimestampToken).Count == 0;
        if (decoded.Repository is { } repository && ((parts & SignatureParts.Repository) != 0 || needsRepositoryTime))
        {
            const string Name = "its repository's signature";
            var certificate = _signers.Examine(decoded.RepositoryCertificate!, decoded.Message.Certificates);
            if (repository != decoded.Primary)
            {
                Demand(Name, certificate.Problem);
                Demand(Name, repository.Check(decoded.Primary.Signature.Span, SignatureOids.Data, decoded.RepositoryCertificate!.Encoded.Span, certificate.Verify));
            }

            var time = VerifyTime(Name, repository, certificate, needsRepositoryTime ? parts | SignatureParts.Timestamps : parts, now, null);
            result = result with { IsRepositoryVerified = true, RepositoryTime = time };
        }

        if (isByAuthor && (parts & SignatureParts.Author) != 0)
        {
            try
            {
                var time = VerifyTime(primaryName, decoded.Primary, primary, parts, now, result.RepositoryTime);
                result = result with { IsAuthorVerified = true, AuthorTime = time };
            }
            catch (PackageSignatureException exception)
            {
                result = result with { Problem = exception.Message };
            }
        }

        return result;
    }

    private DateTimeOffset? VerifyTime(
        string name, CmsSigner signer, ExaminedCertificate certificate, SignatureParts parts, DateTimeOffset now, DateTimeOffset? knownBy)
    {
        if (certificate.IsValidAt(now) && (parts & SignatureParts.Timestamps) == 0)
        {
            return null;
        }

        if (TimestampToken.Of(signer) is { } token)
        {
            Demand($"the timestamp of {name}", token.Verify(signer.Signature.Span, _authorities));
            Demand(name, certificate.ProblemAt(token.Time - token.Accuracy, token.Time + token.Accuracy));
            return token.Time;
        }

        var time = knownBy ?? now;
        if (!certificate.IsValidAt(time))
        {
            throw new PackageSignatureException(
                $"{name} is by {certificate.Shown}, which was valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, and no timestamp shows that it was made by then");
        }

        return null;
    }

    private static void Demand(string name, string? problem)
    {
        if (problem is not null)
        {
            throw new PackageSignatureException($"{name} {problem}");
        }
    }
}
