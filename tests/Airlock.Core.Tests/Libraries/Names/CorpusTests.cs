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

    private static bool ShowsHeldOut => Environment.GetEnvironmentVariable("AIRLOCK_SHOW_HELD_OUT") == "1";

    private static string Name(bool isHeldOut) => isHeldOut ? "held out" : "tuned on";

    private static string GradeOf(string id) => PackageNames.Default.Judge(id) switch
    {
        null => "none",
        { IsCertain: true } => "block",
        _ => "warn",
    };
}
