using System.Reflection;
using System.Text;

namespace Airlock.Core.Tests.Libraries.Names;

/// <summary>
/// The corpus of the rule AIR6006: <c>confusions.tsv</c> (names that are taken for others, with what they resemble, by what, at which grade they must be found,
/// and where they are from) and <c>neighbours.tsv</c> (real names that are not in the catalog and must not be reported).
/// </summary>
internal static class NameCorpus
{
    /// <summary>Every confusion.</summary>
    public static IReadOnlyList<Confusion> Confusions { get; } =
        [.. Rows("confusions.tsv").Select(cells => new Confusion(cells[0], cells[1], cells[2], cells[3], cells[4]))];

    /// <summary>Every honest name.</summary>
    public static IReadOnlyList<string> Neighbours { get; } = [.. Rows("neighbours.tsv").Select(cells => cells[0])];

    /// <summary>
    /// Whether a name belongs to the third of the corpus that nobody looks at while the rule is tuned: FNV-1a of the name's small letters, by three.
    /// Whoever changes the rule looks at the names of the other two thirds alone.
    /// </summary>
    public static bool IsHeldOut(string id)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(id.ToLowerInvariant()))
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash % 3 == 0;
    }

    private static IEnumerable<string[]> Rows(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Airlock.Core.Tests." + name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }

    /// <param name="Id">The name.</param>
    /// <param name="Resembles">What it is taken for.</param>
    /// <param name="Kind">By what, as <c>ConfusionKind</c> calls it.</param>
    /// <param name="Grade"><c>block</c>, <c>warn</c>, or <c>miss</c> if names alone do not give it away.</param>
    /// <param name="Source">Where it is from.</param>
    internal sealed record Confusion(string Id, string Resembles, string Kind, string Grade, string Source);
}
