namespace Airlock.Core.Libraries.Names;

/// <summary>Words of a name that say nothing of what a package is (<c>empty-words.tsv</c>): <c>Net</c>, <c>Api</c>, <c>Official</c>.</summary>
internal sealed class EmptyWords
{
    private const int ShortestRest = 5;

    private static readonly Lazy<EmptyWords> Shipped = new(() => new EmptyWords());

    private readonly HashSet<string> _words = [.. EmbeddedTable.Rows("empty-words.tsv").Select(cells => cells[0])];

    private readonly int _longest;

    private EmptyWords() => _longest = _words.Max(word => word.Length);

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
            if (!_words.Contains(segment))
            {
                rest.Add(WithoutEnd(segment));
            }
        }

        var text = string.Concat(rest);
        isShorter = text.Length >= ShortestRest && text.Length < name.Squeezed.Length;
        return text.Length > 0 ? text : name.Squeezed;
    }

    private string WithoutEnd(string segment)
    {
        for (var length = Math.Min(_longest, segment.Length - ShortestRest); length >= 3; length--)
        {
            if (_words.Contains(segment[^length..]))
            {
                return segment[..^length];
            }
        }

        return segment;
    }
}
