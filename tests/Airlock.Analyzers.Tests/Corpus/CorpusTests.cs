using System.Globalization;

namespace Airlock.Analyzers.Tests.Corpus;

/// <summary>
/// The rules that follow a value, over a corpus of small programs whose comments say what must be found
/// (see <see cref="CorpusCase"/>).
/// </summary>
public class CorpusTests
{
    private const int MinimumLines = 300;

    public static TheoryData<string> Names => [.. CorpusCase.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Findings_are_those_that_the_comments_demand(string name)
    {
        var result = await CorpusResult.OfAsync(name);
        var open = result.Deviations.Where(deviation => !CorpusException.All.Any(exception => exception.Covers(deviation, result.Case))).ToList();
        Assert.True(open.Count == 0, $"{name}:\n{string.Join('\n', open)}");
    }

    [Fact]
    public async Task Recall_and_precision_are_complete_but_for_the_exceptions()
    {
        var results = new List<CorpusResult>();
        foreach (var name in CorpusCase.Names())
        {
            results.Add(await CorpusResult.OfAsync(name));
        }

        var summary = results.GroupBy(result => result.Case.Area).Select(area => Summary(area.Key, [.. area])).Append(Summary("corpus", results));
        await PublishAsync([.. summary]);

        var deviations = results.SelectMany(result => result.Deviations.Select(deviation => (Deviation: deviation, result.Case))).ToList();
        var open = deviations.Where(item => !CorpusException.All.Any(exception => exception.Covers(item.Deviation, item.Case))).Select(item => item.Deviation.ToString());
        var stale = CorpusException.All
            .Where(exception => !deviations.Any(item => exception.Covers(item.Deviation, item.Case)))
            .Select(exception => $"no longer an exception: {exception}");
        var problems = open.Concat(stale).ToList();
        Assert.True(problems.Count == 0, $"{problems.Count} problems:\n{string.Join('\n', problems)}");
    }

    [Fact]
    public void The_corpus_is_large_enough()
    {
        var lines = CorpusCase.Names().Select(CorpusCase.Read).Sum(item => item.VulnerableLines + item.SafeLines);
        Assert.True(lines >= MinimumLines, $"{lines} cases, at least {MinimumLines} are wanted");
    }

    /// <summary>One line: how many cases, how many of the expected findings were made, how many of the findings were expected.</summary>
    private static string Summary(string name, IReadOnlyCollection<CorpusResult> results)
    {
        var vulnerable = results.Sum(result => result.Case.VulnerableLines);
        var safe = results.Sum(result => result.Case.SafeLines);
        var expected = results.Sum(result => result.Case.Expected.Count);
        var found = results.Sum(result => result.Found);
        var unexpected = results.Sum(result => result.Deviations.Count(deviation => deviation.Message is not null));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {vulnerable + safe} cases ({vulnerable} vulnerable, {safe} safe), recall {Percent(found, expected)} %, precision {Percent(found, found + unexpected)} %");
    }

    private static double Percent(int part, int whole) => whole == 0 ? 100 : Math.Floor(1000.0 * part / whole) / 10;

    /// <summary>Shows the summary in the output of the run, which hides what a passing test prints, and writes it to a file.</summary>
    private static async Task PublishAsync(IReadOnlyList<string> summary)
    {
        foreach (var line in summary)
        {
            TestContext.Current.SendDiagnosticMessage("{0}", line);
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        var document = $"# Corpus\n\n{string.Concat(summary.Select(line => $"- {line}\n"))}";
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "corpus.md"), document, TestContext.Current.CancellationToken);
    }
}
