using System.Text.RegularExpressions;

namespace Airlock.Shared.Secrets;

/// <summary>A row of <c>key-formats.tsv</c>: the shape of one provider's keys.</summary>
public sealed class KeyFormat
{
    // Every pattern of the table looks around itself, which the engine that never backtracks can't do; so time is bounded instead.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<Regex> _regex;
    private readonly string[] _keywords;
    private readonly double _minimumEntropy;
    private readonly bool _hasChecksum;

    internal KeyFormat(
        string id, string provider, string variable, string pattern, double minimumEntropy, string[] keywords, string checksum, string confidence)
    {
        Id = id;
        Provider = provider;
        Variable = variable;
        Confidence = confidence;
        _keywords = keywords;
        _minimumEntropy = minimumEntropy;
        _hasChecksum = checksum == "github-crc32";
        _regex = new Lazy<Regex>(() => new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout));
    }

    /// <summary>Identifier of the row, as <c>openai-key</c>.</summary>
    public string Id { get; }

    /// <summary>Who issues such keys, as <c>OpenAI</c>.</summary>
    public string Provider { get; }

    /// <summary>The environment variable in which the provider's own tools look for it, as <c>OPENAI_API_KEY</c>.</summary>
    public string Variable { get; }

    /// <summary><c>high</c>, <c>medium</c>, <c>low</c> or <c>info</c>: how surely a match is a key.</summary>
    public string Confidence { get; }

    /// <summary>The first key of this shape in the text, or null. Placeholders, keys with a wrong checksum and those that documentation prints are none.</summary>
    public KeyMatch? Find(string text) => MayOccurIn(text) ? FirstFrom(text, 0) : null;

    /// <summary>Every key of this shape in the text, in order.</summary>
    public IReadOnlyList<KeyMatch> FindAll(string text)
    {
        var found = new List<KeyMatch>();
        var next = MayOccurIn(text) ? FirstFrom(text, 0) : null;
        while (next is { } match)
        {
            found.Add(match);
            next = FirstFrom(text, match.Start + Math.Max(match.Length, 1));
        }

        return found;
    }

    /// <summary>Whether a word that every key of this shape has in or beside it stands in the text.</summary>
    public bool MayOccurIn(string text) => _keywords.Any(keyword => text.IndexOf(keyword, StringComparison.OrdinalIgnoreCase) >= 0);

    private KeyMatch? FirstFrom(string text, int start)
    {
        try
        {
            for (var match = _regex.Value.Match(text, start); match.Success; match = match.NextMatch())
            {
                var secret = match.Groups["secret"];
                if (IsKey(secret.Value))
                {
                    return new KeyMatch(this, secret.Index, secret.Length);
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A text on which the pattern takes this long is data, not a key.
        }

        return null;
    }

    private bool IsKey(string secret) =>
        SecretText.Entropy(secret) >= _minimumEntropy
        && !SecretText.IsPlaceholder(secret)
        && (!_hasChecksum || GitHubChecksum.Holds(secret))
        && !DocumentedKeys.Contains(secret);
}

/// <summary>A key found in a text.</summary>
/// <param name="Format">Its shape.</param>
/// <param name="Start">Offset of the secret itself, without what introduces it.</param>
/// <param name="Length">Length of the secret.</param>
public readonly record struct KeyMatch(KeyFormat Format, int Start, int Length);
