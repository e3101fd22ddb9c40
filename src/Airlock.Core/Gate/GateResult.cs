using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Airlock.Core.Events.Delivery;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core;

/// <summary>What the gate decided on one project and target framework. It is written for every build, so that a tool can show it.</summary>
public sealed record GateResult
{
    /// <summary>The project file, absolute.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Short name of the target framework, as <c>net10.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>The folder that paths in findings are relative to, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The profile in force.</summary>
    public required string Profile { get; init; }

    /// <summary>The policy file, absolute, or null if defaults held.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>The lock file, absolute, whether it exists or not: record and baseline lie beside it.</summary>
    public string? LockFile { get; init; }

    /// <summary>All findings in order of path, line, column and rule, suppressed and recorded ones included.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The verdict on every package, in order of identifiers.</summary>
    public ImmutableArray<LibraryVerdict> Libraries { get; init; } = [];

    /// <summary>The rules of which this run knows nothing, in order: their silence is no answer.</summary>
    public ImmutableArray<string> UncheckedRules { get; init; } = [];

    /// <summary>The exceptions of the policy in its order, with what each covered.</summary>
    public ImmutableArray<ExceptionUse> Exceptions { get; init; } = [];

    /// <summary>The evidence files that were written, absolute.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Events that wait for the collectors of the policy, or null; a result that was shown before has none.</summary>
    [JsonIgnore]
    public PendingEvents? PendingEvents { get; init; }

    /// <summary>Whether any finding blocks.</summary>
    [JsonIgnore]
    public bool IsBlocked => Findings.Any(finding => finding.Level == FindingLevel.Block && finding.Suppression is null);

    /// <summary>Writes the result as JSON, by way of a temporary name.</summary>
    public void Save(string path) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, GateResultJson.Default.GateResult));

    /// <summary>Reads a result that <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">The file is damaged.</exception>
    public static GateResult Load(string path)
    {
        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, GateResultJson.Default.GateResult)
            ?? throw new JsonException($"{path} holds no result");
    }
}

/// <summary>How a <see cref="GateResult"/> is written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(GateResult))]
public sealed partial class GateResultJson : JsonSerializerContext;
