namespace Airlock.Core.Findings;

/// <summary>The pages of the rules, which the assembly carries, so that a rule can be explained without a network.</summary>
public static class RulePages
{
    /// <summary>The page of a rule.</summary>
    /// <param name="ruleId">Identifier, as <c>AIR1001</c>.</param>
    /// <returns>The page in Markdown, or null if the rule has none.</returns>
    public static string? Of(string ruleId)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"Airlock.Rules.{ruleId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
