using System.Text.Json;
using Airlock.Shared.Json;
using CsCheck;

namespace Airlock.Core.Tests.Shared;

public sealed class JsonTextTests
{
    [Fact]
    public void Any_text_gives_a_value_or_an_error_inside_the_text() =>
        Documents.Any(Documents.Json).Sample(text =>
        {
            var value = JsonText.Parse(text, out var error);
            Assert.True(value is null != (error is null));
            AssertInside(error?.Position ?? value!.Start, text);
        });

    [Fact]
    public void It_accepts_only_what_the_standard_reader_accepts_and_reads_the_same() =>
        Documents.Any(Documents.Json).Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var value = JsonText.Parse(text, out _);
            if (value is not null)
            {
                using var standard = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
                AssertSame(standard.RootElement, value);
            }
        });

    [Fact]
    public void It_reads_all_of_JSON() =>
        Documents.Json.Sample(text => Assert.NotNull(JsonText.Parse(text, out _)));

    [Fact]
    public void Every_value_stands_where_it_says() =>
        Documents.Json.Sample(text => AssertPlaces(JsonText.Parse(text, out _)!, text));

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\uFEFF", 1, 1)]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2\n}", 3, 3)]
    [InlineData("[1,\n2,\n]", 3, 1)]
    [InlineData("{\"a\":\n\ttru}", 2, 2)]
    [InlineData("/* open", 1, 1)]
    [InlineData("[01]", 1, 2)]
    [InlineData("{} x", 1, 4)]
    public void An_error_names_its_place(string text, int line, int column)
    {
        Assert.Null(JsonText.Parse(text, out var error));
        Assert.Equal((line, column), (error!.Position.Line, error.Position.Column));
    }

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.NotNull(JsonText.Parse(new string('[', 60) + new string(']', 60), out _));
        Assert.Null(JsonText.Parse(new string('[', 100_000), out var error));
        Assert.Contains("nested", error!.Message);
    }

    [Fact]
    public void Length_is_bounded()
    {
        Assert.Null(JsonText.Parse(new string(' ', JsonText.MaximumLength + 1), out var error));
        Assert.Contains("too large", error!.Message);
    }

    internal static void AssertInside(TextPosition position, string text)
    {
        Assert.InRange(position.Offset, 0, text.Length);
        var before = text[..position.Offset];
        Assert.Equal(before.Count(c => c == '\n') + 1, position.Line);
        var lineStart = before.LastIndexOf('\n') + 1;
        var mark = lineStart == 0 && before.StartsWith('\uFEFF') ? 1 : 0;
        Assert.Equal(position.Offset - lineStart - mark + 1, position.Column);
    }

    private static void AssertPlaces(JsonValue value, string text)
    {
        AssertInside(value.Start, text);
        AssertInside(value.End, text);
        var written = text[value.Start.Offset..value.End.Offset];
        switch (value.Kind)
        {
            case JsonKind.Text:
                Assert.Equal(JsonSerializer.Deserialize<string>(written), value.Text);
                break;
            case JsonKind.Number:
                Assert.Equal(written, value.Text);
                break;
        }

        foreach (var inner in value.Items.Concat(value.Members.Select(member => member.Value)))
        {
            AssertPlaces(inner, text);
        }
    }

    private static void AssertSame(JsonElement expected, JsonValue actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(member => member.Name), actual.Members.Select(member => member.Name));
                foreach (var member in actual.Members)
                {
                    AssertSame(expected.GetProperty(member.Name), member.Value);
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Items.Count);
                for (var i = 0; i < actual.Items.Count; i++)
                {
                    AssertSame(expected[i], actual.Items[i]);
                }

                break;
            case JsonValueKind.String:
                Assert.Equal((JsonKind.Text, expected.GetString()), (actual.Kind, actual.Text));
                break;
            case JsonValueKind.Number:
                Assert.Equal((JsonKind.Number, expected.GetRawText()), (actual.Kind, actual.Text));
                break;
            default:
                Assert.Equal(expected.ValueKind.ToString(), actual.Kind.ToString());
                break;
        }
    }
}
