using System.Collections.Immutable;
using System.Text.Json;
using Airlock.Core.Models;

namespace Airlock.Core.Findings;

/// <summary>
/// What the compiler's ErrorLog says of Airlock's rules. The log is SARIF 2.1.0, or 1.0.0 where the user's own setting asks for
/// that; besides the results it betrays which rules were silenced from outside, and whether the analyzers ran at all.
/// </summary>
public sealed class CompilerLog
{
    private const string Prefix = "AIR";
    private const string Inventory = "AIR0001";

    private readonly string _projectFolder;
    private readonly GateContext _context;
    private readonly string? _buildFolder;

    private CompilerLog(GateContext context, string? buildFolder)
    {
        (_context, _buildFolder) = (context, buildFolder);
        _projectFolder = Path.GetDirectoryName(context.ProjectFile)!;
    }

    /// <summary>The results of Airlock's rules, in the order of the log.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Rules that <c>NoWarn</c> or a severity of none silenced: what they would have found is not in the log.</summary>
    public IReadOnlySet<string> Silenced { get; private set; } = ImmutableHashSet<string>.Empty;

    /// <summary>What the compiler says of Airlock's analyzers that threw an exception (AD0001): their rules saw nothing from there on.</summary>
    public IReadOnlyList<string> Crashes { get; private set; } = [];

    /// <summary>Whether Airlock's analyzers ran; null if the log is SARIF 1.0.0, which doesn't tell.</summary>
    public bool? AnalyzersRan { get; private set; }

    /// <summary>Reads a log.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The project; paths become relative to its root.</param>
    /// <param name="buildFolder">
    /// The folder of the build's own files (<c>obj/…</c>), absolute, or null: an asset that generated code uses there is one that the user's code named. Findings
    /// count in every file, because a <c>#line</c> directive may give any code a place in there.
    /// </param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="JsonException">The file is damaged.</exception>
    public static CompilerLog Read(string path, GateContext context, string? buildFolder = null)
    {
        using var stream = File.OpenRead(path);
        using var document = JsonDocument.Parse(stream);
        var log = new CompilerLog(context, buildFolder);
        var (findings, crashes) = (new List<Finding>(), new List<string>());
        var isFirstVersion = Text(document.RootElement, "version")?.StartsWith("1.", StringComparison.Ordinal) == true;
        foreach (var run in Elements(document.RootElement, "runs"))
        {
            foreach (var result in Elements(run, "results"))
            {
                if (Text(result, "ruleId")?.StartsWith(Prefix, StringComparison.Ordinal) == true)
                {
                    var finding = isFirstVersion ? log.ReadFirst(result) : log.ReadSecond(result);
                    if (finding.RuleId != Inventory || !log.IsOfBuild(finding.Location.Path))
                    {
                        findings.Add(finding);
                    }
                }
                else if (IsCrash(result, out var message))
                {
                    crashes.Add(message);
                }
            }

            if (!isFirstVersion)
            {
                log.ReadRules(run);
            }
        }

        (log.Findings, log.Crashes) = (findings, crashes);
        return log;
    }

    private bool IsOfBuild(string path) =>
        _buildFolder is not null && RealPath.IsInside(Path.GetFullPath(path, _context.Root), _buildFolder);

    private void ReadRules(JsonElement run)
    {
        var rules = Member(Member(run, "tool"), "driver") is { } driver ? Elements(driver, "rules") : [];
        var ours = rules.Where(rule => Text(rule, "id")?.StartsWith(Prefix, StringComparison.Ordinal) == true).ToList();
        AnalyzersRan = ours.Count > 0 || AnalyzersRan == true;
        Silenced = ours.Where(IsSilenced).Select(rule => Text(rule, "id")!).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsCrash(JsonElement result, out string message)
    {
        message = Text(result, "message") ?? Text(Member(result, "message"), "text") ?? "";
        return Text(result, "ruleId") == "AD0001" && message.Contains("'Airlock.Analyzers.", StringComparison.Ordinal);
    }

    private static bool IsSilenced(JsonElement rule) =>
        Member(rule, "properties") is { } properties
        && Elements(properties, "suppressionKinds").Any(kind => kind.ValueKind == JsonValueKind.String && kind.ValueEquals("external"));

    // SARIF 2.1.0: section 3.27 of the standard
    private Finding ReadSecond(JsonElement result) => new()
    {
        RuleId = Text(result, "ruleId")!,
        Message = Text(Member(result, "message"), "text") ?? "",
        Location = Elements(result, "locations").Select(l => Location(Member(l, "physicalLocation"))).FirstOrDefault() ?? Project,
        Related = [.. Elements(result, "relatedLocations").Select(l => Location(Member(l, "physicalLocation"))).OfType<FindingLocation>()],
        Properties = CustomProperties(result),
        Suppression = Elements(result, "suppressions")
            .Select(s => new FindingSuppression(Text(Member(s, "properties"), "suppressionType") ?? "in source", Text(s, "justification")))
            .FirstOrDefault(),
        PrintedByCompiler = Text(result, "level") is "warning" or "error",
    };

    // SARIF 1.0.0 as the compiler writes it: a plain message, "resultFile", "suppressionStates"
    private Finding ReadFirst(JsonElement result) => new()
    {
        RuleId = Text(result, "ruleId")!,
        Message = Text(result, "message") ?? "",
        Location = Elements(result, "locations").Select(l => Location(Member(l, "resultFile"))).FirstOrDefault() ?? Project,
        Related = [.. Elements(result, "relatedLocations").Select(l => Location(Member(l, "physicalLocation"))).OfType<FindingLocation>()],
        Properties = CustomProperties(result),
        Suppression = Elements(result, "suppressionStates").Any() ? new FindingSuppression("in source", null) : null,
        PrintedByCompiler = Text(result, "level") is "warning" or "error",
    };

    private FindingLocation Project => new(_context.ProjectPath);

    private FindingLocation? Location(JsonElement? place)
    {
        var uri = Text(Member(place, "artifactLocation"), "uri") ?? Text(place, "uri");
        if (uri is null)
        {
            return null;
        }

        var region = Member(place, "region");
        return new FindingLocation(
            PathOf(uri), Number(region, "startLine"), Number(region, "startColumn"), Number(region, "endLine"), Number(region, "endColumn"));
    }

    private string PathOf(string uri)
    {
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
        return _context.Relative(Path.GetFullPath(path, _projectFolder));
    }

    private static ImmutableSortedDictionary<string, string> CustomProperties(JsonElement result)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Member(Member(result, "properties"), "customProperties") is { ValueKind: JsonValueKind.Object } custom)
        {
            foreach (var property in custom.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String))
            {
                properties[property.Name] = property.Value.GetString()!;
            }
        }

        return properties.ToImmutable();
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static int Number(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : 0;

    private static IEnumerable<JsonElement> Elements(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];
}
