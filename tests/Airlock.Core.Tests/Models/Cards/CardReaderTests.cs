using Airlock.Core.Licences;
using Airlock.Core.Models.Cards;
using Airlock.Core.Tests.Shared;
using CsCheck;

namespace Airlock.Core.Tests.Models.Cards;

public sealed class CardReaderTests
{
    internal const string Whole = """
        ---
        license: apache-2.0
        language: [en, de-DE, multilingual]
        pipeline_tag: text-classification
        library_name: transformers
        tags: [onnx, "arxiv:1910.01108", 'arxiv:abc']
        base_model: distilbert/distilbert-base-uncased
        base_model_relation: quantized
        datasets:
        - stanfordnlp/sst2
        - nyu-mll/glue
        co2_eq_emissions:
          emissions: 1234.5
          source: "a tool"
        model-index:
        - name: intent
          results:
          - task: { type: text-classification, name: Text Classification }
            dataset: { name: glue, type: glue, config: sst2 }
            metrics:
            - type: accuracy
              value: 0.9105
              verified: true
            - type: f1
              value: {a: b}
          - dataset: [glue]
            metrics: none
        ---
        # Intent

        [![badge](https://badge.example/x.svg)](https://ci.example)

        A **small** model that [routes](https://example.org/a_(b)) `support` messages
        of <b>customers</b><!-- not said -->.

        ## Uses

        ### Direct Use

        Route messages:
        - of customers
        - of *staff*

        ### Out-of-Scope Use

        [More Information Needed]

        Not for medical advice.

        ## Bias, Risks, and Limitations

        | a | b |
        |---|---|

        It knows max_length < 512 and English only.

        ## Training Data

        ```python
        print("not text")
        ```

        Twelve months of messages.
        """;

    [Fact]
    public void What_the_block_and_the_paragraphs_say_is_read()
    {
        var card = CardReader.Read(Whole)!;

        Assert.Equal(("apache-2.0", "intent", "text-classification", "transformers"), (card.Licence, card.Name, card.Task, card.Library));
        Assert.Equal(["en", "de-DE", "multilingual"], card.Languages);
        Assert.Equal(["distilbert/distilbert-base-uncased"], card.BaseModels);
        Assert.Equal("quantized", card.BaseModelRelation);
        Assert.Equal(["stanfordnlp/sst2", "nyu-mll/glue"], card.Datasets);
        Assert.Equal([new CardResult("accuracy", "0.9105", "text-classification", "glue")], card.Results);
        Assert.Equal("1234.5", card.Emissions);
        Assert.Equal(["1910.01108"], card.Papers);
        Assert.Equal("A small model that routes support messages of customers.", card.Description);
        Assert.Equal("Route messages:; of customers; of staff", card.Uses);
        Assert.Equal("Not for medical advice.", card.OutOfScope);
        Assert.Equal("It knows max_length < 512 and English only.", card.Limitations);
        Assert.Equal(card.Limitations, card.Risks);
        Assert.Equal("Twelve months of messages.", card.TrainingData);
    }

    [Theory]
    [InlineData("---\nlicense: mit\n---\n# Model", "mit")]
    [InlineData("\uFEFF---\r\nlanguage: en\r\nlicense: \"apache-2.0\"\r\n---\r\n", "apache-2.0")]
    [InlineData("---\nlanguage:\n- en\n- license\ntags: [a, b]\nlicense: MIT OR Apache-2.0\n---\n", "(MIT OR Apache-2.0)")]
    [InlineData("---\nlicense:\n- mit\n- apache-2.0\n---\n", "mit AND apache-2.0")]
    [InlineData("---\nlicense: other\nlicense_name: own-licence\nlicense_link: LICENSE\n---\n", "own-licence")]
    [InlineData("---\nlicense: openrail++\n---\n", "LicenseRef-openrail--")]
    [InlineData("---\nlicense: other\n---\n", null)]
    [InlineData("---\nlicense: unknown\n---\n", null)]
    [InlineData("---\nlicense:\n---\n", null)]
    [InlineData("---\nmodel-index:\n- license: mit\n  results:\n  - license: mit\n---\n", null)]
    [InlineData("---\nlicense: &a mit\nother: *a\n---\n", "mit")]
    [InlineData("---\n? [license]\n: mit\nlanguage: en\n---\n", null)]
    [InlineData("---\nlicense: mit\n", null)]
    [InlineData("---\nlicense: [mit\n---\n", null)]
    [InlineData("# Model\nlicense: mit\n", null)]
    [InlineData("", null)]
    public void Licence_is_that_of_the_block_at_the_start(string text, string? expected) => Assert.Equal(expected, CardReader.Read(text)?.Licence);

    [Theory]
    [InlineData("# Project\n\nHow to build it.", false)]
    [InlineData("---\nlayout: page\ntitle: Project\ntags: [a]\n---\nHow to build it.", false)]
    [InlineData("---\nlanguage: en\n---\n", true)]
    public void A_readme_of_something_else_is_no_card(string text, bool isCard)
    {
        Assert.Equal(isCard, CardReader.Read(text) is not null);
        Assert.NotNull(CardReader.Read(text, isNamed: true));
    }

    [Theory]
    [InlineData("./output/checkpoint-500")]
    [InlineData("/home/someone/models/bert")]
    [InlineData("C:\\models\\bert")]
    public void Folders_are_no_base_models(string folder) =>
        Assert.Empty(CardReader.Read($"---\nlicense: mit\nbase_model: '{folder}'\n---\n")!.BaseModels);

    [Fact]
    public void Card_beside_the_file_is_read_and_above_a_folder_of_exports()
    {
        using var folder = new TemporaryFolder();
        var card = folder.Write("models/README.md", "---\nlicense: mit\n---\n");

        Assert.Equal(("mit", card), (CardFiles.Read(folder.Write("models/a.onnx", "a"), source: null)!.Value.Card.Licence, CardFiles.Read(folder.Write("models/onnx/a.onnx", "a"), source: null)!.Value.Path));
        Assert.Null(CardFiles.Read(folder.Write("models/other/a.onnx", "a"), source: null));
        Assert.Null(CardFiles.Read(folder.Write("other/a.onnx", "a"), "hf://org/name@0123456789abcdef0123456789abcdef01234567/a.onnx"));
    }

    [Theory]
    [InlineData("a\n===\n\nb", "b")]
    [InlineData("a < b and 3 > 2", "a < b and 3 > 2")]
    [InlineData("<script>alert(1)</script>text", "alert(1)text")]
    [InlineData("5 \\* 3 \\<b\\>", "5 * 3 b")]
    [InlineData("_one_ snake_case ***two***", "one snake_case two")]
    [InlineData("[a][b] [c] ![d](e) [![f](g)](h)", "a c")]
    [InlineData("> quoted\n> text", "quoted text")]
    [InlineData("<!-- a\nb --> c", "c")]
    [InlineData("one\u202Etwo\u0007", "onetwo")]
    [InlineData("***", null)]
    [InlineData("~~~\ncode\n~~~", null)]
    public void Paragraphs_are_plain(string markdown, string? expected) => Assert.Equal(expected, CardReader.Read(markdown, isNamed: true)!.Description);

    [Fact]
    public void Any_value_of_a_member_is_read_without_failing() =>
        Documents.Any(Documents.Json).Sample(text =>
        {
            var licence = CardReader.Read($"---\nlicense: {text}\n---\n")?.Licence;
            Assert.True(licence is null || LicenceExpression.Parse(licence, out _) is not null, licence);
        }, iter: 20_000);

    [Fact]
    public void Any_damage_leaves_printable_texts_of_bounded_length()
    {
        var mutation = Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.OneOf("[", "]", "(", "<", "<a ", ">", "!", "\\", "---\n", "\n", "\n# ", "*", "&a ", "*a", "? ", "- ", "\u0000", "\uD800", "\u202E", "```", "<!--", "-->", "{", "|"), Gen.Int[0, 3]);
        mutation.List[1, 12].Sample(changes =>
        {
            var text = changes.Aggregate(Whole, (whole, change) =>
                whole[..Math.Min(change.Item1, whole.Length)] + change.Item2 + whole[Math.Min(change.Item1 + change.Item3, whole.Length)..]);
            if (CardReader.Read(text, isNamed: true) is { } card)
            {
                string?[] texts = [card.Name, card.Description, card.Uses, card.OutOfScope, card.Limitations, card.Risks, card.TrainingData, .. card.Tags, .. card.Datasets, .. card.Results.Select(result => result.Value)];
                Assert.All(texts.OfType<string>(), shown =>
                {
                    Assert.InRange(shown.Length, 1, 1000);
                    Assert.DoesNotContain(shown, char.IsControl);
                });
                Assert.All(new[] { card.Description, card.Uses, card.Limitations }.OfType<string>(), shown => Assert.DoesNotMatch("<[A-Za-z/!]", shown));
            }
        }, iter: 5000);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("<a")]
    [InlineData("- ")]
    [InlineData("> ")]
    [InlineData("<!--")]
    [InlineData("# \n")]
    [InlineData("[](")]
    public void Long_nonsense_ends(string part)
    {
        var nonsense = string.Concat(Enumerable.Repeat(part, CardReader.MaximumLength / part.Length));

        Assert.NotNull(CardReader.Read(nonsense, isNamed: true));
        CardReader.Read($"---\nlicense: mit\nx: {nonsense}\n---\n");
        CardReader.Read($"---\nlicense: mit\nx: {nonsense.Replace("\n", "", StringComparison.Ordinal)}\n---\n");
    }

    [Fact]
    public void Headings_of_the_table_name_known_sections()
    {
        string[] known = ["description", "uses", "out-of-scope", "limitations", "risks", "training-data"];
        foreach (var row in EmbeddedTable.Rows("card-sections.tsv"))
        {
            Assert.All(row[1].Split(','), section => Assert.Contains(section, known));
            var card = CardReader.Read($"# Title\n\nfirst\n\n## {row[0]}\n\nsecond", isNamed: true)!;
            string?[] texts = [card.Description, card.Uses, card.OutOfScope, card.Limitations, card.Risks, card.TrainingData];
            Assert.True(row[1] == "description" || texts.Contains("second"), row[0]);
        }
    }
}
