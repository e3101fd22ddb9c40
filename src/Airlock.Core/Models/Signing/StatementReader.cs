using System.Globalization;
using System.Security.Cryptography;
using Airlock.Shared.Json;

namespace Airlock.Core.Models.Signing;

/// <summary>
/// Reads the statement of a bundle: an in-toto Statement v1 whose predicate is a manifest (OpenSSF Model Signing 1.0, section 5), or
/// the one that version 0.2 of the reference implementation wrote.
/// </summary>
public static class StatementReader
{
    /// <summary>The type of every statement.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The predicate of this format.</summary>
    public const string PredicateType = "https://model_signing/signature/v1.0";

    /// <summary>The predicate of version 0.2, which has the files as subjects.</summary>
    public const string PredicateTypeOfVersion02 = "https://model_signing/Digests/v0.1";

    private const string HashType = "sha256";
    private const string WholeFileOfVersion02 = "file-sha256";

    /// <summary>Reads a statement.</summary>
    /// <param name="utf8">The payload of the envelope.</param>
    /// <param name="isVersion02">Whether it is one of version 0.2.</param>
    /// <exception cref="SignatureException">It breaks the format, asks for another hash, or names a file outside of the folder.</exception>
    public static SignedManifest Read(ReadOnlySpan<byte> utf8, out bool isVersion02)
    {
        var errors = new List<TextError>();
        var statement = SignatureJson.Read(utf8, errors);
        var type = statement.Text("_type", required: true);
        var predicateType = statement.Text("predicateType", required: true);
        SignatureJson.ThrowFirst(errors);
        if (type != StatementType || predicateType is not (PredicateType or PredicateTypeOfVersion02))
        {
            throw new SignatureException(
                SignatureProblem.Unsupported, $"signs something else than a model: type \"{SignatureJson.Shown(type!)}\", predicate \"{SignatureJson.Shown(predicateType!)}\"");
        }

        isVersion02 = predicateType == PredicateTypeOfVersion02;
        var manifest = isVersion02 ? ReadVersion02(statement, errors) : ReadVersion1(statement, errors);
        SignatureJson.ThrowFirst(errors);
        CheckUnique(manifest.Resources);
        return manifest;
    }

    private static SignedManifest ReadVersion1(JsonShape statement, List<TextError> errors)
    {
        var subjects = statement.Objects("subject").Select(subject => (Name: subject.Text("name", required: true), Digest: Sha256(subject, errors))).ToList();
        var predicate = statement.Object("predicate") ?? throw SignatureJson.Missing(statement, "predicate");
        statement.Close();
        if (subjects.Count != 1)
        {
            errors.Add(new TextError(statement.PositionOf("subject"), "\"subject\" must have exactly one element"));
        }

        var (shardSize, allowsLinks, ignored) = ReadSerialization(predicate, errors);
        var resources = predicate.Objects("resources").Select(resource => ReadResource(resource, shardSize, errors)).ToList();
        predicate.Close();
        if (resources.Count == 0)
        {
            errors.Add(new TextError(predicate.PositionOf("resources"), "\"resources\" must have at least one element"));
        }

        SignatureJson.ThrowFirst(errors);
        if (RootDigest(resources.Select(resource => resource.Digest)) != subjects[0].Digest)
        {
            throw new SignatureException(SignatureProblem.Malformed, "contradicts itself: the root digest is not that of the listed digests");
        }

        return new SignedManifest(subjects[0].Name!, resources, shardSize, allowsLinks, ignored);
    }

    /// <summary>SHA-256 over the digests, each as its bytes (section 6.5.1), in lower-case hex.</summary>
    public static string RootDigest(IEnumerable<string> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var digest in digests)
        {
            hash.AppendData(Convert.FromHexString(digest));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (long? ShardSize, bool AllowsLinks, IReadOnlyList<string> Ignored) ReadSerialization(JsonShape predicate, List<TextError> errors)
    {
        var serialization = predicate.Object("serialization") ?? throw SignatureJson.Missing(predicate, "serialization");
        var method = serialization.Text("method", required: true);
        var hashType = serialization.Text("hash_type", required: true);
        var shardSize = serialization.Count("shard_size");
        var allowsLinks = serialization.Boolean("allow_symlinks");
        var ignored = serialization.Texts("ignore_paths");
        serialization.Close();
        SignatureJson.ThrowFirst(errors);
        if (allowsLinks is null)
        {
            throw SignatureJson.Missing(serialization, "allow_symlinks");
        }

        if (hashType != HashType)
        {
            throw new SignatureException(SignatureProblem.Unsupported, $"hashes with {SignatureJson.Shown(hashType!)}; Airlock checks sha256, so sign the model with that");
        }

        if (method is not ("files" or "shards") || (method == "shards") != (shardSize is > 0) || (method == "files" && shardSize is not null))
        {
            errors.Add(new TextError(serialization.PositionOf("method"), "\"method\" must be files, without \"shard_size\", or shards, with a \"shard_size\" above zero"));
        }

        foreach (var path in ignored)
        {
            if (!ModelPath.IsCanonical(path.Text) || path.Text.AsSpan().ContainsAny('*', '?', '['))
            {
                errors.Add(new TextError(path.Position, "each of \"ignore_paths\" must be a path in the model's folder, without \"..\", \"*\", \"?\" and \"[\""));
            }
        }

        return (shardSize, allowsLinks.Value, [.. ignored.Select(path => path.Text)]);
    }

    private static SignedResource ReadResource(JsonShape resource, long? shardSize, List<TextError> errors)
    {
        var name = resource.Text("name", required: true) ?? "";
        var digest = resource.Text("digest", required: true) ?? "";
        if (resource.Text("algorithm", required: true) is { } algorithm && algorithm != HashType && algorithm != AlgorithmOf(shardSize))
        {
            errors.Add(new TextError(resource.PositionOf("algorithm"), $"\"algorithm\" must be that of \"serialization\", {HashType}"));
        }

        CheckDigest(resource, digest, errors);
        if (shardSize is null)
        {
            CheckName(resource, name, errors);
            return new SignedResource(name, 0, null, digest);
        }

        // A name may have colons of its own: the range is what follows the last two.
        var parts = name.Split(':');
        if (parts.Length < 3 || !Offset(parts[^2], out var start) || !Offset(parts[^1], out var end) || start >= end)
        {
            errors.Add(new TextError(resource.PositionOf("name"), "\"name\" must be a path, the first byte and the byte after the last, as weights.bin:0:1000"));
            return new SignedResource(name, 0, null, digest);
        }

        name = string.Join(':', parts[..^2]);
        CheckName(resource, name, errors);
        return new SignedResource(name, start, end, digest);
    }

    /// <summary>
    /// The algorithm of a resource as the reference implementation names it: for ranges with their length, where the specification
    /// (section 6.3.2) wants the bare hash. The reference takes no other, so that is what is written; both are read.
    /// </summary>
    public static string AlgorithmOf(long? shardSize) =>
        shardSize is null ? HashType : string.Create(CultureInfo.InvariantCulture, $"{HashType}-sharded-{shardSize}");

    private static SignedManifest ReadVersion02(JsonShape statement, List<TextError> errors)
    {
        var resources = new List<SignedResource>();
        foreach (var subject in statement.Objects("subject"))
        {
            var name = subject.Text("name", required: true) ?? "";
            CheckName(subject, name, errors);
            if (subject.Object("annotations")?.Text("actual_hash_algorithm") is { } algorithm && algorithm != WholeFileOfVersion02)
            {
                throw new SignatureException(SignatureProblem.Unsupported, $"is of version 0.2 and hashes with {SignatureJson.Shown(algorithm)}; sign the model again");
            }

            resources.Add(new SignedResource(name, 0, null, Sha256(subject, errors)));
        }

        if (resources.Count == 0)
        {
            errors.Add(new TextError(statement.PositionOf("subject"), "\"subject\" must have at least one element"));
        }

        return new SignedManifest("", resources, null, false, []);
    }

    private static string Sha256(JsonShape subject, List<TextError> errors)
    {
        var digests = subject.Object("digest");
        var digest = digests?.Text(HashType) ?? "";
        CheckDigest(digests ?? subject, digest, errors);
        return digest;
    }

    private static void CheckDigest(JsonShape shape, string digest, List<TextError> errors)
    {
        if (digest.Length != SHA256.HashSizeInBytes * 2 || digest.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            errors.Add(new TextError(shape.PositionOf("digest"), "a digest must be a SHA-256 of 64 lower-case hex digits"));
        }
    }

    private static void CheckName(JsonShape shape, string name, List<TextError> errors)
    {
        if (ModelPath.LeavesFolder(name))
        {
            throw new SignatureException(SignatureProblem.UnsafeName, $"names the file \"{SignatureJson.Shown(name)}\", which lies outside of the model's folder");
        }

        if (name != SignedManifest.SingleFile && !ModelPath.IsCanonical(name))
        {
            errors.Add(new TextError(shape.PositionOf("name"), "\"name\" must be a path relative to the model's folder, with \"/\" and nothing superfluous"));
        }
    }

    private static void CheckUnique(IReadOnlyList<SignedResource> resources)
    {
        var seen = new HashSet<(string, long)>();
        foreach (var resource in resources)
        {
            if (!seen.Add((resource.Path, resource.Start)))
            {
                throw new SignatureException(SignatureProblem.Malformed, $"breaks the format: it lists \"{SignatureJson.Shown(resource.Path)}\" twice");
            }
        }
    }

    private static bool Offset(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
