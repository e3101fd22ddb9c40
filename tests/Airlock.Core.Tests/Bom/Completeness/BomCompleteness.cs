using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Airlock.Core.Tests.Bom.Completeness;

/// <summary>An element that an authority or a scorer asks for: a row of <c>bom-elements.tsv</c>.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Scope">Of what each one is asked: <c>document</c>, <c>packages</c>, <c>models</c>, …</param>
/// <param name="Paths">Where it may stand: steps into the JSON, separated by a slash; <c>[name=value]</c> chooses entries of a list.</param>
/// <param name="Known">Who knows it: <c>yes</c>, the build; <c>given</c>, it if the project tells; <c>card</c>, a model's or data set's description; <c>code</c>, where the code shows it; <c>no</c>.</param>
/// <param name="Weights">The weight that each authority gives it; 0 if it does not ask.</param>
internal sealed record BomElement(string Name, string Scope, IReadOnlyList<string> Paths, string Known, IReadOnlyList<double> Weights);

/// <summary>Whether a document has an element.</summary>
/// <param name="Element">The element.</param>
/// <param name="Found">How many of the scope have it.</param>
/// <param name="Asked">How many are in the scope.</param>
/// <param name="Lacking">Those that do not have it, by <c>bom-ref</c>; empty text for the document.</param>
internal sealed record ElementScore(BomElement Element, int Found, int Asked, IReadOnlyList<string> Lacking)
{
    public double Share => (double)Found / Asked;
}

/// <summary>
/// Scores a CycloneDX document by what NTIA 2021, CISA 2025, BSI TR-03183-2, the G7 paper of 2026, sbomqs, OWASP's AIBOM generator and Annex IV of the AI Act ask for.
/// It counts as they list; it is not their software, and where they weigh categories it weighs elements.
/// </summary>
internal sealed class BomCompleteness
{
    public static readonly string[] Authorities = ["NTIA", "CISA", "BSI", "G7", "sbomqs", "AIBOM", "Annex IV"];

    public static IReadOnlyList<BomElement> Elements { get; } = [.. Rows().Select(row => new BomElement(
        row[0], row[1], row[2].Split('|'), row[3], [.. row[4..].Select(weight => weight.Length == 0 ? 0 : double.Parse(weight, CultureInfo.InvariantCulture))]))];

    private readonly JsonNode _document;
    private readonly HashSet<string> _nodes;

    public BomCompleteness(ReadOnlySpan<byte> document)
    {
        _document = JsonNode.Parse(document)!;
        _nodes = [.. List("dependencies").Select(node => Text(node["ref"]))];
        Scores = [.. Elements.Select(Score).OfType<ElementScore>()];
    }

    /// <summary>The elements that apply to the document.</summary>
    public IReadOnlyList<ElementScore> Scores { get; }

    /// <summary>The score by an authority's list, from 0 to 1.</summary>
    /// <param name="authority">One of <see cref="Authorities"/>.</param>
    /// <param name="known">Of elements of which this holds alone.</param>
    public double By(string authority, Func<BomElement, bool>? known = null)
    {
        var index = Array.IndexOf(Authorities, authority);
        var counted = Scores.Where(score => score.Element.Weights[index] > 0 && (known?.Invoke(score.Element) ?? true)).ToList();
        return counted.Count == 0 ? 1 : counted.Sum(score => score.Share * score.Element.Weights[index]) / counted.Sum(score => score.Element.Weights[index]);
    }

    /// <summary>The table of scores, and below it what is missing.</summary>
    public string Describe(string name)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {Scores.Count} elements apply");
        text.AppendLine("authority   of all   of what a build knows");
        foreach (var authority in Authorities)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{authority,-10} {By(authority),6:P0}   {By(authority, element => element.Known == "yes"),6:P0}");
        }

        foreach (var score in Scores.Where(score => score.Share < 1).OrderBy(score => score.Element.Known, StringComparer.Ordinal))
        {
            var by = string.Join(", ", Authorities.Where((_, index) => score.Element.Weights[index] > 0));
            text.AppendLine(CultureInfo.InvariantCulture, $"  {score.Found,3} of {score.Asked,3} {score.Element.Scope,-10} {score.Element.Name} [{score.Element.Known}] {by}");
        }

        // BSI asks the same of every component, so it is shown for each.
        text.AppendLine("BSI by component:");
        foreach (var component in MissingByComponent("BSI"))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {component.Key} lacks {string.Join(", ", component)}");
        }

        return text.ToString();
    }

    /// <summary>What an authority asks of each component and does not find, by <c>bom-ref</c>.</summary>
    public ILookup<string, string> MissingByComponent(string authority)
    {
        var index = Array.IndexOf(Authorities, authority);
        return Scores.Where(score => score.Element.Scope != "document" && score.Element.Weights[index] > 0)
            .SelectMany(score => score.Lacking.Select(part => (Part: part, score.Element.Name)))
            .OrderBy(lack => lack.Part, StringComparer.Ordinal)
            .ToLookup(lack => lack.Part, lack => lack.Name, StringComparer.Ordinal);
    }

    private ElementScore? Score(BomElement element)
    {
        var scope = Scope(element.Scope).ToList();
        var lacking = scope.Where(part => !element.Paths.Any(path => Has(part, path))).Select(part => Text(part["bom-ref"])).ToList();
        return scope.Count == 0 ? null : new ElementScore(element, scope.Count - lacking.Count, scope.Count, lacking);
    }

    private IEnumerable<JsonNode> Scope(string name) => name switch
    {
        "document" => [_document],
        "components" => List("components"),
        "packages" => List("components").Where(IsPackage),
        "versioned" => List("components").Where(part => IsPackage(part) || Text(part["type"]) == "framework" || IsFile(part)),
        "delivered" => List("components").Where(part => (IsPackage(part) || IsFile(part)) && Text(part["scope"]) != "excluded"),
        "models" => List("components").Where(part => Text(part["type"]) == "machine-learning-model"),
        "files" => List("components").Where(part => Text(part["type"]) == "machine-learning-model" && IsFile(part)),
        "datasets" => OfKind("dataset"),
        "pinned" => OfKind("dataset").Where(part => Property(part, "airlock:file:pinned") == "true"),
        "prompts" => OfKind("prompt"),
        "tools" => OfKind("tool"),
        "ai" => List("components").Where(part => Property(part, "airlock:asset:kind") is not null),
        "services" => List("services"),
        "consumed" => List("services").Where(part => Property(part, "airlock:service:role") != "exposed"),
        "offered" => List("services").Where(part => Property(part, "airlock:service:role") == "exposed"),
        _ => throw new InvalidOperationException($"There is no scope {name}."),
    };

    private static bool IsPackage(JsonNode part) => Text(part["purl"]).StartsWith("pkg:nuget/", StringComparison.Ordinal) && Text(part["type"]) == "library";

    // A file that is there: what code names and nobody has seen has no digest.
    private static bool IsFile(JsonNode part) => Property(part, "airlock:file:path") is not null && part["hashes"] is not null;

    private IEnumerable<JsonNode> OfKind(string kind) => List("components").Where(part => Property(part, "airlock:asset:kind") == kind);

    private IEnumerable<JsonNode> List(string name) => _document[name]?.AsArray().OfType<JsonNode>() ?? [];

    private bool Has(JsonNode part, string path) => path == "@dependency"
        ? _nodes.Contains(Text(part["bom-ref"]))
        : path.Split('/').Aggregate<string, IEnumerable<JsonNode>>([part], Step).Any(node => node is not JsonArray { Count: 0 } && (node is not JsonValue || node.ToString().Length > 0));

    private static IEnumerable<JsonNode> Step(IEnumerable<JsonNode> nodes, string step)
    {
        var filter = step.IndexOf('[', StringComparison.Ordinal);
        var name = filter < 0 ? step : step[..filter];
        var next = nodes.SelectMany(Entries).Select(node => (node as JsonObject)?[name]).OfType<JsonNode>();
        if (filter < 0)
        {
            return next;
        }

        var (key, value) = step[(filter + 1)..^1].Split('=', 2) is [var left, var right] ? (left, right) : throw new FormatException(step);
        return next.SelectMany(Entries).Where(node => node is JsonObject entry && Text(entry[key]) == value);
    }

    private static IEnumerable<JsonNode> Entries(JsonNode node) => node is JsonArray list ? list.OfType<JsonNode>() : [node];

    private static string? Property(JsonNode part, string name) =>
        part["properties"]?.AsArray().FirstOrDefault(property => Text(property!["name"]) == name) is { } property ? Text(property["value"]) : null;

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static IEnumerable<string[]> Rows()
    {
        using var stream = typeof(BomCompleteness).Assembly.GetManifestResourceStream("bom-elements.tsv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
