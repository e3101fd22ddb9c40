using System.Globalization;
using System.Text.RegularExpressions;

namespace Airlock.Core.Libraries.Licences;

/// <summary>
/// The text of a well-known licence, as <c>licence-texts.tsv</c> writes it: words, <c>{words}</c> that may be missing, <c>&lt;&lt;12&gt;&gt;</c> for
/// at most so many words of any kind, as a name, and <c>##2443:DIGEST</c> for that many words with that <see cref="LicenceText.Fingerprint"/>, so that a long text need not
/// be kept.
/// </summary>
internal sealed partial class LicenceTemplate
{
    private readonly List<Part> _parts;

    private LicenceTemplate(List<Part> parts) => _parts = parts;

    /// <summary>Reads a row of the table.</summary>
    public static LicenceTemplate Parse(string text)
    {
        var parts = new List<Part>();
        foreach (Match match in Pieces().Matches(text))
        {
            if (match.Groups["optional"] is { Success: true } optional)
            {
                var inner = Parse(optional.Value)._parts;
                parts.Add(new Skip(inner.Count));
                parts.AddRange(inner);
            }
            else if (match.Groups["gap"] is { Success: true } gap)
            {
                parts.AddRange(Enumerable.Repeat<Part>(new AnyWord(), int.Parse(gap.Value, CultureInfo.InvariantCulture)));
            }
            else if (match.Groups["count"] is { Success: true } count)
            {
                parts.Add(new Run(int.Parse(count.Value, CultureInfo.InvariantCulture), match.Groups["digest"].Value));
            }
            else
            {
                parts.AddRange(LicenceText.WordsOf(match.Value).Select(word => new Word(word)));
            }
        }

        return new LicenceTemplate(parts);
    }

    /// <summary>Whether the words are this licence and nothing besides.</summary>
    /// <remarks>Every pair of a part and a word is looked at once at most, so the time is bounded by their product.</remarks>
    public bool Matches(IReadOnlyList<string> words)
    {
        var seen = new HashSet<(int Part, int Word)>();
        var open = new Stack<(int Part, int Word)>([(0, 0)]);
        while (open.TryPop(out var step))
        {
            if (step.Part == _parts.Count)
            {
                if (step.Word == words.Count)
                {
                    return true;
                }

                continue;
            }

            foreach (var next in _parts[step.Part].Steps(step.Part, step.Word, words))
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    [GeneratedRegex(@"\{(?<optional>[^}]*)\}|<<(?<gap>[0-9]{1,2})>>|##(?<count>[0-9]{1,5}):(?<digest>[0-9a-f]{64})|[^{<#]+", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();

    private abstract record Part
    {
        /// <summary>The parts and words to go on with, if this part stands there.</summary>
        public abstract IEnumerable<(int Part, int Word)> Steps(int part, int word, IReadOnlyList<string> words);
    }

    private sealed record Word(string Text) : Part
    {
        public override IEnumerable<(int Part, int Word)> Steps(int part, int word, IReadOnlyList<string> words) =>
            word < words.Count && words[word] == Text ? [(part + 1, word + 1)] : [];
    }

    private sealed record AnyWord : Part
    {
        public override IEnumerable<(int Part, int Word)> Steps(int part, int word, IReadOnlyList<string> words) =>
            word < words.Count ? [(part + 1, word), (part + 1, word + 1)] : [(part + 1, word)];
    }

    private sealed record Skip(int Count) : Part
    {
        public override IEnumerable<(int Part, int Word)> Steps(int part, int word, IReadOnlyList<string> words) =>
            [(part + 1 + Count, word), (part + 1, word)];
    }

    private sealed record Run(int Count, string Digest) : Part
    {
        public override IEnumerable<(int Part, int Word)> Steps(int part, int word, IReadOnlyList<string> words) =>
            word + Count <= words.Count && LicenceText.Fingerprint(words.Skip(word).Take(Count)) == Digest ? [(part + 1, word + Count)] : [];
    }
}
