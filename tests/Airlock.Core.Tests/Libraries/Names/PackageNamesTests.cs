using System.Diagnostics;
using System.Globalization;
using Airlock.Core.Libraries.Names;
using CsCheck;

namespace Airlock.Core.Tests.Libraries.Names;

public sealed class PackageNamesTests(ITestOutputHelper output)
{
    private static readonly PackageCatalog Catalog = new(
        [
            new("Contoso.Chat.Client", ["contoso", "ada"], true),
            new("Fabrikam.Json", [], false),
            new("Litware.Storage.Blobs", ["litware"], false),
            new("Reserved.Known", [], false),
            new("Orchard", ["orchard"], false),
        ],
        [new("Reserved.", ["keeper"], PrefixReservation.Exclusive), new("Loose.", ["keeper"], PrefixReservation.Mostly), new("Common.", ["keeper"], PrefixReservation.Shared)]);

    private static readonly PackageNames Names = new(Catalog);

    [Theory]
    [InlineData("Contoso.Caht.Client", ConfusionKind.Typo, "Contoso.Chat.Client", true)]
    [InlineData("Cont0so.Chat.Client", ConfusionKind.ConfusableCharacters, "Contoso.Chat.Client", true)]
    [InlineData("Contoso.Chat.CIient", ConfusionKind.ConfusableCharacters, "Contoso.Chat.Client", true)]
    [InlineData("Cоntoso.Chat.Client", ConfusionKind.ConfusableCharacters, "Contoso.Chat.Client", true)]
    [InlineData("Contoso\u200B.Chat.Client", ConfusionKind.ConfusableCharacters, "Contoso.Chat.Client", true)]
    [InlineData("Ｃontoso.Chat.Client", ConfusionKind.ConfusableCharacters, "Contoso.Chat.Client", true)]
    [InlineData("Cоntoso.Anything", ConfusionKind.ConfusableCharacters, "Contoso.*", true)]
    [InlineData("Nоthing.Known", ConfusionKind.ConfusableCharacters, "nothing.known", true)]
    [InlineData("Contoso.ChatClient", ConfusionKind.Separators, "Contoso.Chat.Client", true)]
    [InlineData("fabrikam-json", ConfusionKind.Separators, "Fabrikam.Json", true)]
    [InlineData("Json.Fabrikam", ConfusionKind.WordOrder, "Fabrikam.Json", true)]
    [InlineData("FabrikamJson.Net", ConfusionKind.ExtraWord, "Fabrikam.Json", false)]
    [InlineData("Contoso.Client", ConfusionKind.MissingWord, "Contoso.Chat.Client", false)]
    [InlineData("Fabrkiam.Json", ConfusionKind.Typo, "Fabrikam.Json", true)]
    [InlineData("Litware.Storages.Blobs", ConfusionKind.Typo, "Litware.Storage.Blobs", false)]
    [InlineData("Reserved.Fabrikam.Json", ConfusionKind.Conflation, "Fabrikam.Json", false)]
    [InlineData("Resevred.Anything", ConfusionKind.Typo, "Reserved.*", true)]
    [InlineData("llama-cpp-python", ConfusionKind.ForeignName, "llama-cpp-python", false)]
    public void Confusions_are_named(string id, ConfusionKind kind, string known, bool isCertain)
    {
        var confusion = Names.Judge(id);
        Assert.NotNull(confusion);
        Assert.Equal((kind, known, isCertain), (confusion.Kind, confusion.Known, confusion.IsCertain));
    }

    [Theory]
    [InlineData("contoso.chat.client")]
    [InlineData("Contoso.Chat.Client.Extensions")]
    [InlineData("Contoso.Chat.Abstractions")]
    [InlineData("Contoso.Chat")]
    [InlineData("Fabrikam.Json2")]
    [InlineData("Fabrikam.Bson")]
    [InlineData("Litware.Storage.Blob")]
    [InlineData("Litware.Storage.Queues")]
    [InlineData("Orchard.Core")]
    [InlineData("Ochre")]
    [InlineData("Litware.Storage.Blobs2")]
    [InlineData("Пакет.Данных")]
    [InlineData("Café.Fabrik")]
    [InlineData("")]
    [InlineData("...")]
    public void Honest_names_are_left_alone(string id) => Assert.Null(Names.Judge(id));

    [Fact]
    public void Owners_of_the_known_package_may_use_names_like_it()
    {
        Assert.NotNull(Names.Judge("Contoso.ChatClient", ["mallory"]));
        Assert.Null(Names.Judge("Contoso.ChatClient", ["mallory", "ADA"]));
        Assert.NotNull(Names.Judge("Cоntoso.Anything", ["mallory"]));
        Assert.Null(Names.Judge("Cоntoso.Anything", ["contoso"]));
        Assert.NotNull(Names.Judge("Fabrikam-Json", ["fabrikam"]));
    }

    [Fact]
    public void A_reserved_prefix_with_foreign_owners_is_reported()
    {
        Assert.Equal(new NameConfusion(ConfusionKind.ReservedPrefix, "Reserved.*", true, "keeper"), Names.Judge("reserved.New", ["mallory"]));
        Assert.Equal(new NameConfusion(ConfusionKind.ReservedPrefix, "Loose.*", false, "keeper"), Names.Judge("Loose.New", ["mallory"]));
        Assert.Null(Names.Judge("Common.New", ["mallory"]));
        Assert.Null(Names.Judge("Reserved.New", ["someone", "Keeper"]));
        Assert.Null(Names.Judge("Reserved.New"));
        Assert.Null(Names.Judge("ReservedNew", ["mallory"]));
        Assert.Null(Names.Judge("Reserved.Known", ["mallory"]));
    }

    [Theory]
    [InlineData("Contoso.Chta.Client", "No feed of the project has a package named Contoso.Chta.Client: whoever registers that name first runs code in this build. Did you mean Contoso.Chat.Client?")]
    [InlineData("Fabricom.Jsons", "No feed of the project has a package named Fabricom.Jsons: whoever registers that name first runs code in this build. Did you mean Fabrikam.Json?")]
    [InlineData("transformers", "No feed of the project has a package named transformers: whoever registers that name first runs code in this build. transformers is a package of PyPI, not of NuGet")]
    [InlineData("Zzyzx.Quux.Fnord", "No feed of the project has a package named Zzyzx.Quux.Fnord: whoever registers that name first runs code in this build")]
    public void Names_that_do_not_exist_are_described(string id, string text) => Assert.Equal(text, Names.DescribeMissing(id));

    [Fact]
    public void No_text_breaks_it() => Gen.String.Sample(text =>
    {
        PackageNames.Default.Judge(text);
        PackageNames.Default.Judge(text, []);
        PackageNames.Default.DescribeMissing(text);
    });

    [Fact]
    public void No_change_of_a_known_name_breaks_it() => Gen.Select(Gen.Int[0, PackageCatalog.Default.Packages.Count - 1], Gen.Int[0, 100], Gen.Char, Gen.Int[0, 3]).Sample((package, place, character, change) =>
    {
        var id = PackageCatalog.Default.Packages[package].Id;
        var at = place % id.Length;
        var changed = change switch
        {
            0 => id.Remove(at, 1),
            1 => id.Insert(at, character.ToString()),
            2 => id[..at] + character + id[(at + 1)..],
            _ => id[at..] + id[..at],
        };
        var confusion = PackageNames.Default.Judge(changed);
        Assert.True(confusion is null || confusion.Known.Length > 0);
        Assert.Null(PackageNames.Default.Judge(id, ["nobody"]));
    });

    [Fact]
    public void Long_texts_take_no_longer_than_short_ones()
    {
        string[] texts =
        [
            new('a', 1_000_000), new('.', 1_000_000), string.Concat(Enumerable.Repeat("a.", 500_000)), string.Concat(Enumerable.Repeat("Newtonsof.", 100_000)),
            new('a', 100), string.Concat(Enumerable.Repeat("a.", 50)), string.Concat(Enumerable.Repeat("Netwonsoft.", 9)), new('о', 100),
        ];
        PackageNames.Default.Judge("Warm.Up");
        var watch = Stopwatch.StartNew();
        foreach (var text in texts)
        {
            PackageNames.Default.Judge(text);
            PackageNames.Default.DescribeMissing(text);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), watch.Elapsed.ToString());
    }

    [Fact]
    public void Time_is_printed()
    {
        var ids = NameCorpus.Neighbours.Take(200).ToArray();
        var watch = Stopwatch.StartNew();
        var names = new PackageNames(PackageCatalog.Default);
        Assert.Null(names.Judge("Contoso.Warm.Up"));
        var built = watch.Elapsed;
        watch.Restart();
        foreach (var id in ids)
        {
            names.Judge(id);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index of {PackageCatalog.Default.Packages.Count} names: {built.TotalMilliseconds:F1} ms, 200 names: {watch.Elapsed.TotalMilliseconds:F1} ms"));
    }
}
