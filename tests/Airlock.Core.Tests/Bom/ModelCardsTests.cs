using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Tests.Models.Cards;
using Airlock.Core.Tests.Models.Facts;

namespace Airlock.Core.Tests.Bom;

public sealed class ModelCardsTests
{
    private const string Commit = "043235d6088ecd3dd5fb5ca3592b6913fd516027";

    private static BomFile Onnx => new("models/intent.onnx", BomInputs.Digest('b'))
    {
        Format = "onnx",
        Licence = "MIT",
        Source = $"hf://contoso/intent@{Commit}/onnx/model.onnx",
        IsPinned = true,
        Facts = Facts(ModelFactsTests.Onnx, "m.onnx"),
        Card = CardReader.Read(CardReaderTests.Whole),
        CardPath = "models/README.md",
    };

    private static BomFile Gguf => new("models/tiny model.gguf", BomInputs.Digest('c')) { Facts = Facts(ModelFactsTests.Gguf, "m.gguf"), Card = new HubCard { Description = "Tiny." }, CardPath = "models/tiny card.md" };

    [Fact]
    public void A_model_of_the_hub_is_described_by_header_and_card()
    {
        var component = Describe(Onnx);

        Assert.Equal(["MIT", "apache-2.0"], component.Licenses.Select(licence => licence.Expression));
        Assert.Equal(("contoso", "https://huggingface.co/contoso"), (component.Supplier!.Name, component.Supplier.Urls.Single()));
        Assert.Equal($"pkg:huggingface/contoso/intent@{Commit}", component.Purl);
        Assert.Equal("A small model that routes support messages of customers.", component.Description);
        Assert.Contains(new ExternalReference("distribution", $"https://huggingface.co/contoso/intent/resolve/{Commit}/onnx/model.onnx", null, new Hash("SHA-256", BomInputs.Digest('b'))), component.ExternalReferences);
        Assert.Contains(new ExternalReference("model-card", "https://huggingface.co/contoso/intent", $"commit {Commit}"), component.ExternalReferences);
        Assert.Contains(new ExternalReference("documentation", "https://arxiv.org/abs/1910.01108", "paper"), component.ExternalReferences);
        Assert.Equal(("distilbert/distilbert-base-uncased", null, "quantized"), (component.Pedigree!.Ancestors.Single().Name, component.Pedigree.Ancestors.Single().Purl, component.Pedigree.Notes));
        Assert.Equal(("text", "de,en", "multilingual"), (Value(component, "cdx:ai-ml:model:modality"), Value(component, "cdx:ai-ml:model:language"), Value(component, "airlock:model:language")));

        var card = component.ModelCard!;
        Assert.Equal("text-classification", card.Task);
        Assert.Equal(["input_ids: int64[batch,sequence]"], card.Inputs);
        Assert.Equal(["stanfordnlp/sst2", "nyu-mll/glue"], card.Datasets);
        Assert.Equal([new PerformanceMetric("accuracy", "0.9105", "text-classification: glue")], card.PerformanceMetrics);
        Assert.Equal(["Route messages:; of customers; of staff"], card.UseCases);
        Assert.Equal("9216", card.Properties.Single(property => property.Name == "cdx:ai-ml:model:parameter:count").Value);
        Assert.Equal("float32", card.Properties.Single(property => property.Name == "cdx:ai-ml:model:hyperparameter:quantization").Value);
        Assert.Equal("com.example.Gate", card.Properties.Single(property => property.Name == "airlock:model:customOperator").Value);
    }

    [Fact]
    public void A_local_model_is_described_by_its_header()
    {
        var component = Describe(Gguf);

        Assert.Equal([("own-1", (string?)null)], component.Licenses.Select(licence => (licence.Expression ?? licence.Name!, licence.Url)));
        Assert.Equal(("Contoso", "Ann", "Tiny."), (component.Manufacturer!.Name, component.Authors.Single(), component.Description));
        Assert.Null(component.Supplier);
        Assert.Contains(new ExternalReference("model-card", "models/tiny%20card.md"), component.ExternalReferences);
        Assert.Contains(new ExternalReference("website", "https://example.org/tiny"), component.ExternalReferences);
        Assert.Contains(new ExternalReference("license", "https://example.org/licence"), component.ExternalReferences);
        Assert.Equal(("meta/Base", "https://huggingface.co/meta/Base"), (component.Pedigree!.Ancestors.Single().Name, component.Pedigree.Ancestors.Single().ExternalReferences.Single().Url));
        Assert.Equal(
            [
                "cdx:ai-ml:model:hyperparameter:context_length=8192",
                "cdx:ai-ml:model:hyperparameter:hidden_size=4096",
                "cdx:ai-ml:model:hyperparameter:num_attention_heads=32",
                "cdx:ai-ml:model:hyperparameter:num_hidden_layers=32",
                "cdx:ai-ml:model:hyperparameter:num_key_value_heads=8",
                "cdx:ai-ml:model:hyperparameter:quantization=q4_k_m",
                "cdx:ai-ml:model:hyperparameter:vocab_size=3",
                "cdx:ai-ml:model:parameter:count=64",
            ],
            component.ModelCard!.Properties.Where(property => property.Name.StartsWith("cdx:", StringComparison.Ordinal)).Select(property => $"{property.Name}={property.Value}"));
        Assert.DoesNotContain("messages", string.Concat(component.ModelCard.Properties.Select(property => property.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_which_nothing_is_known_has_no_card()
    {
        var component = Describe(new BomFile("m.pkl", BomInputs.Digest('d')));

        Assert.Null(component.ModelCard);
        Assert.Null(component.Pedigree);
        Assert.Empty(component.Licenses);
    }

    [Fact]
    public void A_licence_that_is_no_expression_is_a_name() =>
        Assert.Equal(
            [new License(null, "Free for research, ask otherwise", "https://example.org/l")],
            Describe(new BomFile("m", null) { Facts = new ModelFacts("coreml") { Licence = "Free for research, ask otherwise", LicenceLink = "https://example.org/l?key=1" } }).Licenses);

    [Theory]
    [InlineData(999_999, "999999")]
    [InlineData(66_362_880, "66.4M")]
    [InlineData(7_241_732_096, "7.24B")]
    [InlineData(671_000_000_000, "671B")]
    [InlineData(1_000_000_000_000, "1T")]
    public void Number_of_parameters_is_written_as_people_say_it(long count, string expected) => Assert.Contains(
        new Property("cdx:ai-ml:model:parameter:count", expected),
        Describe(new BomFile("m", null) { Facts = new ModelFacts("gguf") { ParameterCount = count } }).ModelCard!.Properties);

    [Fact]
    public void A_data_set_is_described_by_its_card()
    {
        var card = CardReader.Read("---\nlicense: cc-by-4.0\npretty_name: Support\nlanguage: en\nsize_categories: 1K<n<10K\ntask_categories: [text-classification]\nsource_datasets: original\n---\n# S\n\n## Dataset Summary\n\nMessages.");
        var component = BomBuilder.Build(BomInputs.Empty with { Datasets = [new BomFile("data/train.csv", BomInputs.Digest('1')) { Card = card, CardPath = "data/README.md" }] }).Components.Single();

        Assert.Equal(("Messages.", "Messages.", "cc-by-4.0"), (component.Description, component.Data!.Description, component.Licenses.Single().Expression));
        Assert.Equal("1K<n<10K", Value(component, "airlock:dataset:sizeCategory"));
        Assert.Contains(new ExternalReference("documentation", "data/README.md"), component.ExternalReferences);
    }

    [Theory]
    [InlineData(SpecVersion.V1_6)]
    [InlineData(SpecVersion.V1_7)]
    public void Documents_with_full_cards_are_valid_and_read_back(SpecVersion version)
    {
        var document = BomBuilder.Build(BomInputs.Empty with
        {
            SpecVersion = version,
            Models = [Onnx, Onnx with { Path = "models/no-licence.onnx", Licence = null }, Gguf, new BomFile("models/named.mlmodel", null) { Facts = new ModelFacts("coreml") { Licence = "Ask, please" } }],
            Datasets = [new BomFile("data/a.csv", BomInputs.Digest('1')) { Card = Onnx.Card, Source = $"hf://datasets/contoso/chat@{Commit}/a.csv" }],
        });
        var bytes = BomWriter.Write(document);
        using var folder = new TemporaryFolder();
        var (exitCode, output) = BomSchema.Validate([folder.Write("cards.cdx.json", Encoding.UTF8.GetString(bytes))]);

        Assert.True(exitCode == 0, output);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(BomWriter.Write(BomReader.Read(bytes, "cards.cdx.json"))));
    }

    private static string? Value(Component component, string name) => component.Properties.Single(property => property.Name == name).Value;

    private static Component Describe(BomFile file) => BomBuilder.Build(BomInputs.Empty with { Models = [file] }).Components.Single();

    private static ModelFacts Facts(byte[] bytes, string name) => ModelScanner.Scan(ByteSource.Of(bytes), name).Facts!;
}
