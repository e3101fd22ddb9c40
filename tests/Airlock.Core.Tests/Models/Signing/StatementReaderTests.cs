using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Models.Signing;
using CsCheck;

namespace Airlock.Core.Tests.Models.Signing;

public class StatementReaderTests
{
    [Fact]
    public void Sound_statement_is_read()
    {
        var manifest = Read(Signatures.Statement());

        Assert.Equal(new SignedResource("weights.bin", 0, null, Signatures.Sha256("weights")), Assert.Single(manifest.Resources));
        Assert.Null(manifest.ShardSize);
        Assert.False(manifest.AllowsLinks);
    }

    [Fact]
    public void Range_follows_the_last_two_colons()
    {
        var digest = Signatures.Sha256("1234567890");
        var manifest = Signatures.Manifest() with { ShardSize = 10, Resources = [new SignedResource("odd:0:name", 10, 20, digest)] };

        Assert.Equal(manifest.Resources, Read(Signatures.Statement(manifest)).Resources);
    }

    [Theory]
    [InlineData("sha256", "10")]
    [InlineData("sha256-sharded-10", "10.0")]
    public void Ranges_may_be_named_by_the_specification_or_by_the_reference(string algorithm, string size)
    {
        var statement = Signatures.Statement(Signatures.Manifest() with { ShardSize = 10, Resources = [new SignedResource("a", 0, 10, Signatures.Sha256("1234567890"))] });
        statement["predicate"]!["resources"]![0]!["algorithm"] = algorithm;
        statement["predicate"]!["serialization"]!["shard_size"] = JsonNode.Parse(size);
        Assert.Equal(10, Read(statement).ShardSize);

        statement["predicate"]!["resources"]![0]!["algorithm"] = "sha256-sharded-11";
        Signatures.Refused(SignatureProblem.Malformed, () => Read(statement));
    }

    [Fact]
    public void Further_facts_about_a_file_are_allowed()
    {
        var statement = Signatures.Statement();
        statement["predicate"]!["resources"]![0]!["annotations"] = new JsonObject();

        Assert.Single(Read(statement).Resources);
    }

    public static TheoryData<string, SignatureProblem, Action<JsonNode>> Damages => new()
    {
        { "another statement", SignatureProblem.Unsupported, s => s["_type"] = "https://in-toto.io/Statement/v0.1" },
        { "another predicate", SignatureProblem.Unsupported, s => s["predicateType"] = "https://slsa.dev/provenance/v1" },
        { "another hash", SignatureProblem.Unsupported, s => s["predicate"]!["serialization"]!["hash_type"] = "blake3" },
        { "two subjects", SignatureProblem.Malformed, s => s["subject"]!.AsArray().Add(s["subject"]![0]!.DeepClone()) },
        { "no subject", SignatureProblem.Malformed, s => s["subject"] = new JsonArray() },
        { "no predicate", SignatureProblem.Malformed, s => s.AsObject().Remove("predicate") },
        { "something more", SignatureProblem.Malformed, s => s["extra"] = 1 },
        { "something more in the predicate", SignatureProblem.Malformed, s => s["predicate"]!["extra"] = 1 },
        { "something more in the serialization", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["extra"] = 1 },
        { "no serialization", SignatureProblem.Malformed, s => s["predicate"]!.AsObject().Remove("serialization") },
        { "no word about links", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!.AsObject().Remove("allow_symlinks") },
        { "an unknown method", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["method"] = "chunks" },
        { "ranges without a size", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["method"] = "shards" },
        { "files with a size", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["shard_size"] = 10 },
        { "no files", SignatureProblem.Malformed, s => s["predicate"]!["resources"] = new JsonArray() },
        { "a file twice", SignatureProblem.Malformed, s => Twice(s) },
        { "a digest of another length", SignatureProblem.Malformed, s => s["predicate"]!["resources"]![0]!["digest"] = "abcd" },
        { "a digest in capitals", SignatureProblem.Malformed, s => s["predicate"]!["resources"]![0]!["digest"] = Signatures.Sha256("weights").ToUpperInvariant() },
        { "another digest than the root has", SignatureProblem.Malformed, s => s["predicate"]!["resources"]![0]!["digest"] = Signatures.Sha256("other") },
        { "another algorithm for one file", SignatureProblem.Malformed, s => s["predicate"]!["resources"]![0]!["algorithm"] = "blake2b" },
        { "an absolute name", SignatureProblem.UnsafeName, s => Rename(s, "/etc/passwd") },
        { "a name with a drive", SignatureProblem.UnsafeName, s => Rename(s, "C:/model.bin") },
        { "a name that leads upward", SignatureProblem.UnsafeName, s => Rename(s, "a/../../b") },
        { "a name that leads upward on Windows", SignatureProblem.UnsafeName, s => Rename(s, @"a\..\..\b") },
        { "a name with superfluous steps", SignatureProblem.Malformed, s => Rename(s, "a/./b") },
        { "a name with an empty step", SignatureProblem.Malformed, s => Rename(s, "a//b") },
        { "a name that ends as a folder", SignatureProblem.Malformed, s => Rename(s, "a/") },
        { "an empty name", SignatureProblem.Malformed, s => Rename(s, "") },
        { "a name that is no text", SignatureProblem.Malformed, s => Rename(s, "a\uFFFD") },
        { "an ignored path with a pattern", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["ignore_paths"] = new JsonArray("*.bin") },
        { "an ignored path outside", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["ignore_paths"] = new JsonArray("../x") },
        { "everything ignored", SignatureProblem.Malformed, s => s["predicate"]!["serialization"]!["ignore_paths"] = new JsonArray(".") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Whatever_breaks_the_format_is_refused(string what, SignatureProblem problem, Action<JsonNode> damage)
    {
        var statement = Signatures.Statement();
        damage(statement);

        Assert.NotNull(what);
        Signatures.Refused(problem, () => Read(statement));
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("weights.bin:0")]
    [InlineData("weights.bin:10:0")]
    [InlineData("weights.bin:-1:10")]
    [InlineData("weights.bin:0:99999999999999999999")]
    [InlineData("weights.bin:0x0:10")]
    public void Range_must_be_one(string name)
    {
        var statement = Signatures.Statement();
        statement["predicate"]!["serialization"]!["method"] = "shards";
        statement["predicate"]!["serialization"]!["shard_size"] = 10;
        Rename(statement, name);

        Signatures.Refused(SignatureProblem.Malformed, () => Read(statement));
    }

    [Fact]
    public void Statement_of_version_0_2_has_the_files_as_subjects()
    {
        var manifest = StatementReader.Read(Encoding.UTF8.GetBytes(Version02), out var isVersion02);

        Assert.True(isVersion02);
        Assert.Equal(["a", "b"], manifest.Resources.Select(resource => resource.Path));
    }

    [Fact]
    public void Version_0_2_hashed_in_ranges_is_not_supported() =>
        Signatures.Refused(
            SignatureProblem.Unsupported,
            () => StatementReader.Read(Encoding.UTF8.GetBytes(Version02.Replace("file-sha256", "file-sha256-1000", StringComparison.Ordinal)), out _));

    [Fact]
    public void No_damage_of_bytes_is_a_crash()
    {
        var bytes = Encoding.UTF8.GetBytes(Signatures.Statement(Signatures.Manifest(("a", "1"), ("b/c", "2"))).ToJsonString());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 5].Sample(
            changes =>
            {
                var changed = bytes.ToArray();
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }

                try
                {
                    return StatementReader.Read(changed, out _).Resources.All(resource => !ModelPath.LeavesFolder(resource.Path));
                }
                catch (SignatureException)
                {
                    return true;
                }
            },
            iter: 20_000);
    }

    /// <summary>A statement as version 0.2 of the reference implementation wrote it.</summary>
    public static string Version02 { get; } = $$$"""
        {"_type": "https://in-toto.io/Statement/v1", "subject": [
          {"name": "a", "digest": {"sha256": "{{{Signatures.Sha256("1")}}}"}, "annotations": {"actual_hash_algorithm": "file-sha256"}},
          {"name": "b", "digest": {"sha256": "{{{Signatures.Sha256("2")}}}"}, "annotations": {"actual_hash_algorithm": "file-sha256"}}],
         "predicateType": "https://model_signing/Digests/v0.1", "predicate": {"unused": "it's \t nothing"}}
        """;

    private static SignedManifest Read(JsonNode statement) => StatementReader.Read(Encoding.UTF8.GetBytes(statement.ToJsonString()), out _);

    private static void Rename(JsonNode statement, string name) => statement["predicate"]!["resources"]![0]!["name"] = name;

    private static void Twice(JsonNode statement)
    {
        var resources = statement["predicate"]!["resources"]!.AsArray();
        resources.Add(resources[0]!.DeepClone());
        statement["subject"]![0]!["digest"]!["sha256"] = StatementReader.RootDigest([Signatures.Sha256("weights"), Signatures.Sha256("weights")]);
    }
}
