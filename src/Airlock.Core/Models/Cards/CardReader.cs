using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Airlock.Core.Licences;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Cards;

/// <summary>Reads a card. What it does not understand it passes over: a card is a help, not a duty.</summary>
public static partial class CardReader
{
    /// <summary>The most bytes that are read of a card.</summary>
    public const int MaximumLength = 256 * 1024;

    // Pages of other programs begin with such a block too, so one of the names must be there that only cards have.
    private static readonly HashSet<string> Marks =
    [
        "license", "language", "pipeline_tag", "library_name", "base_model", "datasets", "metrics", "model-index", "model_name", "pretty_name",
        "task_categories", "size_categories", "source_datasets", "annotations_creators", "dataset_info", "co2_eq_emissions",
    ];

    private const string NotFilledIn = "more information needed";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="isNamed">Whether somebody named it as the card; else it is one only if it begins with the YAML block of one, because a <c>README.md</c> may be of anything.</param>
    /// <returns>What it says; null if it is no card, or can't be read.</returns>
    public static HubCard? ReadFile(string path, bool isNamed = false)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var buffer = new byte[MaximumLength];
            using var stream = File.OpenRead(path);
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Read(Encoding.UTF8.GetString(buffer, 0, length), isNamed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the text of a card.</summary>
    /// <param name="text">The text, or its start.</param>
    /// <param name="isNamed">Whether a text without a YAML block is a card too.</param>
    public static HubCard? Read(string text, bool isNamed = false)
    {
        var (block, body) = Split(text);
        var root = block is null ? null : CardValue.Read(block);
        if (!isNamed && root?.Names.Any(Marks.Contains) != true)
        {
            return null;
        }

        var card = root is null ? new HubCard() : OfBlock(root);
        var sections = CardText.Read(body);
        return card with
        {
            Description = sections.GetValueOrDefault("description"),
            Uses = sections.GetValueOrDefault("uses"),
            OutOfScope = sections.GetValueOrDefault("out-of-scope"),
            Limitations = sections.GetValueOrDefault("limitations"),
            Risks = sections.GetValueOrDefault("risks"),
            TrainingData = sections.GetValueOrDefault("training-data"),
        };
    }

    private static HubCard OfBlock(CardValue root)
    {
        var names = root.Texts("license").ToList();
        var tags = Names(root.Texts("tags"));
        return new HubCard
        {
            Licence = LicenceNames.Expression(names is ["other"] && root.Texts("license_name").ToList() is [var name] ? [name] : names),
            LicenceLink = FactText.Address(root.Texts("license_link").FirstOrDefault()),
            Name = First(root, "pretty_name") ?? First(root, "model_name") ?? FactText.Name(root.All("model-index").SelectMany(index => index.Items).SelectMany(model => model.Texts("name")).FirstOrDefault()),
            Languages = Names(root.Texts("language").Concat(root.Texts("languages"))),
            Tags = tags,
            Task = First(root, "pipeline_tag"),
            TaskCategories = Names(root.Texts("task_categories")),
            SizeCategories = Names(root.Texts("size_categories")),
            Library = First(root, "library_name"),
            BaseModels = Names(root.Texts("base_model").Where(IsRepository)),
            BaseModelRelation = First(root, "base_model_relation"),
            Datasets = Names(root.Texts("datasets").Concat(root.Texts("source_datasets").Where(source => source != "original"))),
            Results = Results(root),
            Emissions = Emissions(root),
            Papers = [.. tags.Select(tag => Paper().Match(tag)).Where(match => match.Success).Select(match => match.Groups["number"].Value).Distinct(StringComparer.Ordinal)],
        };
    }

    // A list of models, each with results: { task, dataset, metrics: [ { type, value } ] }.
    private static ImmutableArray<CardResult> Results(CardValue root)
    {
        var results = new FactList<CardResult>("results");
        foreach (var result in root.All("model-index").SelectMany(index => index.Items).SelectMany(model => model.All("results")).SelectMany(list => list.Items))
        {
            var (task, dataset) = (result.Mapping("task"), result.Mapping("dataset"));
            foreach (var metric in result.All("metrics").SelectMany(list => list.Items))
            {
                if ((First(metric, "type") ?? First(metric, "name")) is { } type && First(metric, "value") is { } value)
                {
                    results.Add(new CardResult(type, value, First(task, "type"), First(dataset, "name") ?? First(dataset, "type")));
                }
            }
        }

        return results.Items;
    }

    // A number of grams, or a mapping with it.
    private static string? Emissions(CardValue root) =>
        (First(root, "co2_eq_emissions") ?? First(root.Mapping("co2_eq_emissions"), "emissions")) is { } grams && Decimal().IsMatch(grams) ? grams : null;

    private static string? First(CardValue value, string name) => FactText.Name(value.Texts(name).FirstOrDefault());

    private static ImmutableArray<string> Names(IEnumerable<string> texts) =>
        new FactList<string>("").AddRange(texts.Select(FactText.Name).OfType<string>().Where(text => !text.Contains(NotFilledIn, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)).Items;

    // Trainers write the folder from which they loaded the model where it has no name.
    private static bool IsRepository(string name) => Repository().IsMatch(name);

    private static (string? Block, string Body) Split(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r', ' ')).ToList();
        var end = lines.Count > 0 && lines[0] == "---" ? lines.IndexOf("---", 1) : -1;
        return end < 0 ? (null, text) : (string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]));
    }

    [GeneratedRegex(@"^arxiv:(?<number>\d{4}\.\d{4,5})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Paper();

    [GeneratedRegex(@"^\d{1,15}(\.\d{1,30})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Repository();
}
