namespace Airlock.Core.Secrets;

/// <summary>Turns offsets in a text into lines and columns and back. Lines end at a line feed, as editors and SARIF's viewers count them.</summary>
internal sealed class TextPlaces
{
    private readonly List<int> _starts = [0];
    private readonly int _length;

    /// <summary>Looks at a text once.</summary>
    public TextPlaces(string text)
    {
        _length = text.Length;
        for (var end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', end + 1))
        {
            _starts.Add(end + 1);
        }
    }

    /// <summary>Line and column of an offset, both from one, in UTF-16 units.</summary>
    public (int Line, int Column) Of(int offset)
    {
        var index = _starts.BinarySearch(offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - _starts[line] + 1);
    }

    /// <summary>The offset of a line and column as parsers tell them; kept within the text.</summary>
    public int OffsetOf(long line, long column) =>
        line < 1 ? 0 : line > _starts.Count ? _length : (int)Math.Clamp(_starts[(int)line - 1] + column - 1, 0, _length);
}
