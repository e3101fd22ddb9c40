using Airlock.Shared.Secrets;
using Airlock.Tests;

namespace Airlock.Core.Tests.Shared;

public sealed class KeyFormatsTests
{
    private static readonly string[][] Table = ReadTable();

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in Table.Skip(1))
        {
            data.Add(row[Column("id")], row[Column("example")]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_row_matches_keys_of_its_own_shape(string id, string example)
    {
        var format = Assert.Single(KeyFormats.All, row => row.Id == id);
        for (var seed = 1; seed <= 20; seed++)
        {
            var text = ExampleKeys.Expand(example, seed);
            var match = format.Find(text);
            Assert.True(match is not null, $"{id} does not match its example");
            Assert.InRange(match.Value.Start, 0, text.Length - match.Value.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_sure_row_is_found_among_all_of_them(string id, string example)
    {
        var format = Assert.Single(KeyFormats.All, row => row.Id == id);
        var found = KeyFormats.Find(ExampleKeys.Expand(example));
        if (format.Confidence is "high" or "medium")
        {
            Assert.NotNull(found);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void No_row_matches_its_shape_filled_with_one_character(string id, string example)
    {
        var format = Assert.Single(KeyFormats.All, row => row.Id == id);
        var text = System.Text.RegularExpressions.Regex.Replace(example, @"[XxfU]\{(\d+)\}", part => new string('a', int.Parse(part.Groups[1].Value)));
        Assert.Null(format.Find(text.Replace("\\n", "\n")));
    }

    [Fact]
    public void Rows_have_unique_ids_and_known_confidence()
    {
        Assert.Equal(KeyFormats.All.Count, KeyFormats.All.Select(row => row.Id).Distinct().Count());
        Assert.All(KeyFormats.All, row => Assert.Contains(row.Confidence, new[] { "high", "medium", "low", "info" }));
        Assert.All(KeyFormats.All, row => Assert.Matches("^[A-Z][A-Z0-9_]+$", row.Variable));
    }

    [Theory]
    [InlineData("openai-key", "sk-proj-X{74}T3BlbkFJX{74}")]
    [InlineData("openai-admin", "sk-admin-X{58}T3BlbkFJX{58}")]
    [InlineData("anthropic-api", "sk-ant-api03-X{93}AA")]
    [InlineData("azure-openai-cask", "X{52}JQQJ99BAX{12}AAABACOGX{4}")]
    [InlineData("deepseek", "DEEPSEEK_API_KEY = sk-x{32}")]
    [InlineData("stability", "STABILITY_API_KEY = sk-X{48}")]
    public void The_specific_shape_wins_over_the_general(string id, string example) =>
        Assert.Equal(id, KeyFormats.Find(ExampleKeys.Expand(example))?.Format.Id);

    [Fact]
    public void A_key_in_a_longer_text_is_found_at_its_place()
    {
        var key = ExampleKeys.Expand("gsk_X{52}");
        var match = KeyFormats.Find("curl -H 'Authorization: Bearer " + key + "' -d @body");
        Assert.NotNull(match);
        Assert.Equal(31, match.Value.Start);
        Assert.Equal(key.Length, match.Value.Length);
    }

    [Theory]
    [InlineData("CohereApiKey", "X{40}", "cohere")]
    [InlineData("AzureOpenAIKey", "f{32}", "azure-openai-legacy")]
    [InlineData("WANDB_API_KEY", "f{40}", "wandb")]
    public void A_plain_key_is_known_by_its_name(string name, string shape, string id)
    {
        var value = ExampleKeys.Expand(shape);
        var match = KeyFormats.FindNamed(name, value);
        Assert.Equal(id, match?.Format.Id);
        Assert.Equal(0, match?.Start);
        Assert.Null(KeyFormats.Find(value));
        Assert.Null(KeyFormats.FindNamed("commit", value));
    }

    [Theory]
    [InlineData("sk-proj-your-key-here")]
    [InlineData("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("${OPENAI_API_KEY}")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("{ \"type\": \"service_account\" }")]
    [InlineData("pa-some-very-long-kebab-case-name-of-a-css-cls")]
    [InlineData("The quick brown fox jumps over the lazy dog, sk-")]
    public void A_placeholder_is_no_key(string text) => Assert.Null(KeyFormats.Find(text));

    [Fact]
    public void A_GitHub_token_with_a_wrong_checksum_is_none()
    {
        var token = ExampleKeys.Expand("ghp_X{36}");
        var last = token[^1] == 'a' ? 'b' : 'a';
        Assert.NotNull(KeyFormats.Find(token));
        Assert.Null(KeyFormats.Find(token[..^1] + last));
    }

    [Fact]
    public void The_checksum_is_that_of_a_published_example() =>
        Assert.Equal("0mLq17", GitHubChecksum.Of("zQWBuTSOoRi4A9spHcVY" + "5ncnsDkxkJ"));

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(164)]
    public void A_mask_shows_little(int length)
    {
        var secret = ExampleKeys.Expand($"X{{{length}}}");
        var mask = SecretText.Mask(secret);
        Assert.InRange(mask.Length, 4, 10);
        Assert.DoesNotContain(secret, mask);
        Assert.True((mask.Length - 1) * 8 <= secret.Length * 3);
    }

    private static int Column(string name) => Array.IndexOf(Table[0], name);

    private static string[][] ReadTable()
    {
        using var stream = typeof(KeyFormats).Assembly.GetManifestResourceStream("Airlock.Shared.key-formats.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];
    }
}
