namespace Airlock.Core.Libraries.Names;

/// <summary>Words of a name that say nothing of what a package is (<c>empty-words.tsv</c>): <c>Net</c>, <c>Api</c>, <c>Official</c>.</summary>
internal sealed class EmptyWords
{
    private const int ShortestRest = 5;
    private const int ShortestEnd = 3;

    private static readonly Lazy<EmptyWords> Shipped = new(() => new EmptyWords());

    // The words by their last letter, so that most segments are compared with two or three.
    private readonly string[][] _words = new string['z' - 'a' + 1][];

    private EmptyWords()
    {
        var words = EmbeddedTable.Rows("empty-words.tsv").Select(cells => cells[0]).OrderByDescending(word => word.Length).ToList();
        for (var last = 0; last < _words.Length; last++)
        {
            _words[last] = [.. words.Where(word => word[^1] == 'a' + last)];
        }
    }

    /// <summary>The table that Airlock ships with.</summary>
    public static EmptyWords Default => Shipped.Value;

    /// <summary>What is left of a name without its empty words, whether they stand alone or at the end of another: <c>StripeApi.Net</c> is <c>stripe</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isShorter">Whether there were empty words.</param>
    public string Remove(PackageName name, out bool isShorter)
    {
        var rest = new List<string>(name.Segments.Length);
        foreach (var segment in name.Segments)
        {
            if (WithoutEnd(segment) is { Length: > 0 } left)
            {
                rest.Add(left);
            }
        }

        var text = string.Concat(rest);
        isShorter = text.Length >= ShortestRest && text.Length < name.Squeezed.Length;
        return text.Length > 0 ? text : name.Squeezed;
    }

    private string WithoutEnd(string segment)
    {
        if (segment[^1] is not (>= 'a' and <= 'z' and var last))
        {
            return segment;
        }

        foreach (var word in _words[last - 'a'])
        {
            var left = segment.Length - word.Length;
            if ((left == 0 || (left >= ShortestRest && word.Length >= ShortestEnd)) && segment.EndsWith(word, StringComparison.Ordinal))
            {
                return segment[..left];
            }
        }

        return segment;
    }
}
