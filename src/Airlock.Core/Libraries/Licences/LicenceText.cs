using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Airlock.Core.Libraries.Licences;

/// <summary>
/// The text of a licence as it is compared: its words in lower case, without what differs from copy to copy and changes nothing (SPDX
/// specification, annex "License matching guidelines"): punctuation, line ends, numbers of paragraphs, copyright notices, addresses.
/// </summary>
internal static partial class LicenceText
{
    // A line that names holder and year is shorter, and one with any of these words says more than who holds the copyright.
    private const int MaximumNoticeWords = 30;

    private static readonly HashSet<string> WordsOfTerms = new(StringComparer.Ordinal)
    {
        "disclaimer", "except", "holder", "holders", "in", "interest", "is", "law", "laws", "license", "licensed", "licenses", "may", "must", "not",
        "notice", "notices", "only", "or", "owner", "owners", "permission", "permitted", "prohibited", "restricted", "retain", "terms", "to", "unless",
        "use", "without",
    };

    /// <summary>The words of a licence file.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var line in Address().Replace(text, "").Split(['\n', '\r']))
        {
            var found = WordsOf(Numbering().Replace(line, ""));
            if (!IsCopyrightNotice(line))
            {
                words.AddRange(found);
            }
        }

        return words;
    }

    /// <summary>The words of a piece of text in which nothing is passed over. A hyphen joins: <c>non-infringement</c> and <c>noninfringement</c> are one word.</summary>
    public static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var at = 0; at <= text.Length; at++)
        {
            var letter = at < text.Length ? text[at] : ' ';
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
            else if (word.Length > 0 && !(letter == '-' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])))
            {
                words.Add(word.ToString() switch { "licence" => "license", "licences" => "licenses", var other => other });
                word.Clear();
            }
        }

        return words;
    }

    /// <summary>SHA-256 of words with a blank between, in lower-case hex digits.</summary>
    public static string Fingerprint(IEnumerable<string> words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words))));

    private static bool IsCopyrightNotice(string line)
    {
        var words = WordsOf(line);
        if (words is ["all", "rights", "reserved"])
        {
            return true;
        }

        var mark = CopyrightMark().Match(line);
        return mark.Success && words.Count <= MaximumNoticeWords && !WordsOf(line[mark.Length..]).Exists(WordsOfTerms.Contains);
    }

    [GeneratedRegex(@"https?://[^\s<>""')\]]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[\s>#/]*([*•-]|\(?[0-9A-Za-z]{1,2}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbering();

    // "(c)" alone also numbers a paragraph; a year after it tells.
    [GeneratedRegex(@"^[\s#*/;>_|-]*(portions\s+)?(copyright\b|©|\(c\)\s*(?=[0-9]{4}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CopyrightMark();
}
