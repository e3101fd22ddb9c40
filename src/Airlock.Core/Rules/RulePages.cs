using Airlock.Shared.Rules;

namespace Airlock.Core.Rules;

/// <summary>The pages of the rules (<c>docs/rules</c>), which this assembly carries so that they can be read without a network.</summary>
public static class RulePages
{
    private const int MostLettersOfASummary = 300;

    /// <summary>The page of a rule as Markdown, or null if it has none yet.</summary>
    /// <param name="ruleId">Identifier, as <c>AIR1001</c>.</param>
    public static string? Of(string ruleId)
    {
        using var stream = typeof(RulePages).Assembly.GetManifestResourceStream($"docs.rules.{ruleId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>
    /// What the rule finds in a few sentences: the first paragraph of its page, if that stands alone; else its title.
    /// </summary>
    /// <param name="rule">The rule.</param>
    public static string Summary(RuleRow rule)
    {
        var lines = (Of(rule.Id) ?? "").Split('\n').SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Skip(1);
        var paragraph = string.Join(' ', lines.SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0).Select(line => line.Trim()));
        return paragraph.EndsWith('.') && paragraph[0] is not ('|' or '-' or '`') ? PrintableText.Show(paragraph, MostLettersOfASummary) : rule.Title;
    }

    /// <summary>The page with its links between files replaced by addresses, so that it can be shown anywhere.</summary>
    /// <param name="rule">The rule.</param>
    public static string? WithAddresses(RuleRow rule) =>
        Of(rule.Id)?
            .Replace("](AIR", "](" + RuleTable.HelpLinkBase + "AIR", StringComparison.Ordinal)
            .Replace("](../", "](" + SiteOf(RuleTable.HelpLinkBase), StringComparison.Ordinal);

    private static string SiteOf(string rules) => new Uri(new Uri(rules), "../").AbsoluteUri;
}
