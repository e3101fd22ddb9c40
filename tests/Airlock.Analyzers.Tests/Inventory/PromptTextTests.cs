using Airlock.Shared.Prompts;

namespace Airlock.Analyzers.Tests.Inventory;

public class PromptTextTests
{
    [Theory]
    [InlineData("You are a helpful assistant.", 28, "75357d685f238b6afd7738be9786fdafde641eb6ca9a3be7471939715a68a4de")]
    [InlineData("  \r\n You are a helpful assistant. \n\t", 28, "75357d685f238b6afd7738be9786fdafde641eb6ca9a3be7471939715a68a4de")]
    [InlineData("a\r\nb\rc\nd", 7, "")]
    [InlineData("Grüße 👋", 8, "")]
    public void The_text_is_the_same_on_every_machine(string written, int length, string sha256)
    {
        var prompt = PromptText.Of([written])!;
        Assert.Equal(length, prompt.Text.Length);
        Assert.DoesNotContain('\r', prompt.Text);
        Assert.Equal(0, prompt.Holes);
        Assert.Equal(sha256.Length == 0 ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt.Text))) : sha256, prompt.Sha256);
    }

    [Fact]
    public void What_is_put_in_at_run_time_is_a_hole()
    {
        var prompt = PromptText.Of(["Translate ", null, " to ", null, ".\r\n"])!;
        Assert.Equal("Translate {} to {}.", prompt.Text);
        Assert.Equal(2, prompt.Holes);
    }

    [Fact]
    public void Line_ends_that_two_pieces_make_together_are_one() => Assert.Equal("a\nb", PromptText.Of(["a\r", "\nb"])!.Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n")]
    public void Nothing_written_is_no_prompt(string? part) => Assert.Null(PromptText.Of([part, null, part]));

    [Fact]
    public void A_key_never_gets_out()
    {
        var key = Airlock.Tests.ExampleKeys.Expand("sk-ant-api03-X{93}AA");
        var prompt = PromptText.Of([$"Use {key} twice: {key}."])!;
        Assert.DoesNotContain(key, prompt.Masked);
        Assert.StartsWith("Use ", prompt.Masked, StringComparison.Ordinal);
        Assert.EndsWith(".", prompt.Masked, StringComparison.Ordinal);
    }
}
