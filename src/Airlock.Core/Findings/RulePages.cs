namespace Airlock.Core.Findings;

/// <summary>The pages that explain the rules (<c>docs/rules</c>), carried along so that they can be read without a network.</summary>
public static class RulePages
{
    /// <summary>The page of a rule in Markdown, or null if it has none: then nothing checks it yet.</summary>
    /// <param name="ruleId">Identifier, as <c>AIR5001</c>.</param>
    public static string? Of(string ruleId)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"Airlock.Rules.{ruleId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Whether a rule has a page.</summary>
    /// <param name="ruleId">Identifier.</param>
    public static bool Has(string ruleId) => typeof(RulePages).Assembly.GetManifestResourceInfo($"Airlock.Rules.{ruleId}.md") is not null;
}
