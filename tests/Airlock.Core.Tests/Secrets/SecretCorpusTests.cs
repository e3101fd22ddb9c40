using System.Text;
using System.Text.RegularExpressions;
using Airlock.Core.Secrets;
using Airlock.Tests;

namespace Airlock.Core.Tests.Secrets;

/// <summary>
/// The corpus: one file a row, what is in it, and whether AIR4003 reports it. The keys are made when the test runs (see <see cref="ExampleKeys"/>); a line
/// end is written ␤, and B64[…] stands for the base64 of what it encloses. Whoever meets a missed or a false one adds it.
/// </summary>
public sealed partial class SecretCorpusTests
{
    private static readonly string[][] Rows = ReadRows();

    public static TheoryData<int, string, string> Corpus()
    {
        var data = new TheoryData<int, string, string>();
        for (var i = 0; i < Rows.Length; i++)
        {
            data.Add(i, Rows[i][0], Rows[i][4]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Each_text_has_its_verdict(int row, string file, string why)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var text = Fill(Rows[row][1], seed);
            var name = file[(file.LastIndexOf('/') + 1)..];
            var found = SecretSearch.In(name, text, TextFileKinds.Of(file)!.Value, new TextPlaces(text), TestContext.Current.CancellationToken);

            if (Rows[row][2] == "silent")
            {
                Assert.True(found.Count == 0, $"{why}: {string.Join(", ", found)}\n{text}");
            }
            else
            {
                Assert.True(found.Count == 1, $"{why}: {found.Count} found: {string.Join(", ", found)}\n{text}");
                Assert.Equal(Rows[row][3], found[0].Provider);
            }
        }
    }

    [Fact]
    public void The_corpus_is_as_large_as_it_must_be()
    {
        Assert.InRange(Rows.Length, 150, int.MaxValue);
        Assert.InRange(Rows.Count(row => row[2] == "silent"), 60, int.MaxValue);
        Assert.All(Rows, row => Assert.True(row is [_, _, "report" or "silent", _, { Length: > 0 }]));
    }

    internal static string Fill(string template, int seed)
    {
        var text = ExampleKeys.Expand(template.Replace("\\n", "␊"), seed).Replace('␤', '\n').Replace("␊", "\\n");
        return Base64().Replace(text, part => Convert.ToBase64String(Encoding.UTF8.GetBytes(part.Groups[1].Value)));
    }

    private static string[][] ReadRows()
    {
        using var stream = typeof(SecretCorpusTests).Assembly.GetManifestResourceStream("Airlock.Core.Tests.corpus.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split('\t'))];
    }

    [GeneratedRegex(@"B64\[([^\]]*)\]")]
    private static partial Regex Base64();
}
