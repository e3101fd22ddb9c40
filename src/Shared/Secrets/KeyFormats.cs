using System.Globalization;
using System.IO;

namespace Airlock.Shared.Secrets;

/// <summary>
/// The shapes of AI providers' keys, read once from the embedded <c>key-formats.tsv</c>. Where several shapes fit a text
/// the first row wins, so the table lists the specific before the general.
/// </summary>
public static class KeyFormats
{
    /// <summary>The shortest run of characters without a blank in which a key may stand; prose has hardly any so long.</summary>
    public const int MinimumLength = 16;

    private static readonly Lazy<IReadOnlyList<KeyFormat>> Rows = new(Read);

    /// <summary>Every row, in the order of the table.</summary>
    public static IReadOnlyList<KeyFormat> All => Rows.Value;

    /// <summary>The rows whose match is surely enough a key: those of confidence medium or high.</summary>
    public static IEnumerable<KeyFormat> Sure => All.Where(format => format.Confidence is "high" or "medium");

    /// <summary>The first key in the text, or null; of shapes with confidence medium or high.</summary>
    public static KeyMatch? Find(string text)
    {
        if (!HasLongWord(text))
        {
            return null;
        }

        foreach (var format in Sure)
        {
            if (format.Find(text) is { } match)
            {
                return match;
            }
        }

        return null;
    }

    /// <summary>Every key in the text, in order; of shapes with confidence medium or high. Where two shapes share characters the first row of the table wins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="among">The shapes that are looked for, in the order of the table; null for all that are sure enough.</param>
    public static IReadOnlyList<KeyMatch> FindAll(string text, IEnumerable<KeyFormat>? among = null)
    {
        var found = new List<KeyMatch>();
        if (HasLongWord(text))
        {
            foreach (var match in (among ?? Sure).SelectMany(format => format.FindAll(text)))
            {
                if (!found.Any(other => match.Start < other.Start + other.Length && other.Start < match.Start + match.Length))
                {
                    found.Add(match);
                }
            }
        }

        found.Sort((one, other) => one.Start.CompareTo(other.Start));
        return found;
    }

    /// <summary>
    /// As <see cref="Find"/>, for a value that stands under a name. Some providers' keys are plain digits and letters, which
    /// only the name beside them gives away.
    /// </summary>
    /// <param name="name">What the value is called: variable, member, parameter or dictionary key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The key, with its offset in <paramref name="value"/>, or null.</returns>
    public static KeyMatch? FindNamed(string name, string value)
    {
        var introduction = name + " = ";
        return Find(introduction + value) is { } match && match.Start >= introduction.Length
            ? match with { Start = match.Start - introduction.Length }
            : null;
    }

    private static bool HasLongWord(string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsWhiteSpace(character) ? 0 : run + 1;
            if (run == MinimumLength)
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<KeyFormat> Read()
    {
        using var stream = typeof(KeyFormats).Assembly.GetManifestResourceStream("Airlock.Shared.key-formats.tsv")!;
        using var reader = new StreamReader(stream);
        var columns = reader.ReadLine()!.Split('\t');
        int id = Column("id"), provider = Column("provider"), variable = Column("variable"), regex = Column("regex"),
            entropy = Column("min_entropy"), keywords = Column("keywords"), checksum = Column("checksum"), confidence = Column("confidence");
        var formats = new List<KeyFormat>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            formats.Add(new KeyFormat(
                cells[id], cells[provider], cells[variable], cells[regex], double.Parse(cells[entropy], CultureInfo.InvariantCulture),
                cells[keywords].Split(','), cells[checksum], cells[confidence]));
        }

        return formats;

        int Column(string name) => Array.IndexOf(columns, name);
    }
}
