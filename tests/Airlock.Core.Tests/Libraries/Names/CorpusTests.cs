using System.Globalization;
using Airlock.Core.Libraries.Names;

namespace Airlock.Core.Tests.Libraries.Names;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double MostBlocked = 0.002;
    private const double MostWarned = 0.01;

    [Fact]
    public void Confusions_are_found_at_their_grade()
    {
        Assert.True(NameCorpus.Confusions.Count >= 100);
        var failures = new List<string>();
        foreach (var part in NameCorpus.Confusions.GroupBy(row => NameCorpus.IsHeldOut(row.Id)).OrderBy(part => part.Key))
        {
            var wrong = part.Where(row => row.Grade != "miss" && GradeOf(row.Id) != row.Grade).ToList();
            var found = part.Count(row => GradeOf(row.Id) != "none");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(part.Key)}: {found} of {part.Count()} confusions found, recall {100.0 * found / part.Count():F1} %; {part.Count(row => GradeOf(row.Id) == "block")} of them block"));
            failures.AddRange(wrong.Select(row => part.Key && !ShowsHeldOut ? "(held out)" : $"{row.Id}: {GradeOf(row.Id)} as {PackageNames.Default.Judge(row.Id)}, not {row.Grade} as {row.Kind}"));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Misses_are_still_missed() =>
        Assert.All(NameCorpus.Confusions.Where(row => row.Grade == "miss"), row => Assert.Null(PackageNames.Default.Judge(row.Id)));

    [Fact]
    public void Honest_neighbours_are_left_alone()
    {
        Assert.True(NameCorpus.Neighbours.Count >= 1000);
        Assert.All(NameCorpus.Neighbours, id => Assert.Null(PackageCatalog.Default.Find(id)));
        var failures = new List<string>();
        foreach (var part in NameCorpus.Neighbours.GroupBy(NameCorpus.IsHeldOut).OrderBy(part => part.Key))
        {
            var blocked = part.Where(id => GradeOf(id) == "block").ToList();
            var warned = part.Where(id => GradeOf(id) == "warn").ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(part.Key)}: of {part.Count()} honest names {blocked.Count} blocked ({100.0 * blocked.Count / part.Count():F2} %), {warned.Count} warned of ({100.0 * warned.Count / part.Count():F2} %)"));
            if (!part.Key || ShowsHeldOut)
            {
                foreach (var id in blocked.Concat(warned))
                {
                    output.WriteLine($"  {id}: {PackageNames.Default.Judge(id)}");
                }
            }

            failures.AddRange(blocked.Count > MostBlocked * part.Count() ? [$"{Name(part.Key)}: {blocked.Count} blocked"] : []);
            failures.AddRange(warned.Count > MostWarned * part.Count() ? [$"{Name(part.Key)}: {warned.Count} warned of"] : []);
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    // The corpus was written by people who know the rule; chance does not.
    [Theory]
    [InlineData("letter left out", 0.95)]
    [InlineData("letters swapped", 0.97)]
    [InlineData("letter doubled", 0.97)]
    [InlineData("letter changed", 0.85)]
    [InlineData("separators left out", 0.99)]
    [InlineData("look-alike of another script", 0.99)]
    public void Random_slips_of_known_names_are_found(string slip, double least)
    {
        var random = new Random(4711);
        var (all, found) = (0, 0);
        foreach (var id in PackageCatalog.Default.Packages.Select(package => package.Id).Where(id => id.Length >= 8))
        {
            var at = 1 + random.Next(id.Length - 2);
            var changed = slip switch
            {
                "letter left out" => id.Remove(at, 1),
                "letters swapped" => id[..at] + id[at + 1] + id[at] + id[(at + 2)..],
                "letter doubled" => id.Insert(at, id[at].ToString()),
                "letter changed" => id[..at] + (char)('a' + random.Next(26)) + id[(at + 1)..],
                "separators left out" => id.Replace(".", "", StringComparison.Ordinal),
                _ => id[..at] + "о" + id[(at + 1)..],
            };
            var isSlip = changed.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_') && char.IsLetter(id[at]) && char.IsLetter(id[at + 1])
                && !string.Equals(changed, id, StringComparison.OrdinalIgnoreCase) && PackageCatalog.Default.Find(changed) is null;
            all += isSlip ? 1 : 0;
            found += isSlip && GradeOf(changed) != "none" ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slip}: {found} of {all} found, {100.0 * found / all:F1} %"));
        Assert.True(found >= least * all, $"{found} of {all}");
    }

    private static bool ShowsHeldOut => Environment.GetEnvironmentVariable("AIRLOCK_SHOW_HELD_OUT") == "1";

    private static string Name(bool isHeldOut) => isHeldOut ? "held out" : "tuned on";

    private static string GradeOf(string id) => PackageNames.Default.Judge(id) switch
    {
        null => "none",
        { IsCertain: true } => "block",
        _ => "warn",
    };
}
