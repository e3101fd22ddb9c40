using System.Diagnostics.CodeAnalysis;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;

namespace Airlock.Core.Libraries;

/// <summary>
/// An entry of the policy's lists of libraries: which packages (<see cref="PackagePattern"/>), then a condition, with a blank between; either may be
/// missing. <c>Contoso.*@[1.0,2.0) owner:contoso</c>, <c>OpenAI@2.1.0</c>, <c>owner:Microsoft</c>, <c>Contoso.* https://feed.example.com/v3/index.json</c>.
/// </summary>
/// <param name="Written">The entry as it was written, with its place.</param>
/// <param name="Packages">The packages that it is about, or null for any.</param>
/// <param name="Condition">What must hold, or null for nothing.</param>
public sealed record PackageEntry(PlacedText Written, PackagePattern? Packages, string? Condition)
{
    /// <summary>Whether the entry is about a package.</summary>
    public bool IsAbout(string id, string version) => Packages is null || Packages.Matches(id, version);

    /// <summary>Reads all entries of a list; those that are wrong go to the report (AIR9001), and are about nothing.</summary>
    /// <param name="texts">The list.</param>
    /// <param name="isCondition">Whether a text can be a condition of this list.</param>
    /// <param name="conditions">What conditions of this list look like, for messages; null if it has none.</param>
    /// <param name="report">Receives what is wrong.</param>
    public static IReadOnlyList<PackageEntry> ReadAll(IReadOnlyList<PlacedText> texts, Func<string, bool> isCondition, string? conditions, LibraryReport report)
    {
        var entries = new List<PackageEntry>();
        foreach (var text in texts)
        {
            if (TryRead(text, isCondition, conditions, out var entry, out var error))
            {
                entries.Add(entry);
            }
            else
            {
                report.PolicyError(error);
            }
        }

        return entries;
    }

    private static bool TryRead(
        PlacedText text, Func<string, bool> isCondition, string? conditions, [NotNullWhen(true)] out PackageEntry? entry, [NotNullWhen(false)] out TextError? error)
    {
        entry = null;
        error = null;
        var written = text.Text.Trim();
        if (isCondition(written))
        {
            entry = new PackageEntry(text, null, written);
            return true;
        }

        // A range may hold blanks, and so may the path of a feed.
        var at = written.IndexOf('@');
        var range = at >= 0 && at + 1 < written.Length && (written[at + 1] is '[' or '(') ? written.IndexOfAny([']', ')'], at) : -1;
        var blank = written.IndexOf(' ', Math.Max(range, 0));
        var condition = blank < 0 ? null : written[(blank + 1)..].Trim();
        if (condition is not null && !isCondition(condition))
        {
            error = new TextError(text.Position, $"\"{condition}\" of \"{text.Text}\" is not understood{(conditions is null ? "" : $": after the packages stands {conditions}")}");
            return false;
        }

        if (!PackagePattern.TryParse(text with { Text = blank < 0 ? written : written[..blank] }, out var pattern, out error))
        {
            return false;
        }

        entry = new PackageEntry(text, pattern, condition);
        return true;
    }
}
