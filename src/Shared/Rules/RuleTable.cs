using System.IO;

namespace Airlock.Shared.Rules;

/// <summary>How much a finding weighs, from least to most.</summary>
public enum FindingLevel
{
    /// <summary>The rule is switched off.</summary>
    Off,

    /// <summary>Kept in the evidence only.</summary>
    Record,

    /// <summary>Shown as a message.</summary>
    Note,

    /// <summary>Shown as a warning.</summary>
    Warn,

    /// <summary>Fails the build.</summary>
    Block,
}

/// <summary>A row of <c>rules.tsv</c>: what a rule is, and how it weighs in each profile.</summary>
/// <param name="Id">Identifier, as <c>AIR1001</c>.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="Class">Family and member, as <c>llm-output/process</c>.</param>
/// <param name="ReportedBy"><c>analyzer</c>, <c>build</c> or <c>both</c>.</param>
/// <param name="Standard">Level in the profile standard.</param>
/// <param name="Strict">Level in the profile strict.</param>
/// <param name="Cwe">CWE number, as <c>CWE-78</c>, or empty.</param>
/// <param name="OwaspLlm2025">Item of the OWASP Top 10 for LLM applications, 2025, or empty.</param>
/// <param name="OwaspLlm2026">The same for the edition of 2026, which is numbered differently.</param>
public sealed record RuleRow(
    string Id,
    string Title,
    string Class,
    string ReportedBy,
    FindingLevel Standard,
    FindingLevel Strict,
    string Cwe,
    string OwaspLlm2025,
    string OwaspLlm2026)
{
    /// <summary>The page that explains the rule.</summary>
    public string HelpLink => RuleTable.HelpLinkBase + Id + ".md";
}

/// <summary>All rules of Airlock, read once from the embedded <c>rules.tsv</c>.</summary>
public static class RuleTable
{
    /// <summary>Where the pages of the rules stand; a page is named <c>AIR1001.md</c>.</summary>
    public const string HelpLinkBase = "https://airlock.dev/rules/";

    private static readonly Lazy<IReadOnlyList<RuleRow>> Rows = new(Read);
    private static readonly Lazy<Dictionary<string, RuleRow>> ById =
        new(() => Rows.Value.ToDictionary(row => row.Id, StringComparer.Ordinal));

    /// <summary>Every rule, in the order of its identifier.</summary>
    public static IReadOnlyList<RuleRow> All => Rows.Value;

    /// <summary>The rule of that identifier, or null.</summary>
    public static RuleRow? Find(string id) => ById.Value.TryGetValue(id, out var row) ? row : null;

    private static IReadOnlyList<RuleRow> Read()
    {
        using var stream = typeof(RuleTable).Assembly.GetManifestResourceStream("Airlock.Shared.rules.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = new List<RuleRow>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            string Cell(int index) => index < cells.Length ? cells[index] : "";
            rows.Add(new RuleRow(
                cells[0], cells[1], cells[2], cells[3], ParseLevel(cells[4])!.Value, ParseLevel(cells[5])!.Value, Cell(6), Cell(7), Cell(8)));
        }

        return rows;
    }

    /// <summary>The level of a word of the policy (<c>off</c>, <c>note</c>, <c>warn</c>, <c>block</c>) or the table (<c>record</c>), or null.</summary>
    public static FindingLevel? ParseLevel(string word) => word switch
    {
        "off" => FindingLevel.Off,
        "record" => FindingLevel.Record,
        "note" => FindingLevel.Note,
        "warn" => FindingLevel.Warn,
        "block" => FindingLevel.Block,
        _ => null,
    };
}
