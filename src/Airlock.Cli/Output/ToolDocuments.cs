using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Airlock.Cli.Diagnosis;
using Airlock.Cli.Vetting;
using Airlock.Core.Approvals;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Pins;

namespace Airlock.Cli.Output;

/// <summary>What was done to pins, and whether the record of it holds.</summary>
public sealed record LogDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("log");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether each line follows the one before, and the lock names the last.</summary>
    public required bool Holds { get; init; }

    /// <summary>The steps, oldest first; damaged lines are missing.</summary>
    public required ImmutableArray<Step> Entries { get; init; }

    /// <summary>What is wrong with the record; empty if it holds.</summary>
    public required ImmutableArray<AuditProblem> Problems { get; init; }

    /// <summary>One step.</summary>
    /// <param name="Action">What was done, as <c>approve</c>.</param>
    /// <param name="Path">The pin's path, or the package URL of a package.</param>
    /// <param name="Sha256">SHA-256 of the bytes that are pinned after it, hex; absent for a package.</param>
    /// <param name="ContentHash">SHA-512 of a package in Base64; absent for a file.</param>
    /// <param name="Was">The digest that was pinned before; absent if it is the same.</param>
    /// <param name="Environment">The environment of an approval; absent for other steps.</param>
    /// <param name="Accepted">The names that were accepted.</param>
    /// <param name="By">Who did it.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Reason">Why; absent if nobody was asked.</param>
    public sealed record Step(
        string Action, string Path, string? Sha256, string? ContentHash, string? Was, string? Environment, ImmutableArray<string> Accepted, string By, DateTime At, string? Reason);

    /// <summary>The document of a record.</summary>
    public static LogDocument Of(AuditRecord record, IReadOnlyList<AuditProblem> problems) => new()
    {
        Holds = problems.Count == 0,
        Entries =
        [
            .. record.Entries.Select(entry => new Step(
                AuditEntry.Word(entry.Action),
                entry.Path,
                entry.IsDecision ? null : entry.Sha256,
                entry.ContentHash,
                entry.Was,
                entry.Environment,
                [.. entry.Accepted],
                entry.By,
                entry.At,
                entry.Reason)),
        ],
        Problems = [.. problems],
    };
}

/// <summary>Whether the signature of a model is good.</summary>
public sealed record VerifyDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("verify");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The model, as the user would write it.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the signature is good and the files are those that were signed.</summary>
    public required bool Verified { get; init; }

    /// <summary>Who signed; absent if the signature is not good.</summary>
    public string? Identity { get; init; }

    /// <summary>How many files were compared.</summary>
    public int Files { get; init; }

    /// <summary>Where the model differs from what was signed.</summary>
    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>Why the signature says nothing; absent if it says something.</summary>
    public string? Problem { get; init; }

    /// <summary>A difference.</summary>
    /// <param name="Kind"><c>changed</c>, <c>missing</c>, <c>unsigned</c>, <c>unreadable</c> or <c>link</c>.</param>
    /// <param name="Path">The file, relative to the model's folder.</param>
    /// <param name="Message">What is wrong, in words.</param>
    public sealed record Difference(string Kind, string Path, string Message);
}

/// <summary>What is known of model files, or of a package.</summary>
public sealed record VetDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("vet");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Each model file with its verdict; absent if a package was asked for.</summary>
    public ImmutableArray<File>? Files { get; init; }

    /// <summary>The package; absent if files were asked for.</summary>
    public VettedPackage? Package { get; init; }

    /// <summary>A model file.</summary>
    /// <param name="Path">The file, as the user wrote it.</param>
    /// <param name="Format">Its format, as <c>onnx</c>; absent if it is not known.</param>
    /// <param name="Verdict"><c>clean</c>, <c>not-fully-read</c>, <c>code-bearing</c>, <c>suspicious</c> or <c>malicious</c>.</param>
    /// <param name="Findings">Why, what weighs most first.</param>
    /// <param name="Accepted">The names that its pin accepts; absent if there are none.</param>
    public sealed record File(string Path, string? Format, string Verdict, ImmutableArray<Finding> Findings, ImmutableArray<string>? Accepted);

    /// <summary>What was found in a model file.</summary>
    /// <param name="Rule">The rule that reports it in a build.</param>
    /// <param name="Verdict">What it makes of the file.</param>
    /// <param name="Member">The member of the archive; absent if the file is none.</param>
    /// <param name="Offset">Where, in bytes; absent if that is not known.</param>
    /// <param name="Element">The part of the model; absent if it has no name.</param>
    /// <param name="Subject">The name that a pin can accept; absent if there is none.</param>
    /// <param name="Message">What it is, in words.</param>
    public sealed record Finding(string Rule, string Verdict, string? Member, long? Offset, string? Element, string? Subject, string Message)
    {
        /// <summary>What the scanner found.</summary>
        public static Finding Of(ModelFinding finding) => new(
            ModelVetting.RuleOf(finding.Verdict), VerdictNames.Of(finding.Verdict), finding.Member, finding.Offset, finding.Element, finding.Subject, finding.Message);
    }
}

/// <summary>How the documents are written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(PolicyValidityDocument))]
[JsonSerializable(typeof(EffectivePolicyDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(VetDocument))]
internal sealed partial class ToolDocumentContext : JsonSerializerContext;
