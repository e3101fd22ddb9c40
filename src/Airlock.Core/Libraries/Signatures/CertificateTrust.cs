using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Libraries.Signatures;

/// <summary>
/// Decides whether certificates are trusted for one purpose, offline: chain to a trusted root, extended key usage, key and digest as NuGet asks.
/// Revocation can't be seen offline and is not checked. A chain is built once for each certificate, because thousands of packages are signed with a few.
/// </summary>
/// <param name="roots">The trusted roots, or null for those of the system.</param>
/// <param name="usage">The extended key usage that a certificate must have.</param>
/// <param name="purpose">The same in words: <c>code signing</c>.</param>
internal sealed class CertificateTrust(TrustedRoots? roots, string usage, string purpose)
{
    // A bound for processes that live long; a machine meets a few dozen.
    private const int MaximumRemembered = 2000;
    private const int MaximumIssuers = 10;

    private readonly ConcurrentDictionary<string, ExaminedCertificate> _examined = new(StringComparer.Ordinal);

    /// <summary>Looks at a certificate.</summary>
    /// <param name="certificate">The signer's.</param>
    /// <param name="others">Certificates that came along, and may complete the chain.</param>
    public ExaminedCertificate Examine(CertificateFields certificate, IReadOnlyList<ReadOnlyMemory<byte>> others)
    {
        var issuers = FindIssuers(certificate, others);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fields in issuers.Prepend(certificate))
        {
            hash.AppendData(SHA256.HashData(fields.Encoded.Span));
        }

        var key = Convert.ToHexString(hash.GetHashAndReset());
        if (_examined.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_examined.Count >= MaximumRemembered)
        {
            _examined.Clear();
        }

        return _examined.GetOrAdd(key, Build(certificate, issuers));
    }

    // Only what the chain can need, in any order of names; what else came along is another signer's.
    private static List<CertificateFields> FindIssuers(CertificateFields certificate, IReadOnlyList<ReadOnlyMemory<byte>> others)
    {
        var candidates = others.Select(CertificateFields.Read).OfType<CertificateFields>().ToList();
        var found = new List<CertificateFields>();
        for (var (at, current) = (0, certificate); ; current = found[at++])
        {
            found.AddRange(candidates.Where(other =>
                other.Subject.Span.SequenceEqual(current.Issuer.Span) && !ReferenceEquals(other, current) && !found.Contains(other)
                && !other.Encoded.Span.SequenceEqual(certificate.Encoded.Span)));
            if (at >= found.Count || found.Count > MaximumIssuers)
            {
                return found;
            }
        }
    }

    private ExaminedCertificate Build(CertificateFields fields, List<CertificateFields> issuers)
    {
        var disposables = new List<X509Certificate2>();
        X509Certificate2 Load(ReadOnlyMemory<byte> encoded)
        {
            var loaded = X509CertificateLoader.LoadCertificate(encoded.Span);
            disposables.Add(loaded);
            return loaded;
        }

        try
        {
            var certificate = Load(fields.Encoded);
            var shown = $"the certificate {fields.Describe().Name}";
            if (certificate.GetRSAPublicKey() is not { KeySize: >= 2048 } key)
            {
                return new ExaminedCertificate(null, default, default, $"is by {shown}, which has no RSA key of at least 2048 bits");
            }

            using var chain = new X509Chain();
            Prepare(chain.ChainPolicy, certificate, issuers.Select(issuer => Load(issuer.Encoded)));
            foreach (var root in roots?.IssuersOf(issuers.Prepend(fields)) ?? [])
            {
                chain.ChainPolicy.CustomTrustStore.Add(Load(root));
            }

            var isBuilt = chain.Build(certificate);
            disposables.AddRange(chain.ChainElements.Select(element => element.Certificate));
            var elements = chain.ChainElements.Select(element => element.Certificate).ToList();
            var problem = FindProblem(certificate) is { } wrong ? $"is by {shown}, which {wrong}"
                : !isBuilt ? $"is by {shown}, which is not trusted for {purpose}: {Reasons(chain)}"
                : roots is not null && !chain.ChainPolicy.CustomTrustStore.Any(root => root.RawDataMemory.Span.SequenceEqual(elements[^1].RawDataMemory.Span))
                    ? $"is by {shown}, whose chain ends at no trusted root"
                    : elements.SkipLast(1).Any(element => SignatureOids.DigestOfRsa(element.SignatureAlgorithm.Value!) is null)
                        ? $"is by {shown}, whose chain is not signed with RSA and SHA-2"
                        : null;
            return new ExaminedCertificate(
                key, elements.Max(element => element.NotBefore).ToUniversalTime(), elements.Min(element => element.NotAfter).ToUniversalTime(), problem)
            {
                Shown = shown,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return new ExaminedCertificate(null, default, default, "is by a certificate that can't be read");
        }
        finally
        {
            disposables.ForEach(certificate => certificate.Dispose());
        }
    }

    private void Prepare(X509ChainPolicy policy, X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers)
    {
        policy.TrustMode = roots is null ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(usage));
        policy.ExtraStore.AddRange(issuers.ToArray());

        // The chain does not depend on the time of the build: whether a signature was made while it was valid is asked for each signature.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        policy.VerificationTime = certificate.NotBefore + (certificate.NotAfter - certificate.NotBefore) / 2;
    }

    private string? FindProblem(X509Certificate2 certificate)
    {
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(extension => extension.EnhancedKeyUsages.OfType<Oid>()).Select(oid => oid.Value).ToList();
        return !usages.Contains(usage) ? $"is not made for {purpose}"
            : usages.Contains(SignatureOids.LifetimeSigning) ? "lets no signature outlive it, which NuGet does not accept"
            : null;
    }

    private static string Reasons(X509Chain chain) => string.Join(
        "; ",
        chain.ChainStatus.Where(status => status.Status != X509ChainStatusFlags.NotTimeValid).Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct());
}

/// <summary>What is known of a certificate.</summary>
/// <param name="Key">Its key, or null if it has none that is allowed.</param>
/// <param name="NotBefore">From when on it and its chain are valid (UTC).</param>
/// <param name="NotAfter">Until when (UTC).</param>
/// <param name="Problem">Why it is not trusted, as the middle of a sentence about a signature; null if it is.</param>
internal sealed record ExaminedCertificate(RSA? Key, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string? Problem)
{
    private readonly Lock _lock = new();

    /// <summary>The certificate, for messages.</summary>
    public string Shown { get; init; } = "its certificate";

    /// <summary>Whether it is valid at a time.</summary>
    public bool IsValidAt(DateTimeOffset time) => NotBefore <= time && time <= NotAfter;

    /// <summary>What is wrong if it is used in a span of time; null if nothing is.</summary>
    public string? ProblemAt(DateTimeOffset from, DateTimeOffset to) => IsValidAt(from) && IsValidAt(to)
        ? null
        : $"is by {Shown}, which is valid from {NotBefore:yyyy-MM-dd} to {NotAfter:yyyy-MM-dd}, and was made on {from:yyyy-MM-dd}";

    /// <summary>Checks a signature (RSA with PKCS #1 v1.5) by its key.</summary>
    public bool Verify(ReadOnlyMemory<byte> bytes, HashAlgorithmName digest, ReadOnlyMemory<byte> signature)
    {
        if (Key is null)
        {
            return false;
        }

        lock (_lock)
        {
            return Key.VerifyData(bytes.Span, signature.Span, digest, RSASignaturePadding.Pkcs1);
        }
    }
}
