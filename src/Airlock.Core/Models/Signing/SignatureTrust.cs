using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Airlock.Core.Models.Signing;

/// <summary>Whom a verifier believes: public keys, and certificates at whose root a chain may end. Nothing else is asked, no network and no store of the system.</summary>
public sealed class SignatureTrust : IDisposable
{
    private const long LargestFile = 1024 * 1024;

    private readonly List<EllipticCurveKey> _keys = [];
    private readonly X509Certificate2Collection _certificates = [];

    /// <summary>The public keys.</summary>
    public IReadOnlyList<EllipticCurveKey> Keys => _keys;

    /// <summary>The certificates: those that sign themselves are roots, the others help to complete a chain.</summary>
    public X509Certificate2Collection Certificates => _certificates;

    /// <summary>Whether nobody is believed.</summary>
    public bool IsEmpty => _keys.Count == 0 && _certificates.Count == 0;

    /// <summary>Believes what a PEM file holds: public keys and certificates, in any number.</summary>
    /// <exception cref="SignatureException">The file can't be read, holds none, or holds something else.</exception>
    public void AddFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                throw new SignatureException(SignatureProblem.Unreadable, Directory.Exists(path) ? "is a directory; name a PEM file" : "does not exist");
            }

            if (new FileInfo(path).Length > LargestFile)
            {
                throw new SignatureException(SignatureProblem.Unsupported, "is too large for a PEM file");
            }

            AddPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignatureException(SignatureProblem.Unreadable, $"can't be read: {exception.Message}");
        }
    }

    /// <summary>Believes what PEM text holds.</summary>
    /// <exception cref="SignatureException">It holds nothing, or something else than public keys and certificates.</exception>
    public void AddPem(string pem)
    {
        var rest = pem.AsSpan();
        var count = 0;
        for (; PemEncoding.TryFind(rest, out var fields); count++)
        {
            var label = rest[fields.Label];
            var block = rest[fields.Location];
            switch (label)
            {
                case "PUBLIC KEY":
                    _keys.Add(EllipticCurveKey.FromPem(block.ToString()));
                    break;
                case "CERTIFICATE":
                    _certificates.Add(Certificate(block));
                    break;
                default:
                    throw new SignatureException(SignatureProblem.Unsupported, label.Contains("PRIVATE", StringComparison.Ordinal)
                        ? "holds a private key; trust needs the public key alone, and the private one belongs out of the repository"
                        : $"holds \"{SignatureJson.Shown(label.ToString())}\", which is neither a public key nor a certificate");
            }

            rest = rest[fields.Location.End..];
        }

        if (count == 0)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "holds neither a public key nor a certificate in PEM");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var disposable in _keys.Concat<IDisposable>(_certificates))
        {
            disposable.Dispose();
        }
    }

    private static X509Certificate2 Certificate(ReadOnlySpan<char> pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new SignatureException(SignatureProblem.Unsupported, "holds a certificate that can't be read");
        }
    }
}
