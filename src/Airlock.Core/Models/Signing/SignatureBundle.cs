using Airlock.Shared.Json;

namespace Airlock.Core.Models.Signing;

/// <summary>How a bundle says who signed.</summary>
public enum SigningMethod
{
    /// <summary>A key pair that lives long; the bundle only hints at it.</summary>
    Key,

    /// <summary>A certificate that lives long, with the chain above it.</summary>
    Certificate,

    /// <summary>A certificate for minutes, and an entry in a transparency log.</summary>
    Sigstore,
}

/// <summary>
/// A signature bundle of OpenSSF Model Signing 1.0 (section 4): a Sigstore bundle with a DSSE envelope. Reading checks the shape,
/// not the signature, and takes what older versions of the reference implementation wrote (section 11).
/// </summary>
public sealed record SignatureBundle
{
    /// <summary>The one version of Sigstore's bundle format that the reference implementation writes and takes.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>The type of payload that an envelope of this format has.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The most certificates that a chain may have.</summary>
    public const int MaximumCertificates = 16;

    /// <summary>How it says who signed.</summary>
    public required SigningMethod Method { get; init; }

    /// <summary>SHA-256 of the public key as PEM text, in hex; null if the bundle has none. For the method key.</summary>
    public string? KeyHint { get; init; }

    /// <summary>The public key, as PEM text in bytes: bundles before version 1.1 have that instead of a hint.</summary>
    public byte[]? KeyText { get; init; }

    /// <summary>Certificates in DER, the signer's first. Empty for the method key.</summary>
    public IReadOnlyList<byte[]> Certificates { get; init; } = [];

    /// <summary>The signed statement.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>The signature, an ECDSA-Sig-Value in DER (RFC 3279, section 2.2.3).</summary>
    public required byte[] Signature { get; init; }

    /// <summary>Reads a bundle from a file.</summary>
    /// <exception cref="SignatureException">It can't be read, or is no bundle.</exception>
    public static SignatureBundle Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                throw new SignatureException(SignatureProblem.Unreadable, Directory.Exists(path) ? "is a directory" : "does not exist");
            }

            if (new FileInfo(path).Length > JsonText.MaximumLength)
            {
                throw new SignatureException(SignatureProblem.Malformed, $"is too large: at most {JsonText.MaximumLength:N0} bytes are read");
            }

            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignatureException(SignatureProblem.Unreadable, $"can't be read: {exception.Message}");
        }
    }

    /// <summary>Reads a bundle.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <exception cref="SignatureException">It is no bundle: what is wrong, with its place.</exception>
    public static SignatureBundle Parse(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<TextError>();
        var shape = SignatureJson.Read(utf8, errors);
        var mediaType = shape.Text("mediaType", required: true);
        var material = shape.Object("verificationMaterial");
        var envelope = shape.Object("dsseEnvelope");
        shape.Close();
        SignatureJson.ThrowFirst(errors);
        if (mediaType != MediaType)
        {
            throw new SignatureException(SignatureProblem.Unsupported, $"has the media type \"{SignatureJson.Shown(mediaType!)}\"; only {MediaType} is read");
        }

        if (material is null || envelope is null)
        {
            throw SignatureJson.Missing(shape, material is null ? "verificationMaterial" : "dsseEnvelope");
        }

        return ReadEnvelope(envelope, ReadMaterial(material, errors), errors);
    }

    private static SignatureBundle ReadMaterial(JsonShape material, List<TextError> errors)
    {
        // Sigstore's format has one of the three; two would leave open who signed.
        string[] methods = ["publicKey", "x509CertificateChain", "certificate"];
        var present = methods.Where(material.Has).ToList();
        if (present.Count != 1)
        {
            errors.Add(new TextError(material.Start, $"\"verificationMaterial\" must have exactly one of {string.Join(", ", methods)}"));
            SignatureJson.ThrowFirst(errors);
        }

        var entries = material.Objects("tlogEntries").Count();
        var bundle = new SignatureBundle { Method = SigningMethod.Key, Payload = [], Signature = [] };
        switch (present[0])
        {
            case "publicKey":
                var key = material.Object("publicKey")!;
                var hint = key.Text("hint");
                var text = key.Text("rawBytes");
                if (hint is null && text is null)
                {
                    errors.Add(new TextError(key.Start, "\"publicKey\" must have \"hint\" or, as before version 1.1, \"rawBytes\""));
                }

                return bundle with { KeyHint = string.IsNullOrEmpty(hint) ? null : hint, KeyText = text is null ? null : SignatureJson.Base64(key, "rawBytes", errors) };

            case "x509CertificateChain":
                var chain = material.Object("x509CertificateChain")!;
                var certificates = chain.Objects("certificates").Take(MaximumCertificates + 1).Select(item => SignatureJson.Base64(item, "rawBytes", errors)).ToList();
                if (certificates.Count is 0 or > MaximumCertificates)
                {
                    errors.Add(new TextError(chain.PositionOf("certificates"), $"\"certificates\" must have 1 to {MaximumCertificates} elements"));
                }

                return bundle with { Method = SigningMethod.Certificate, Certificates = certificates };

            default:
                if (entries == 0)
                {
                    errors.Add(new TextError(material.Start, "\"verificationMaterial\" with a single \"certificate\" needs at least one of \"tlogEntries\""));
                }

                return bundle with { Method = SigningMethod.Sigstore, Certificates = [SignatureJson.Base64(material.Object("certificate")!, "rawBytes", errors)] };
        }
    }

    private static SignatureBundle ReadEnvelope(JsonShape envelope, SignatureBundle bundle, List<TextError> errors)
    {
        var payload = SignatureJson.Base64(envelope, "payload", errors);
        envelope.Choice("payloadType", PayloadType);
        if (!envelope.Has("payloadType"))
        {
            throw SignatureJson.Missing(envelope, "payloadType");
        }

        var signatures = new List<byte[]>();
        foreach (var item in envelope.Objects("signatures"))
        {
            signatures.Add(SignatureJson.Base64(item, "sig", errors));
            if (!item.IsNull("keyid"))
            {
                item.Text("keyid");
            }

            item.Close();
        }

        envelope.Close();

        // A DSSE envelope may have several, one in a Sigstore bundle may not (sigstore_bundle.proto).
        if (signatures.Count != 1)
        {
            errors.Add(new TextError(envelope.PositionOf("signatures"), "\"signatures\" must have exactly one element"));
        }

        SignatureJson.ThrowFirst(errors);
        return bundle with { Payload = payload, Signature = signatures[0] };
    }
}
