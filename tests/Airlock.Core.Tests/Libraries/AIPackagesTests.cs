using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries;

public sealed class AIPackagesTests
{
    public static TheoryData<string, string> PublisherRows => [.. Rows("ai-publishers.tsv").Select(cells => (cells[0], cells[1]))];

    public static TheoryData<string, string> WordRows => [.. Rows("ai-words.tsv").Select(cells => (cells[0], cells[1]))];

    [Theory]
    [MemberData(nameof(PublisherRows))]
    public void Every_publisher_row_knows_its_own_packages(string pattern, string publisher)
    {
        Assert.NotEmpty(publisher);
        Assert.Equal(publisher, AIPackages.PublisherOf(pattern.Replace("*", "Sample", StringComparison.Ordinal)));

        // A prefix must end at a separator, or a stranger's longer name would pass for the publisher's.
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        Assert.True(star < 0 || star == pattern.Length - 1, pattern);
    }

    [Theory]
    [MemberData(nameof(WordRows))]
    public void Every_word_row_finds_its_word_and_not_inside_another(string word, string match)
    {
        Assert.Contains(match, (string[])["word", "anywhere"]);
        Assert.NotNull(AIPackages.FindWord($"Contoso.{word}"));
        Assert.NotNull(AIPackages.FindWord($"Contoso-{word}-Client"));
        Assert.NotNull(AIPackages.FindWord($"Contoso{char.ToUpperInvariant(word[0])}{word[1..]}Client"));
    }

    [Theory]
    [InlineData("OpenAl.Client", null)]
    [InlineData("openai-dotnet-client", "openai")]
    [InlineData("ChatGPTClient", "chatgpt")]
    [InlineData("My.GPT4.Wrapper", "gpt")]
    [InlineData("Contoso.AI", "ai")]
    [InlineData("ContosoAIClient", "ai")]
    [InlineData("LlmTornado", "llm")]
    [InlineData("Contoso.MCP.Server", "mcp")]
    [InlineData("Maintenance.Tools", null)]
    [InlineData("Domain.Core", null)]
    [InlineData("Airlock", null)]
    [InlineData("Storage.Fragments", null)]
    [InlineData("Roberts.Collections", null)]
    public void Words_are_found_at_the_bounds_of_words(string id, string? word) => Assert.Equal(word, AIPackages.FindWord(id));

    // The everyday packages of .NET: none of them is an AI package, and none may be taken for one.
    [Theory]
    [InlineData("Newtonsoft.Json")]
    [InlineData("Serilog.Sinks.Console")]
    [InlineData("AutoMapper")]
    [InlineData("MailKit")]
    [InlineData("Polly.Core")]
    [InlineData("Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("StackExchange.Redis")]
    [InlineData("Google.Protobuf")]
    [InlineData("Grpc.Net.Client")]
    [InlineData("Swashbuckle.AspNetCore")]
    [InlineData("FluentAssertions")]
    [InlineData("xunit.v3.assert")]
    [InlineData("Humanizer.Core.uk")]
    [InlineData("Sharprompt")]
    [InlineData("System.Numerics.Tensors")]
    [InlineData("UAParser")]
    [InlineData("Castle.Core")]
    [InlineData("Autofac.Extensions.DependencyInjection")]
    [InlineData("HtmlAgilityPack")]
    [InlineData("MathNet.Numerics")]
    public void Everyday_packages_are_no_AI_packages(string id) => Assert.Null(AIPackages.FindWord(id));

    private static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(AIPackages).Assembly.GetManifestResourceStream("Airlock.Core." + name)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.Equal(3, line.Split('\t').Length));
        return lines.Skip(1).Select(line => line.Split('\t'));
    }
}
