using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Airlock.Core.Libraries.Signatures;

namespace Airlock.Core.Tests.Libraries.Signatures;

/// <summary>A certificate authority of the tests, with certificates that it issues. Keys are expensive, so all tests share a few.</summary>
public sealed class TestAuthority
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    private static readonly RSA[] Keys = [RSA.Create(2048), RSA.Create(2048), RSA.Create(2048)];
    private static readonly Lazy<RSA> ShortKey = new(() => RSA.Create(1024));

    private readonly X509Certificate2 _root;
    private int _serial;

    private TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", Keys[0], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Day(2000), Day(2050));
    }

    /// <summary>The authority that the tests' verifier trusts.</summary>
    public static TestAuthority Trusted { get; } = new("Trusted Root");

    /// <summary>An authority that nobody trusts.</summary>
    public static TestAuthority Foreign { get; } = new("Foreign Root");

    /// <summary>A verifier that trusts <see cref="Trusted"/> for everything.</summary>
    public static SignatureVerifier Verifier()
    {
        var roots = new TrustedRoots([Trusted._root.RawData]);
        return new SignatureVerifier(roots, roots);
    }

    /// <summary>A certificate for code signing, valid in these years.</summary>
    public X509Certificate2 Signer(string name, int from = 2020, int until = 2040) => Issue(name, 1, CodeSigning, from, until);

    /// <summary>A certificate for timestamping.</summary>
    public X509Certificate2 Timestamper(string name = "Test Timestamps", int from = 2010, int until = 2040) => Issue(name, 2, Timestamping, from, until);

    /// <summary>A certificate for something else: a server's.</summary>
    public X509Certificate2 Server(string name) => Issue(name, 1, "1.3.6.1.5.5.7.3.1", 2020, 2040);

    /// <summary>A certificate that names no usage.</summary>
    public X509Certificate2 WithoutUsage(string name) => Issue(name, 1, null, 2020, 2040);

    /// <summary>A certificate for code signing whose key is too short.</summary>
    public X509Certificate2 WithShortKey(string name) => Issue(name, ShortKey.Value, CodeSigning, 2020, 2040, HashAlgorithmName.SHA256);

    /// <summary>A certificate for code signing that the authority signed with SHA-1.</summary>
    public X509Certificate2 BySha1(string name) => Issue(name, Keys[1], CodeSigning, 2020, 2040, HashAlgorithmName.SHA1);

    private X509Certificate2 Issue(string name, int key, string? usage, int from, int until) => Issue(name, Keys[key], usage, from, until, HashAlgorithmName.SHA256);

    private X509Certificate2 Issue(string name, RSA key, string? usage, int from, int until, HashAlgorithmName digest)
    {
        var request = new CertificateRequest($"CN={name}, O=Tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        byte[] serial = [1, (byte)Interlocked.Increment(ref _serial), .. RandomNumberGenerator.GetBytes(6)];
        var issuer = X509SignatureGenerator.CreateForRSA(Keys[0], RSASignaturePadding.Pkcs1);
        if (digest == HashAlgorithmName.SHA1)
        {
            issuer = new Sha1Generator(issuer, Keys[0]);
        }

        return request.Create(_root.SubjectName, issuer, Day(from), Day(until), serial).CopyWithPrivateKey(key);
    }

    private static DateTimeOffset Day(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private sealed class Sha1Generator(X509SignatureGenerator inner, RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => inner.PublicKey;
    }
}
