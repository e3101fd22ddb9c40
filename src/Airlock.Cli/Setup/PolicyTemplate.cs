using Airlock.Core;

namespace Airlock.Cli.Setup;

/// <summary>A first policy, with comments that say what each part is for.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Models">Hosted models that may be used; none for any.</param>
/// <param name="Libraries">Packages that may be used, as the policy writes them; none for any.</param>
public sealed record PolicyTemplate(string Profile, IReadOnlyList<string> Models, IReadOnlyList<string> Libraries)
{
    /// <summary>The text of the policy.</summary>
    public string Write() =>
        $$"""
        // The policy of Airlock: what the gate lets through. "airlock policy validate" checks it, "airlock policy show" tells where it holds.
        {
          "$schema": "https://airlock.dev/airlock.schema.json",

          // audit: nothing blocks; standard: what can be exploited blocks; strict: most findings block.
          "profile": {{JsonString.Quote(Profile)}},

          // Levels of single rules instead of the profile's: off, note, warn or block. "airlock explain AIR1001" says what a rule means.
          "rules": {},

          "models": {
            // Hosted models that may be used; * stands for any text. With a list every other model is refused, without one none is.
            "allow": {{List(Models, "    ")}}
          },

          "libraries": {
            // Packages that may be used: Contoso.*, OpenAI@2.1.0, or owner:NAME for whatever an owner signed. With a list every other package is refused.
            "allow": {{List(Libraries, "    ")}}
          },

          // Suppressions in source count only with a justification.
          "suppressions": "justified",

          // What may stay for now: { "rule": "AIR1001", "path": "src/Legacy/*", "reason": "…", "owner": "team-x", "expires": "2027-01-31" }
          "exceptions": []
        }

        """;

    private static string List(IReadOnlyList<string> items, string indent) =>
        items.Count == 0 ? "[]" : $"[\n{indent}  {string.Join($",\n{indent}  ", items.Select(JsonString.Quote))}\n{indent}]";
}
