using System.Globalization;
using Airlock.Core.Libraries.Names;
using Airlock.Core.Policy;

namespace Airlock.Core.Tests.Libraries.Names;

public sealed class NameTablesTests
{
    public static TheoryData<string, string, string, string> CharacterRows => [.. EmbeddedTable.Rows("confusable-characters.tsv").Select(cells => (cells[0], cells[1], cells[2], cells[3]))];

    public static TheoryData<string> EmptyWordRows => [.. EmbeddedTable.Rows("empty-words.tsv").Select(cells => cells[0])];

    public static TheoryData<string, string> ForeignRows => [.. EmbeddedTable.Rows("foreign-packages.tsv").Select(cells => (cells[0], cells[1]))];

    public static TheoryData<string, string, string> PrefixRows => [.. EmbeddedTable.Rows("reserved-prefixes.tsv").Select(cells => (cells[0], cells[1], cells[2]))];

    [Fact]
    public void Every_row_of_the_catalog_is_a_name_and_stands_in_order()
    {
        var rows = EmbeddedTable.Rows("well-known-packages.tsv").ToList();
        Assert.InRange(rows.Count, 1200, 2000);
        Assert.Equal(rows.Count, rows.Select(cells => cells[0].ToUpperInvariant()).Distinct().Count());
        Assert.Equal(rows.Select(cells => cells[0]).Order(StringComparer.OrdinalIgnoreCase), rows.Select(cells => cells[0]));
        Assert.All(rows, cells =>
        {
            Assert.Equal(3, cells.Length);
            Assert.Matches(@"^[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$", cells[0]);
            Assert.Contains(cells[2], (string[])["ai", "general"]);
            Assert.Equal(cells[1].Trim(), cells[1]);
            Assert.Null(PackageNames.Default.Judge(cells[0]));
            Assert.Null(PackageNames.Default.Judge(cells[0].ToLowerInvariant(), ["nobody"]));
        });
    }

    [Fact]
    public void The_catalog_holds_what_its_seeds_name()
    {
        var root = Path.GetDirectoryName(PolicyFiles.FindUpward(AppContext.BaseDirectory, "Analyzers.sln"))!;
        var seeds = File.ReadLines(Path.Combine(root, "tools", "Airlock.PackageCatalog", "seeds.tsv")).Skip(1);
        Assert.Equal(seeds.Order(StringComparer.Ordinal), EmbeddedTable.Rows("well-known-packages.tsv").Select(cells => $"{cells[0]}\t{cells[2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Owners_are_what_signatures_name()
    {
        Assert.Equal(["dotnetfoundation", "jamesnk", "newtonsoft"], PackageCatalog.Default.Find("newtonsoft.json")!.Owners);
        Assert.Equal(["OpenAIOfficial"], PackageCatalog.Default.Find("OpenAI")!.Owners);
        Assert.Contains("Microsoft", PackageCatalog.Default.OwnersOf(PackageCatalog.Default.Find("Microsoft.Extensions.AI.Ollama")!));
    }

    [Theory]
    [MemberData(nameof(CharacterRows))]
    public void Every_confusable_character_is_read_as_its_letter(string code, string character, string latin, string script)
    {
        Assert.Equal(code, "U+" + ((int)Assert.Single(character)).ToString("X4", CultureInfo.InvariantCulture));
        Assert.NotEmpty(script);
        Assert.True(character[0] > '\x7F');
        Assert.Equal(latin[0], ConfusableCharacters.ReadAs(character[0], out var isAccent));
        Assert.Equal(script == "accented", isAccent);
        Assert.Matches("^[a-z0-9]$", latin);
    }

    [Theory]
    [MemberData(nameof(EmptyWordRows))]
    public void Every_empty_word_is_taken_away(string word)
    {
        Assert.Equal("contoso", EmptyWords.Default.Remove(PackageName.Parse($"Contoso.{word}")!, out var isShorter));
        Assert.True(isShorter);
        Assert.Equal("contosochat", EmptyWords.Default.Remove(PackageName.Parse("Contoso.Chat")!, out isShorter));
        Assert.False(isShorter);
    }

    [Theory]
    [MemberData(nameof(ForeignRows))]
    public void Every_foreign_name_is_reported_unless_it_is_another_form_of_a_known_one(string name, string registry)
    {
        Assert.Contains(registry, (string[])["PyPI", "npm"]);
        Assert.NotNull(PackageNames.Default.Judge(name));
    }

    [Theory]
    [MemberData(nameof(PrefixRows))]
    public void Every_reserved_prefix_ends_at_a_separator_and_has_owners(string prefix, string owners, string exclusive)
    {
        Assert.EndsWith(".", prefix);
        Assert.NotEmpty(owners);
        Assert.Contains(exclusive, (string[])["yes", "mostly", "no"]);
        var found = PackageCatalog.Default.PrefixOf(prefix + "Sample");
        Assert.Equal(prefix, found!.Prefix);

        // The owners of the packages that the catalog knows must be able to use their own prefix.
        Assert.All(
            PackageCatalog.Default.Packages.Where(package => exclusive == "yes" && package.Id.StartsWith(prefix, StringComparison.Ordinal) && package.Owners.Count > 0),
            package => Assert.True(found.Owners.Intersect(package.Owners).Any() || package.Id is "Microsoft.Extensions.Logging.Log4Net.AspNetCore", package.Id));
    }
}
