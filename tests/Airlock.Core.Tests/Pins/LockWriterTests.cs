using Airlock.Core.Pins;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;

namespace Airlock.Core.Tests.Pins;

public class LockWriterTests
{
    private const string OldDigest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string NewDigest = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string OnePin = $$"""
        {
          "version": 1,
          // vetted in March
          "models": [
            {
              "path": "models/a.onnx", // the small one
              "sha256": "{{OldDigest}}",
              "licence": "MIT"
            } // last of the first batch
          ]
        }

        """;

    [Fact]
    public void First_pin_of_an_empty_lock_is_laid_out_on_lines()
    {
        var text = LockWriter.Set(LockWriter.EmptyLock, Model("models/a.onnx", OldDigest, size: 7, format: "onnx"));

        Assert.Equal(
            $$"""
            {
              "version": 1,
              "models": [
                {
                  "path": "models/a.onnx",
                  "sha256": "{{OldDigest}}",
                  "size": 7,
                  "format": "onnx"
                }
              ]
            }

            """,
            text,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Update_changes_one_line_for_each_fact_and_keeps_the_old_ones_below()
    {
        var text = LockWriter.Set(OnePin, Model("models/a.onnx", NewDigest) with { Licence = "MIT" });

        Assert.Equal(
            OnePin
                .Replace(OldDigest, NewDigest, StringComparison.Ordinal)
                .Replace(
                    "\"licence\": \"MIT\"",
                    $$"""
                    "licence": "MIT",
                          "earlier": [
                            { "sha256": "{{OldDigest}}", "licence": "MIT" }
                          ]
                    """,
                    StringComparison.Ordinal),
            text,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Second_update_adds_one_line_above_the_first()
    {
        var once = LockWriter.Set(OnePin, Model("models/a.onnx", NewDigest) with { Licence = "MIT" });
        var twice = LockWriter.Set(once, Model("models/a.onnx", new string('c', 64)) with { Licence = "MIT" });

        Assert.Contains($$"""
                  "earlier": [
                    { "sha256": "{{NewDigest}}", "licence": "MIT" },
                    { "sha256": "{{OldDigest}}", "licence": "MIT" }
                  ]
            """, twice, StringComparison.Ordinal);
        Assert.Equal(once.Split('\n').Length + 1, twice.Split('\n').Length);
    }

    [Fact]
    public void Returning_to_an_earlier_pin_swaps_the_two()
    {
        var once = LockWriter.Set(OnePin, Model("models/a.onnx", NewDigest) with { Licence = "MIT" });

        var pin = LockDocument.Parse(LockWriter.Set(once, Model("models/a.onnx", OldDigest)), out _).Find("models/a.onnx")!;

        Assert.Equal((OldDigest, null), (pin.Sha256, pin.Licence));
        Assert.Equal(new EarlierPin(NewDigest, null, null, null, "MIT"), Assert.Single(pin.Earlier));
    }

    [Fact]
    public void What_new_bytes_do_not_have_is_removed_and_comments_stay()
    {
        var text = LockWriter.Set(
            $$"""
            {
              "version": 1,
              "models": [
                {
                  "path": "a.onnx",
                  "source": "hf://org/a@1", // the old one
                  "sha256": "{{OldDigest}}",
                  "digests": { "git": "{{new string('1', 40)}}" },
                  "licence": "MIT"
                }
              ]
            }
            """, Model("a.onnx", NewDigest));

        Assert.Equal(
            $$"""
            {
              "version": 1,
              "models": [
                {
                  "path": "a.onnx",
                  // the old one
                  "sha256": "{{NewDigest}}",
                  "earlier": [
                    { "sha256": "{{OldDigest}}", "licence": "MIT", "source": "hf://org/a@1" }
                  ]
                }
              ]
            }
            """,
            text);
    }

    [Fact]
    public void Approval_is_one_line()
    {
        var approval = new Approval("staging", OldDigest, "Ann <ann@example.com>", new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc), "tested");
        var once = LockWriter.Set(OnePin, Model("models/a.onnx", OldDigest) with { Approvals = [approval] });
        var twice = LockWriter.Set(once, Model("models/a.onnx", OldDigest) with { Approvals = [approval, approval with { By = "Bob" }] });

        Assert.Contains($$"""
                  "approvals": [
                    { "environment": "staging", "sha256": "{{OldDigest}}", "by": "Ann <ann@example.com>", "at": "2026-11-23T10:00:00Z", "reason": "tested" },
                    { "environment": "staging", "sha256": "{{OldDigest}}", "by": "Bob", "at": "2026-11-23T10:00:00Z", "reason": "tested" }
                  ]
            """, twice, StringComparison.Ordinal);
        Assert.Equal(once.Split('\n').Length + 1, twice.Split('\n').Length);
    }

    [Fact]
    public void What_was_not_recorded_yet_is_added_after_the_last_member()
    {
        var text = LockWriter.Set(OnePin, Model("models/a.onnx", OldDigest, size: 12));

        Assert.Equal(OnePin.Replace("\"licence\": \"MIT\"", "\"licence\": \"MIT\",\n      \"size\": 12", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Second_pin_comes_after_the_comment_of_the_first()
    {
        var text = LockWriter.Set(OnePin, Model("models/b.onnx", NewDigest));

        Assert.Contains(
            $$"""
                }, // last of the first batch
                {
                  "path": "models/b.onnx",
                  "sha256": "{{NewDigest}}"
                }
              ]
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void First_data_set_makes_its_list()
    {
        var text = LockWriter.Set(OnePin, new Pin(PinKind.Dataset, "data/a.csv", NewDigest, null, null, null, null, TextPosition.Start));

        Assert.EndsWith(
            $$"""
              ],
              "datasets": [
                {
                  "path": "data/a.csv",
                  "sha256": "{{NewDigest}}"
                }
              ]
            }

            """,
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":1}""")]
    [InlineData("""{ "version": 1, "models": [] }""")]
    [InlineData("""{ "models": [ /* none yet */ ], "version": 1 }""")]
    [InlineData("{\n\t\"version\": 1,\n\t\"models\": [ // none yet\n\t]\n}")]
    [InlineData("{\n  \"version\": 1 // the only one\n}")]
    public void Any_layout_of_an_empty_lock_takes_pins_of_both_kinds(string text)
    {
        var twice = LockWriter.Set(LockWriter.Set(text, Model("a.onnx", OldDigest)), Model("b.onnx", NewDigest));
        var thrice = LockWriter.Set(twice, new Pin(PinKind.Dataset, "c.csv", NewDigest, null, null, null, null, TextPosition.Start));

        var pins = LockDocument.Parse(thrice, out var errors).Pins;
        Assert.Empty(errors);
        Assert.Equal(["a.onnx", "b.onnx", "c.csv"], pins.Select(pin => pin.Path));
    }

    [Fact]
    public void Pins_of_one_line_each_stay_so()
    {
        var text = $$"""
            {
              "version": 1,
              "models": [
                { "path": "a.onnx", "sha256": "{{OldDigest}}" }
              ]
            }
            """;

        Assert.Contains($$"""    { "path": "b.onnx", "sha256": "{{NewDigest}}" }""", LockWriter.Set(text, Model("b.onnx", NewDigest)), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_are_those_of_the_file()
    {
        var text = LockWriter.Set(OnePin.Replace("\n", "\r\n", StringComparison.Ordinal), Model("b.onnx", NewDigest));

        Assert.Equal(text.Count(c => c == '\n'), text.Count(c => c == '\r'));
    }

    [Fact]
    public void Names_are_escaped_only_where_JSON_needs_it()
    {
        var text = LockWriter.Set(LockWriter.EmptyLock, Model("модели/größe \"1\".onnx", OldDigest));

        Assert.Contains("\"модели/größe \\\"1\\\".onnx\"", text, StringComparison.Ordinal);
        Assert.NotNull(LockDocument.Parse(text, out _).Find("модели/größe \"1\".onnx"));
    }

    [Fact]
    public void Path_pinned_as_the_other_kind_is_refused()
    {
        var problem = Assert.Throws<ArgumentException>(
            () => LockWriter.Set(OnePin, new Pin(PinKind.Dataset, "models/a.onnx", NewDigest, null, null, null, null, TextPosition.Start)));

        Assert.Contains("pinned as a model", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{ "version": 2 }""")]
    [InlineData("[]")]
    public void Text_that_is_no_lock_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => LockWriter.Set(text, Model("a.onnx", NewDigest)));

    internal static Pin Model(string path, string sha256, long? size = null, string? format = null) =>
        new(PinKind.Model, path, sha256, size, format, null, null, TextPosition.Start);
}
