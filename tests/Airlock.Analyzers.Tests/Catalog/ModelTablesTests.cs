using Airlock.Analyzers.Catalog;

namespace Airlock.Analyzers.Tests.Catalog;

public class ModelTablesTests
{
    public static TheoryData<string, bool> Ids => [.. ModelIdShapes.All.Select(shape => new TheoryDataRow<string, bool>(shape.Example, shape.IsFloating) { TestDisplayName = shape.Example })];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_shape_fits_its_example_and_is_the_first_that_does(string example, bool isFloating)
    {
        var row = ModelIdShapes.All.Single(shape => shape.Example == example);
        Assert.Same(row, ModelIdShapes.Find(example, row.Provider == "Ollama" ? "Ollama" : null));
        Assert.Equal(isFloating, row.IsFloating);
        Assert.Matches("^\\^|\\$$", row.Pattern.ToString());
    }

    [Fact]
    public void Every_snapshot_is_one() =>
        Assert.All(ModelIdShapes.All.Select(shape => shape.Snapshot).OfType<string>(), snapshot => Assert.False(ModelIdShapes.Find(snapshot, null)!.IsFloating, snapshot));

    [Theory]
    [InlineData("llama3.1", null)]
    [InlineData("gpt-4o", "Azure OpenAI")]
    [InlineData("our-own-model", null)]
    [InlineData("text-embedding-3-small", "OpenAI")]
    [InlineData("claude-opus-4-6", "Anthropic")]
    public void An_id_that_fits_nothing_says_nothing(string id, string? provider) => Assert.Null(ModelIdShapes.Find(id, provider));

    [Fact]
    public void Every_kind_of_load_has_rows_and_a_known_asset()
    {
        var kinds = CatalogTable.ModelLoads.Rows.Select(row => row.Kind).ToHashSet();
        Assert.All(LoadKinds.All, kind =>
        {
            Assert.Contains(kind.Key, kinds);
            Assert.Contains(kind.Value.Asset, (string[])["model", "tokenizer", "library", "dataset"]);
        });
    }

    /// <summary>What loads something that is pinned names the file, the folder or the content; what it takes instead was named before, in an object of its own.</summary>
    [Fact]
    public void Every_load_names_what_it_loads() =>
        Assert.All(
            CatalogTable.ModelLoads.Rows.Where(row => LoadKinds.Find(row.Kind) is not null),
            row => Assert.True(
                new[] { "path", "folder", "bytes", "stream", "source", "options", "params", "config", "data", "connection" }.Any(role => row.Value(role) is not null)
                    || row.Value("sym") is "ext" or "ctor" or "method",
                row.Id));
}
