using CsCheck;

namespace Airlock.Core.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain", 10, "plain")]
    [InlineData("  two\r\n\tlines \u0007", 20, "two lines")]
    [InlineData("a\u202Eb\u200Bc\uFEFF", 10, "abc")]
    [InlineData("abcdefghij", 10, "abcdefghij")]
    [InlineData("abcdefghijk", 10, "abcdefghi…")]
    [InlineData("abcdefgh ijk", 10, "abcdefgh…")]
    [InlineData("abcdefgh\U0001F600ijk", 10, "abcdefgh…")]
    [InlineData("", 10, "")]
    public void Text_of_a_stranger_is_one_plain_line(string text, int length, string shown) => Assert.Equal(shown, PrintableText.Show(text, length));

    [Fact]
    public void Half_of_a_character_is_shown_as_damage() => Assert.Equal("a\uFFFD", PrintableText.Show("a\uD800", 10));

    [Fact]
    public void Any_text_is_short_and_without_controls() =>
        Gen.Select(Gen.String, Gen.Int[1, 30]).Sample((text, length) =>
            PrintableText.Show(text, length) is var shown && shown.Length <= length && !shown.Any(char.IsControl));
}
