using System.Globalization;
using System.Text.RegularExpressions;
using Airlock.Cli.Output;
using Airlock.Cli.Output.Annotations;
using CsCheck;

namespace Airlock.Cli.Tests.Output.Annotations;

/// <summary>Whatever a text is, it stays the text of its own command, and the service reads it back unchanged.</summary>
public partial class AnnotationEscapeTests
{
    // Letters that mean something to one of the services, more often than chance would have them.
    private const string Marks = "%\r\n:,;][|'#vso25A0é\u2028";

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Char, Gen.Int[0, Marks.Length - 1].Select(index => Marks[index])).Array[0, 40].Select(letters => new string(letters));

    [Fact]
    public void GitHub_reads_a_text_back() => Texts.Sample(text =>
    {
        var escaped = AnnotationEscape.GitHubText(text);
        Assert.DoesNotMatch("[\r\n]", escaped);
        Assert.Equal(text, Percent(escaped, ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")));
    });

    [Fact]
    public void GitHub_reads_a_property_back() => Texts.Sample(text =>
    {
        var escaped = AnnotationEscape.GitHubProperty(text);
        Assert.DoesNotMatch("[\r\n:,]", escaped);
        Assert.Equal(text, Percent(escaped, ("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")));
    });

    [Fact]
    public void Azure_reads_a_text_back() => Texts.Sample(text =>
    {
        var escaped = AnnotationEscape.AzureText(text);
        Assert.DoesNotMatch("[\r\n]", escaped);
        Assert.Equal(text, Percent(escaped, ("%0A", "\n"), ("%0D", "\r"), ("%AZP25", "%")));
    });

    [Fact]
    public void Azure_reads_a_property_back() => Texts.Sample(text =>
    {
        var escaped = AnnotationEscape.AzureProperty(text);
        Assert.DoesNotMatch("[\r\n;\\]]", escaped);
        Assert.Equal(text, Percent(escaped, ("%0A", "\n"), ("%0D", "\r"), ("%3B", ";"), ("%5D", "]"), ("%AZP25", "%")));
    });

    [Fact]
    public void TeamCity_reads_a_value_back() => Texts.Sample(text =>
    {
        var escaped = AnnotationEscape.TeamCity(text);
        Assert.DoesNotMatch("[^ -~]", escaped);
        Assert.Equal(text, TeamCityEscape().Replace(escaped, match => match.Value[1] switch
        {
            'n' => "\n",
            'r' => "\r",
            '0' => ((char)int.Parse(match.ValueSpan[3..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
            var letter => letter.ToString(),
        }));
        Assert.DoesNotMatch(@"(?<!\|)(?:\|\|)*['\[\]]", TeamCityEscape().Replace(escaped, ""));
    });

    [Fact]
    public void Text_for_people_is_never_taken_for_a_command() => Texts.Sample(text =>
    {
        Assert.DoesNotMatch(@"##(vso|teamcity)?\[|(?m)^\s*::", Terminal.Printable("##vso[" + text));
        Assert.DoesNotMatch(@"##(vso|teamcity)?\[|(?m)^\s*::", Terminal.Printable("::" + text, keepLines: true));
    });

    [Theory]
    [InlineData("##vso[task.setvariable variable=a]b", "·#vso[task.setvariable variable=a]b")]
    [InlineData("a ##[error]b", "a ·#[error]b")]
    [InlineData("###teamcity[x]", "#·#teamcity[x]")]
    [InlineData("  ::error::b", "  ·:error::b")]
    [InlineData("## heading of Chat::Ask", "## heading of Chat::Ask")]
    public void Only_the_mark_of_a_command_is_changed(string text, string expected) => Assert.Equal(expected, Terminal.Printable(text));

    // Services undo their escapes in one pass each, the percent sign last.
    private static string Percent(string text, params (string Escape, string Letter)[] escapes) =>
        escapes.Aggregate(text, (rest, escape) => rest.Replace(escape.Escape, escape.Letter, StringComparison.Ordinal));

    [GeneratedRegex(@"\|(?:0x[0-9A-F]{4}|.)")]
    private static partial Regex TeamCityEscape();
}
