using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airlock.Core.Models.Signing;

/// <summary>What a model is signed with.</summary>
/// <param name="Key">The private key.</param>
/// <param name="Certificates">The certificate of that key and those above it, in any order; empty to sign with the bare key.</param>
public sealed record SigningCredential(EllipticCurveKey Key, IReadOnlyList<X509Certificate2> Certificates);

/// <summary>Makes signature bundles (OpenSSF Model Signing 1.0, section 6).</summary>
public static class ModelSigner
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the files that a signature shall cover.</summary>
    /// <param name="modelName">What the model is called: its folder or its file.</param>
    /// <param name="files">The files.</param>
    /// <param name="shardSize">Length of the ranges that are hashed, in bytes, or null to hash whole files.</param>
    /// <param name="ignored">Names that the signature leaves out; they are written down, so that a verifier does the same.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="SignatureException">There is no file, or one that can't be signed: a link, or a name that is no text.</exception>
    /// <exception cref="IOException">A file can't be read, or changed meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static SignedManifest Describe(
        string modelName, IReadOnlyList<ModelFile> files, long? shardSize, IReadOnlyList<string> ignored, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            if (file.IsLink)
            {
                throw new SignatureException(SignatureProblem.Unsupported, $"{file.Name} is a link; replace it by the file it means, or ignore it");
            }

            if (!ModelPath.IsCanonical(file.Name))
            {
                throw new SignatureException(SignatureProblem.UnsafeName, $"{file.Name} can't be signed: its name means something else on another system, or is not UTF-8");
            }
        }

        var resources = files.AsParallel().AsOrdered().WithCancellation(cancellation).SelectMany(file => shardSize is { } size
            ? RangeDigest.OfShards(file.Name, file.Path, size, cancellation)
            : [new SignedResource(file.Name, 0, null, RangeDigest.OfFile(file.Path, cancellation))]);
        var manifest = new SignedManifest(
            modelName, [.. Unwrapped(resources).OrderBy(RangeDigest.NameOf, ModelPath.CodePointOrder)], shardSize, AllowsLinks: false, ignored);
        return manifest.Resources.Count > 0
            ? manifest
            : throw new SignatureException(SignatureProblem.Unsupported, "there is nothing to sign: no file is left");
    }

    /// <summary>Signs.</summary>
    /// <param name="manifest">What shall be covered.</param>
    /// <param name="credential">Who signs.</param>
    /// <returns>The bundle: JSON in UTF-8.</returns>
    /// <exception cref="SignatureException">Key and certificates don't fit.</exception>
    public static byte[] Sign(SignedManifest manifest, SigningCredential credential)
    {
        var payload = Statement(manifest);
        var signature = credential.Key.Sign(PreAuthenticationEncoding.Encode(SignatureBundle.PayloadType, payload));
        var certificates = SignerFirst(credential);
        return Write(Layout, json =>
        {
            json.WriteString("mediaType", SignatureBundle.MediaType);
            json.WriteStartObject("verificationMaterial");
            if (certificates.Count == 0)
            {
                json.WriteStartObject("publicKey");
                json.WriteString("hint", credential.Key.Fingerprint);
                json.WriteEndObject();
            }
            else
            {
                WriteChain(json, certificates);
            }

            json.WriteStartArray("tlogEntries");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("dsseEnvelope");
            json.WriteString("payload", Convert.ToBase64String(payload));
            json.WriteString("payloadType", SignatureBundle.PayloadType);
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteString("sig", Convert.ToBase64String(signature));
            json.WriteString("keyid", "");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>The statement that is signed: JSON in UTF-8.</summary>
    internal static byte[] Statement(SignedManifest manifest) => Write(default, json =>
    {
        json.WriteString("_type", StatementReader.StatementType);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteString("name", manifest.ModelName);
        json.WriteStartObject("digest");
        json.WriteString("sha256", StatementReader.RootDigest(manifest.Resources.Select(resource => resource.Digest)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("predicateType", StatementReader.PredicateType);
        json.WriteStartObject("predicate");
        json.WriteStartArray("resources");
        foreach (var resource in manifest.Resources)
        {
            json.WriteStartObject();
            json.WriteString("name", RangeDigest.NameOf(resource));
            json.WriteString("algorithm", StatementReader.AlgorithmOf(manifest.ShardSize));
            json.WriteString("digest", resource.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSerialization(json, manifest);
        json.WriteEndObject();
    });

    private static void WriteSerialization(Utf8JsonWriter json, SignedManifest manifest)
    {
        json.WriteStartObject("serialization");
        json.WriteString("method", manifest.ShardSize is null ? "files" : "shards");
        json.WriteString("hash_type", "sha256");
        if (manifest.ShardSize is { } size)
        {
            json.WriteNumber("shard_size", size);
        }

        json.WriteBoolean("allow_symlinks", manifest.AllowsLinks);
        json.WriteStartArray("ignore_paths");
        foreach (var path in manifest.IgnoredPaths)
        {
            json.WriteStringValue(path);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChain(Utf8JsonWriter json, IEnumerable<X509Certificate2> certificates)
    {
        json.WriteStartObject("x509CertificateChain");
        json.WriteStartArray("certificates");
        foreach (var certificate in certificates)
        {
            json.WriteStartObject();
            json.WriteString("rawBytes", Convert.ToBase64String(certificate.RawDataMemory.Span));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static List<X509Certificate2> SignerFirst(SigningCredential credential)
    {
        if (credential.Certificates.Count > SignatureBundle.MaximumCertificates)
        {
            throw new SignatureException(SignatureProblem.Unsupported, $"holds more than {SignatureBundle.MaximumCertificates} certificates");
        }

        var signer = credential.Certificates.FirstOrDefault(certificate => HasKey(certificate, credential.Key));
        if (signer is null)
        {
            return credential.Certificates.Count == 0 ? [] : throw new SignatureException(SignatureProblem.Unsupported, "holds no certificate of the key");
        }

        CertificateChain.CheckUsage(signer);
        return [signer, .. credential.Certificates.Where(certificate => certificate != signer)];
    }

    private static bool HasKey(X509Certificate2 certificate, EllipticCurveKey key)
    {
        try
        {
            using var other = EllipticCurveKey.FromCertificate(certificate);
            return other.Fingerprint == key.Fingerprint;
        }
        catch (SignatureException)
        {
            return false;
        }
    }

    // A parallel query wraps what its parts throw.
    private static IReadOnlyList<T> Unwrapped<T>(ParallelQuery<T> query)
    {
        try
        {
            return [.. query];
        }
        catch (AggregateException exception)
        {
            throw exception.InnerExceptions[0];
        }
    }

    private static byte[] Write(JsonWriterOptions layout, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, layout))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
