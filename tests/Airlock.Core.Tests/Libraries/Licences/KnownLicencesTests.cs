using System.Text.RegularExpressions;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Licences;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Licences;

public class KnownLicencesTests
{
    private const string Notice = "Copyright (c) 2019-2026 Contoso Ltd. and contributors\nAll rights reserved.\n\n";

    // The texts that the table holds word for word; of the others it holds digests.
    private static readonly List<(string Licence, string Text)> Templates =
        [.. EmbeddedTable.Rows("licence-texts.tsv").Select(cells => (cells[0], cells[1])).Where(row => !row.Item2.Contains("##", StringComparison.Ordinal))];

    public static IEnumerable<TheoryDataRow<string, int>> Rows => Templates.Select((row, at) => new TheoryDataRow<string, int>(row.Licence, at));

    public static IEnumerable<TheoryDataRow<string, string>> Addresses =>
        EmbeddedTable.Rows("licence-addresses.tsv").Select(cells => new TheoryDataRow<string, string>(cells[0], cells[1]));

    private static string? Recognise(string text) => KnownLicences.ByText(LicenceText.Words(text));

    private static string Written(int row, bool withOptional) =>
        Regex.Replace(Regex.Replace(Templates[row].Text, @"\{([^}]*)\}", withOptional ? "$1" : ""), "<<[0-9]+>>", "Contoso Ltd.").Trim();

    [Theory]
    [MemberData(nameof(Rows))]
    public void Text_of_the_table_is_recognised(string licence, int row)
    {
        Assert.NotNull(LicenceExpression.Parse(licence, out _));
        Assert.Equal(licence, Recognise(Written(row, withOptional: false)));
        Assert.Equal(licence, Recognise(Notice + Written(row, withOptional: true).ToUpperInvariant()));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Text_with_a_sentence_more_or_less_is_not(string licence, int row)
    {
        var text = Written(row, withOptional: false);

        Assert.NotEqual(licence, Recognise(text + "\nThe Software may be used for good, not for evil."));
        Assert.NotEqual(licence, Recognise("This licence holds for students only.\n" + text));
        Assert.NotEqual(licence, Recognise("Copyright (c) Contoso. You may not sell the software.\n" + text));
        Assert.NotEqual(licence, Recognise(text[..text.LastIndexOf(' ')]));
        Assert.NotEqual(licence, Recognise(text + text));
    }

    [Fact]
    public void Any_change_of_a_word_makes_it_another_text() =>
        Gen.Select(Gen.Int[0, Templates.Count - 1], Gen.Int[0, 10_000]).Sample((row, at) =>
        {
            var words = LicenceText.Words(Written(row, withOptional: false)).ToList();
            words[at % words.Count] = "never" + words[at % words.Count];

            // A name may be any; everything else is fixed.
            return KnownLicences.ByText(words) is not { } found || (found == Templates[row].Licence && words.Contains("nevercontoso")) || words.Contains("neverltd");
        });

    [Fact]
    public void Any_words_are_judged_without_failing() =>
        Gen.OneOf("the", "mit", "license", "permission", "is", "hereby", "software", "x").List[0, 400]
            .Sample(words => KnownLicences.ByText(words) is null, iter: 500);

    [Theory]
    [InlineData("Apache-2.0", "Apache-2.0")]
    [InlineData("GPL-2", "GPL-2.0-only")]
    [InlineData("GPL-3", "GPL-3.0-only")]
    [InlineData("LGPL-2", "LGPL-2.0-only")]
    [InlineData("LGPL-2.1", "LGPL-2.1-only")]
    [InlineData("LGPL-3", "LGPL-3.0-only")]
    [InlineData("MPL-2.0", "MPL-2.0")]
    [InlineData("CC0-1.0", "CC0-1.0")]
    [InlineData("Artistic", null)]
    public void Long_texts_are_recognised_by_their_digest(string file, string? licence)
    {
        var path = Path.Combine("/usr/share/common-licenses", file);
        Assert.SkipUnless(File.Exists(path), "Debian keeps these texts; this system does not.");
        var text = File.ReadAllText(path);

        Assert.Equal(licence, Recognise(text));
        Assert.Null(Recognise(text.Replace(" not ", " ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Address_of_the_table_is_known(string address, string licence)
    {
        if (licence == "*")
        {
            (address, licence) = (address.Replace("*", "MIT", StringComparison.Ordinal), "MIT");
        }

        Assert.NotNull(LicenceExpression.Parse(licence, out _));
        Assert.Equal(licence, KnownLicences.ByAddress("https://" + address));
        Assert.Equal(licence, KnownLicences.ByAddress("http://www." + address));
    }

    [Theory]
    [InlineData("https://licenses.nuget.org/Apache-2.0%20OR%20MS-PL", "Apache-2.0 OR MS-PL")]
    [InlineData("https://licenses.nuget.org/MIT%20OR", null)]
    [InlineData("https://licenses.nuget.org/", null)]
    [InlineData("https://spdx.org/licenses/BSD-3-Clause.html", "BSD-3-Clause")]
    [InlineData("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0")]
    [InlineData("http://opensource.org/licenses/mit-license.php", "MIT")]
    [InlineData("HTTPS://OpenSource.org/licenses/mit/#text", "MIT")]
    [InlineData("https://opensource.org/licenses", null)]
    [InlineData("https://opensource.org.example.com/licenses/MIT", null)]
    [InlineData("https://example.com/opensource.org/licenses/MIT", null)]
    [InlineData("https://opensource.org@example.com/licenses/MIT", null)]
    [InlineData("https://opensource.org:8443/licenses/MIT", null)]
    [InlineData("ftp://opensource.org/licenses/MIT", null)]
    [InlineData("https://aka.ms/deprecateLicenseUrl", null)]
    [InlineData("https://go.microsoft.com/fwlink/?linkid=329770", "LicenseRef-Microsoft-NET-Library")]
    [InlineData("https://go.microsoft.com/fwlink/?linkid=1", null)]
    [InlineData("LICENSE.txt", null)]
    [InlineData("", null)]
    public void Address_leads_to_a_licence_or_to_none(string address, string? licence) => Assert.Equal(licence, KnownLicences.ByAddress(address));
}
