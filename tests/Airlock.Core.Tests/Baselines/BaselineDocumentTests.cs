using Airlock.Core.Baselines;
using Airlock.Core.Tests.Shared;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;
using CsCheck;

namespace Airlock.Core.Tests.Baselines;

public sealed class BaselineDocumentTests
{
    private static readonly string[] Rules = [.. RuleTable.All.Select(rule => rule.Id).Where(rule => RefusedRules.ReasonOf(rule) is null)];

    private static readonly Gen<BaselineEntry> AnyEntry = Gen.Select(
        Gen.OneOf(Rules),
        Gen.OneOf("src/A.cs", "src/B.cs", "a b/é \"x\".cs", "App.csproj"),
        Gen.String[Gen.Char["0123456789abcdef"], 32, 32],
        Gen.OneOf("found", "line\nwith \"quotes\" and \\", "", new string('x', 500), "\u0001\ud83d\ude00"),
        (rule, path, fingerprint, message) => new BaselineEntry(rule, path, fingerprint, message, TextPosition.Start));

    private static readonly Gen<string> AnyText = AnyEntry.Array[0, 8].Select(entries => BaselineDocument.Of(entries).Write());

    [Fact]
    public void What_is_written_is_read_again_in_one_order() => AnyEntry.Array[0, 8].Sample(entries =>
    {
        var text = BaselineDocument.Of(entries).Write();
        var read = BaselineDocument.Parse(text, out var errors);

        Assert.Empty(errors);
        Assert.Equal(entries.Select(entry => entry.Fingerprint).Distinct().Order(StringComparer.Ordinal), read.Entries.Select(entry => entry.Fingerprint).Order(StringComparer.Ordinal));
        Assert.Equal(text, BaselineDocument.Of(read.Entries.Reverse()).Write());
        Assert.All(read.Entries, entry => Assert.Equal(entry.Position.Line, text[..entry.Position.Offset].Count(letter => letter == '\n') + 1));
    });

    [Fact]
    public void Any_text_gives_errors_inside_the_text_and_then_accepts_nothing() => Documents.Any(AnyText).Sample(text =>
    {
        var read = BaselineDocument.Parse(text, out var errors);

        Assert.All(errors, error => JsonTextTests.AssertInside(error.Position, text));
        Assert.True(errors.Count == 0 || read.Entries.Count == 0);
    });

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("""{ "findings": [] }""", 1, 1, "\"version\" must be 1")]
    [InlineData("""{ "version": 2, "findings": [] }""", 1, 14, "\"version\" must be 1")]
    [InlineData("""{ "version": 1, "finding": [] }""", 1, 17, "\"finding\" is not known")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR0815", "path": "a", "fingerprint": "FP" } ] }""", 1, 41, "there is no rule \"AIR0815\"")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR5006", "path": "a", "fingerprint": "FP" } ] }""", 1, 41, "AIR5006 can't be accepted")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR1001", "path": "a", "fingerprint": "abc" } ] }""", 1, 80, "32 lower-case hex digits")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR1001", "path": " ", "fingerprint": "FP" } ] }""", 1, 60, "\"path\" must not be empty")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR1001", "fingerprint": "FP" } ] }""", 1, 31, "needs \"path\"")]
    [InlineData("""{ "version": 1, "findings": [ { "rule": "AIR1001", "path": "a", "fingerprint": "FP" }, { "rule": "AIR1002", "path": "b", "fingerprint": "FP" } ] }""", 1, 167, "accepted twice")]
    public void Error_has_its_place(string text, int line, int column, string message)
    {
        var read = BaselineDocument.Parse(text.Replace("FP", new string('a', 32), StringComparison.Ordinal), out var errors);

        Assert.Contains(message, Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (errors[0].Position.Line, errors[0].Position.Column));
        Assert.Empty(read.Entries);
    }

    [Theory]
    [InlineData("AIR5002")]
    [InlineData("AIR5006")]
    [InlineData("AIR5008")]
    [InlineData("AIR5009")]
    [InlineData("AIR5011")]
    [InlineData("AIR5102")]
    [InlineData("AIR6003")]
    [InlineData("AIR9001")]
    [InlineData("AIR9002")]
    [InlineData("AIR9003")]
    [InlineData("AIR9004")]
    public void What_is_hostile_altered_or_unknown_is_never_accepted(string rule)
    {
        Assert.NotNull(RuleTable.Find(rule));
        Assert.NotNull(RefusedRules.ReasonOf(rule));
        Assert.Equal(11, RefusedRules.All.Count);
    }
}
