using System.Text.Json;

namespace Airlock.Core.Findings;

/// <summary>What happens at the steps of a finding's path.</summary>
internal static class FlowSteps
{
    /// <summary>What happens at each step, as the analyzer says it in its property <c>flow</c>; empty if it says nothing readable.</summary>
    public static IReadOnlyList<string?> TextsOf(Finding finding)
    {
        if (!finding.Properties.TryGetValue("flow", out var flow))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(flow ?? "");
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? []
                : [.. document.RootElement.EnumerateArray().Select(step =>
                    step.ValueKind == JsonValueKind.Object && step.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null)];
        }
        catch (JsonException)
        {
            // Another analyzer's property of that name.
            return [];
        }
    }
}
