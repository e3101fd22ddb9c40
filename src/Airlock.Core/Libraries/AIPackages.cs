using Airlock.Shared.Policy;

namespace Airlock.Core.Libraries;

/// <summary>
/// What is known of AI packages without asking anyone: the packages of well-known publishers (<c>ai-publishers.tsv</c>) and
/// the words by which the name of any other gives it away (<c>ai-words.tsv</c>).
/// </summary>
public static class AIPackages
{
    private static readonly Lazy<IReadOnlyList<(string Pattern, string Publisher)>> Publishers =
        new(() => [.. EmbeddedTable.Rows("ai-publishers.tsv").Select(cells => (cells[0], cells[1]))]);

    private static readonly Lazy<IReadOnlyList<(string Word, bool IsWhole)>> Words =
        new(() => [.. EmbeddedTable.Rows("ai-words.tsv").Select(cells => (cells[0], cells[1] == "word"))]);

    /// <summary>The well-known publisher of an AI package, or null.</summary>
    public static string? PublisherOf(string id) =>
        Publishers.Value.FirstOrDefault(row => NamePattern.Matches(row.Pattern, id)).Publisher;

    /// <summary>The word that makes the identifier look like that of an AI package, or null.</summary>
    public static string? FindWord(string id) =>
        Words.Value.FirstOrDefault(row => Occurs(row.Word, id, row.IsWhole)).Word;

    private static bool Occurs(string word, string id, bool isWhole)
    {
        for (var at = id.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = id.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!isWhole || (IsBoundary(id, at) && IsBoundary(id, at + word.Length)))
            {
                return true;
            }
        }

        return false;
    }

    // Where one word of an identifier ends and the next begins: at a separator or digit, and before a capital that starts a
    // word, so that "ChatGPTClient" holds "GPT" and "Maintenance" does not hold "AI".
    private static bool IsBoundary(string id, int at)
    {
        if (at == 0 || at == id.Length || !char.IsLetter(id[at - 1]) || !char.IsLetter(id[at]))
        {
            return true;
        }

        return char.IsUpper(id[at]) && (char.IsLower(id[at - 1]) || (at + 1 < id.Length && char.IsLower(id[at + 1])));
    }
}
