using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airlock.Core.Bom;
using Airlock.Core.Models.Signing;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Attestations;

/// <summary>A file that a statement names.</summary>
/// <param name="Name">Its name, or its path relative to the root, with <c>/</c>.</param>
/// <param name="Sha256">SHA-256 as 64 lower-case hex digits.</param>
public sealed record AttestedFile(string Name, string Sha256)
{
    /// <summary>Its media type, or null.</summary>
    public string? MediaType { get; init; }
}

/// <summary>
/// The verdict of the gate as an in-toto Statement v1 with a Verification Summary (SLSA 1.1): that these files were verified against that policy, on this evidence. It claims no
/// SLSA level; the levels it names are the profiles of Airlock, which the specification allows as values of one's own.
/// </summary>
public sealed record VerificationSummary
{
    /// <summary>The predicate's type, which stays the same for all minor versions.</summary>
    public const string PredicateType = "https://slsa.dev/verification_summary/v1";

    /// <summary>How the name of the file ends that a build writes.</summary>
    public const string FileEnding = ".vsa.json";

    private const string Passed = "PASSED";
    private const string Failed = "FAILED";
    private const string SpecificationVersion = "1.1";

    private static readonly Uri Site = new(new Uri(RuleTable.HelpLinkBase), "../");
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was verified, at least one.</summary>
    public required ImmutableArray<AttestedFile> Subjects { get; init; }

    /// <summary>What the subjects belong to, as a package URL.</summary>
    public required string Resource { get; init; }

    /// <summary>When, or null where evidence is to be reproducible.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The profile in force: audit, standard or strict.</summary>
    public required string Profile { get; init; }

    /// <summary>The policy file, or null if defaults held.</summary>
    public AttestedFile? Policy { get; init; }

    /// <summary>The evidence on which the verdict rests.</summary>
    public ImmutableArray<AttestedFile> Evidence { get; init; } = [];

    /// <summary>Whether nothing blocks.</summary>
    public required bool IsPassed { get; init; }

    /// <summary>Version of Airlock.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The statement: JSON in UTF-8, the same bytes for the same summary.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteString("_type", StatementReader.StatementType);
            json.WriteStartArray("subject");
            foreach (var subject in Subjects)
            {
                json.WriteStartObject();
                json.WriteString("name", subject.Name);
                WriteDigest(json, subject);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            WritePredicate(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads a statement; members that are not known are passed over, as the format demands.</summary>
    /// <param name="utf8">The whole statement.</param>
    /// <exception cref="SignatureException">It is no such statement: what is wrong, with its place.</exception>
    public static VerificationSummary Read(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<TextError>();
        var statement = SignatureJson.Read(utf8, errors);
        var type = statement.Text("_type", required: true);
        var predicateType = statement.Text("predicateType", required: true);
        SignatureJson.ThrowFirst(errors);
        if (type != StatementReader.StatementType || predicateType != PredicateType)
        {
            throw new SignatureException(
                SignatureProblem.Unsupported, $"is no verdict of a gate: type \"{SignatureJson.Shown(type!)}\", predicate \"{SignatureJson.Shown(predicateType!)}\"");
        }

        var subjects = statement.Objects("subject").Select(subject => ReadFile(subject, errors)).ToImmutableArray();
        var predicate = statement.Object("predicate") ?? throw SignatureJson.Missing(statement, "predicate");
        var policy = predicate.Object("policy") ?? throw SignatureJson.Missing(predicate, "policy");
        var summary = new VerificationSummary
        {
            Subjects = subjects,
            Resource = predicate.Text("resourceUri", required: true) ?? "",
            Time = predicate.Text("timeVerified") is { } time && DateTimeOffset.TryParse(time, System.Globalization.CultureInfo.InvariantCulture, out var moment) ? moment : null,
            Profile = (policy.Text("uri", required: true) ?? "").Split('/')[^1],
            Policy = policy.Has("digest") ? ReadFile(policy, errors) : null,
            Evidence = [.. predicate.Objects("inputAttestations").Select(file => ReadFile(file, errors))],
            IsPassed = predicate.Choice("verificationResult", Passed, Failed) == Passed,
            ToolVersion = predicate.Object("verifier")?.Object("version")?.Text("airlock") ?? "",
        };
        SignatureJson.ThrowFirst(errors);
        return subjects.IsEmpty ? throw SignatureJson.Missing(statement, "subject") : summary;
    }

    private void WritePredicate(Utf8JsonWriter json)
    {
        json.WriteStartObject("verifier");
        json.WriteString("id", Site.AbsoluteUri);
        json.WriteStartObject("version");
        json.WriteString("airlock", ToolVersion);
        json.WriteEndObject();
        json.WriteEndObject();
        if (Time is { } time)
        {
            json.WriteString("timeVerified", BomWriter.Text(time));
        }

        json.WriteString("resourceUri", Resource);

        // Which rules block, the profile says, unless the file changes that: so both are named.
        json.WriteStartObject("policy");
        if (Policy is not null)
        {
            json.WriteString("name", Policy.Name);
        }

        json.WriteString("uri", new Uri(Site, "policy/" + Profile).AbsoluteUri);
        if (Policy is not null)
        {
            WriteDigest(json, Policy);
        }

        json.WriteEndObject();
        json.WriteStartArray("inputAttestations");
        foreach (var file in Evidence)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("uri", Uri.EscapeDataString(file.Name));
            WriteDigest(json, file);
            if (file.MediaType is not null)
            {
                json.WriteString("mediaType", file.MediaType);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("verificationResult", IsPassed ? Passed : Failed);
        json.WriteStartArray("verifiedLevels");
        json.WriteStringValue(IsPassed ? "AIRLOCK_" + Profile.ToUpperInvariant() : Failed);
        json.WriteEndArray();
        json.WriteString("slsaVersion", SpecificationVersion);
    }

    private static void WriteDigest(Utf8JsonWriter json, AttestedFile file)
    {
        json.WriteStartObject("digest");
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    private static AttestedFile ReadFile(JsonShape shape, List<TextError> errors)
    {
        var digest = shape.Object("digest")?.Text("sha256");
        if (digest is not { Length: 64 } || digest.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            errors.Add(new TextError(shape.PositionOf("digest"), "\"digest\" must have a \"sha256\" of 64 lower-case hex digits"));
        }

        return new AttestedFile(shape.Text("name") ?? "", digest ?? "") { MediaType = shape.Text("mediaType") };
    }
}
