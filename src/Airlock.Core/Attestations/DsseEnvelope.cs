using System.Collections.Immutable;
using System.Text.Json;
using Airlock.Core.Models.Signing;
using Airlock.Shared.Json;

namespace Airlock.Core.Attestations;

/// <summary>A signature of an envelope.</summary>
/// <param name="KeyId">A hint at the key, or null; it proves nothing.</param>
/// <param name="Bytes">The signature, an ECDSA-Sig-Value in DER.</param>
public sealed record DsseSignature(string? KeyId, byte[] Bytes);

/// <summary>A signed statement (DSSE envelope 1.0.0, in-toto attestation framework).</summary>
/// <param name="Payload">The statement.</param>
/// <param name="Signatures">Who signed it, at least one.</param>
public sealed record DsseEnvelope(byte[] Payload, ImmutableArray<DsseSignature> Signatures)
{
    /// <summary>How the name of the file ends.</summary>
    public const string FileEnding = ".dsse.json";

    private const int MaximumSignatures = 64;

    /// <summary>Signs a statement.</summary>
    /// <param name="statement">JSON in UTF-8.</param>
    /// <param name="key">A private key.</param>
    /// <exception cref="SignatureException">The key is a public one.</exception>
    public static DsseEnvelope Sign(byte[] statement, EllipticCurveKey key) =>
        new(statement, [new DsseSignature(key.Fingerprint, key.Sign(PreAuthenticationEncoding.Encode(SignatureBundle.PayloadType, statement)))]);

    /// <summary>The envelope: JSON in UTF-8.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("payloadType", SignatureBundle.PayloadType);
            json.WriteBase64String("payload", Payload);
            json.WriteStartArray("signatures");
            foreach (var signature in Signatures)
            {
                json.WriteStartObject();
                if (signature.KeyId is not null)
                {
                    json.WriteString("keyid", signature.KeyId);
                }

                json.WriteBase64String("sig", signature.Bytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads an envelope; its shape is checked, not its signatures.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <exception cref="SignatureException">It is none, or holds something else than a statement.</exception>
    public static DsseEnvelope Read(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<TextError>();
        var envelope = SignatureJson.Read(utf8, errors);
        envelope.Choice("payloadType", SignatureBundle.PayloadType);
        if (!envelope.Has("payloadType"))
        {
            throw SignatureJson.Missing(envelope, "payloadType");
        }

        var payload = SignatureJson.Base64(envelope, "payload", errors);
        var signatures = envelope.Objects("signatures").Take(MaximumSignatures + 1)
            .Select(item => new DsseSignature(item.IsNull("keyid") ? null : item.Text("keyid"), SignatureJson.Base64(item, "sig", errors)))
            .ToImmutableArray();
        if (signatures.Length is 0 or > MaximumSignatures)
        {
            errors.Add(new TextError(envelope.PositionOf("signatures"), $"\"signatures\" must have 1 to {MaximumSignatures} elements"));
        }

        SignatureJson.ThrowFirst(errors);
        return new DsseEnvelope(payload, signatures);
    }

    /// <summary>Finds a trusted key that signed the statement.</summary>
    /// <param name="trust">Whom to believe.</param>
    /// <returns>Who signed, see <see cref="SignatureIdentity"/>.</returns>
    /// <exception cref="SignatureException">None of them did.</exception>
    public string Verify(SignatureTrust trust)
    {
        var signed = PreAuthenticationEncoding.Encode(SignatureBundle.PayloadType, Payload);
        foreach (var key in trust.Keys)
        {
            // The hint is not signed, so it may not keep a key from being tried.
            if (Signatures.Any(signature => key.Verifies(signed, signature.Bytes)))
            {
                return SignatureIdentity.OfKey(key);
            }
        }

        throw trust.Keys.Count == 0
            ? new SignatureException(SignatureProblem.NotTrusted, "is signed with a key, and no public key is trusted")
            : new SignatureException(SignatureProblem.WrongSignature, "is not signed by a trusted key, or was changed after it was signed");
    }
}
