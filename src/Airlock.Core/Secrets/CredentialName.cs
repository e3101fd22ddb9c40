using System.Text;

namespace Airlock.Core.Secrets;

/// <summary>What a name says of its value. <c>credential-words.tsv</c> holds the words: those that end the name of a credential, and those that make it another thing.</summary>
internal static class CredentialName
{
    private static readonly Lazy<Dictionary<string, string>> Words =
        new(() => EmbeddedTable.Rows("credential-words.tsv").ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal));

    private static readonly string[] JoinedEndings = ["apikey", "accesskey", "secretkey", "subscriptionkey", "token", "secret", "password"];

    /// <summary>Whether a value of that name is a credential: <c>ApiKey</c>, <c>OPENAI_API_KEY</c>, <c>PrimaryKey</c>; not <c>MaxTokens</c>, <c>KeyVaultName</c> or <c>PublicKey</c>.</summary>
    /// <param name="name">The last step of a path.</param>
    public static bool IsCredential(string name)
    {
        var words = WordsOf(name);
        var last = words.Count;
        while (last > 1 && (MeaningOf(words[last - 1]) == "suffix" || words[last - 1].All(char.IsAsciiDigit)))
        {
            last--;
        }

        if (last == 0 || words.Take(last).Any(word => MeaningOf(word) == "other"))
        {
            return false;
        }

        var word = words[last - 1];
        return MeaningOf(word) == "credential" || JoinedEndings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal)) || (word.EndsWith("key", StringComparison.Ordinal) && CredentialService.Find(word) is not null);
    }

    /// <summary>Letters and digits alone, in lower case.</summary>
    public static string Plain(string name) => string.Create(name.Count(char.IsLetterOrDigit), name, (span, text) =>
    {
        var at = 0;
        foreach (var character in text.Where(char.IsLetterOrDigit))
        {
            span[at++] = char.ToLowerInvariant(character);
        }
    });

    /// <summary>The first word of a name, in lower case; empty if there is none.</summary>
    public static string FirstWord(string name) => WordsOf(name) is [var first, ..] ? first : "";

    /// <summary>The steps of a key as configuration and environment write it: <c>OpenAI:ApiKey</c>, <c>OpenAI__ApiKey</c>.</summary>
    public static IEnumerable<string> Steps(string name) => name.Split([":", "__"], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of a name in lower case: <c>AzureOpenAIApiKey</c> is azure, open, ai, api, key.</summary>
    public static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isHump = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsUpper(name[i - 1]) && char.IsLower(name[i + 1])));
            if ((isHump || !char.IsLetterOrDigit(name[i])) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(name[i]))
            {
                word.Append(char.ToLowerInvariant(name[i]));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static string? MeaningOf(string word) => Words.Value.GetValueOrDefault(word);
}
