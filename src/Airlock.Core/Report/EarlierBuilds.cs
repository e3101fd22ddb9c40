using System.Collections.Immutable;
using System.Text.Json;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Report;

/// <summary>Reads SARIF files of earlier builds.</summary>
public static class EarlierBuilds
{
    /// <summary>What a SARIF file of Airlock tells.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JsonException">It is no SARIF.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static EarlierBuild Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("runs", out var runs) || runs.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("it has no list \"runs\", so it is no SARIF file");
        }

        var levels = new List<FindingLevel>();
        var fingerprints = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var result in runs.EnumerateArray().SelectMany(run => Elements(run, "results")))
        {
            if (Elements(result, "suppressions").Any() || LevelOf(Text(result, "level")) is not { } level)
            {
                continue;
            }

            levels.Add(level);
            if (result.TryGetProperty("partialFingerprints", out var prints) && Text(prints, SarifWriter.FingerprintName) is { } fingerprint)
            {
                fingerprints.Add(fingerprint);
            }
        }

        return new EarlierBuild(
            Path.GetFileNameWithoutExtension(path),
            levels.GroupBy(level => level).ToImmutableDictionary(group => group.Key, group => group.Count()),
            fingerprints.ToImmutable());
    }

    private static FindingLevel? LevelOf(string? level) => level switch
    {
        "error" => FindingLevel.Block,
        "warning" => FindingLevel.Warn,
        "note" => FindingLevel.Note,
        _ => null,
    };

    private static IEnumerable<JsonElement> Elements(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
