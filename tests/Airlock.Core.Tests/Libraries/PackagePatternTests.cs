using Airlock.Core.Libraries;
using Airlock.Shared.Json;
using Airlock.Shared.Policy;

namespace Airlock.Core.Tests.Libraries;

public sealed class PackagePatternTests
{
    [Theory]
    [InlineData("OpenAI", "openai", "2.1.0", true)]
    [InlineData("OpenAI", "OpenAI.Extra", "2.1.0", false)]
    [InlineData("Contoso.*", "Contoso.Chat", "1.0.0", true)]
    [InlineData("Contoso.*", "Contoso", "1.0.0", false)]
    [InlineData("*.AI", "Contoso.AI", "1.0.0", true)]
    [InlineData("OpenAI@2.1.0", "OpenAI", "2.1.0", true)]
    [InlineData("OpenAI@2.1", "OpenAI", "2.1.0", true)]
    [InlineData("OpenAI@2.1.0", "OpenAI", "2.2.0", false)]
    [InlineData("OpenAI@2.1.0", "OpenAI", "2.1.0-beta.1", false)]
    [InlineData("OpenAI@[2.0,3.0)", "OpenAI", "2.9.9", true)]
    [InlineData("OpenAI@[2.0,3.0)", "OpenAI", "3.0.0", false)]
    [InlineData("OpenAI@[2.0,3.0)", "OpenAI", "1.9.9", false)]
    [InlineData("OpenAI@[2.0,3.0)", "OpenAI", "3.0.0-beta.1", true)]
    [InlineData("OpenAI@(,2.0]", "OpenAI", "0.1.0", true)]
    [InlineData("Contoso.*@[1.0,2.0)", "Contoso.Chat", "1.5.0", true)]
    [InlineData("OpenAI@[2.0,3.0)", "OpenAI", "not a version", false)]
    [InlineData("OpenAI", "OpenAI", "not a version", true)]
    public void Patterns_match(string pattern, string id, string version, bool expected)
    {
        Assert.True(PackagePattern.TryParse(new PlacedText(pattern, TextPosition.Start), out var parsed, out _));
        Assert.Equal(expected, parsed.Matches(id, version));
    }

    [Theory]
    [InlineData("@1.0.0")]
    [InlineData("Open AI")]
    [InlineData("Open/AI")]
    [InlineData("OpenAI@")]
    [InlineData("OpenAI@latest")]
    [InlineData("OpenAI@1.*")]
    [InlineData("OpenAI@[1.*,2.0)")]
    [InlineData("OpenAI@[2.0,1.0]")]
    [InlineData("OpenAI@[1.0")]
    [InlineData("OpenAI@1.0@2.0")]
    public void Wrong_patterns_are_named_at_their_place(string pattern)
    {
        var place = new TextPosition(70, 5, 9);
        Assert.False(PackagePattern.TryParse(new PlacedText(pattern, place), out _, out var error));
        Assert.Equal(place, error.Position);
        Assert.Contains($"\"{pattern}\"", error.Message);
    }
}
