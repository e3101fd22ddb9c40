using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Airlock.Core.Bom.Comparison;
using Spectre.Console;

namespace Airlock.Cli.Output;

/// <summary>A document compared with an earlier one.</summary>
/// <param name="Old">The earlier one, as the user would write it; null if there is none.</param>
/// <param name="New">The later one; null if it is gone.</param>
/// <param name="Changes">What changed.</param>
public sealed record ComparedDocument(string? Old, string? New, ImmutableArray<BomChange> Changes);

/// <summary>Shows what changed between bills of materials: to people at a terminal or in a pull request, and to machines.</summary>
/// <param name="documents">The documents.</param>
/// <param name="failing">The kinds of changes that fail.</param>
public sealed class ChangeReport(ImmutableArray<ComparedDocument> documents, ImmutableHashSet<string> failing)
{
    private const int WordWidth = 7;

    /// <summary>Whether a change is of a kind that fails.</summary>
    public bool Fails => documents.Any(document => document.Changes.Any(IsFailing));

    /// <summary>Writes it for people at a terminal: a line a change, what weighs most first.</summary>
    public void Write(Terminal terminal)
    {
        foreach (var document in documents)
        {
            terminal.Out.Write(new Text(Terminal.Printable($"{NameOf(document)}: {Count(document)}"), new Style(decoration: Decoration.Bold)));
            terminal.Out.WriteLine();
            foreach (var change in Ordered(document))
            {
                var line = new Paragraph();
                line.Append(Word(change).PadRight(WordWidth), new Style(LibraryTable.ColorOf(IsFailing(change) ? "block" : Weight(change)), decoration: Decoration.Bold));
                line.Append(Terminal.Printable(change.Sentence));
                line.Append(Terminal.Printable($" {(change.Place is { } place ? $"({place}) " : "")}{change.Kind.Id}"), new Style(Color.Grey));
                terminal.Out.Write(line);
                terminal.Out.WriteLine();
            }
        }
    }

    /// <summary>The same as Markdown, fit for a comment on a pull request: a table a document.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        foreach (var document in documents)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : "\n")}### Bill of materials: {MarkdownText.Escape(NameOf(document))}\n\n");
            var failed = document.Changes.Count(IsFailing);
            text.Append(CultureInfo.InvariantCulture, $"{Count(document)}{(failed > 0 ? $", of which {failed} {(failed == 1 ? "fails" : "fail")} the check" : "")}.\n");
            if (document.Changes.IsEmpty)
            {
                continue;
            }

            text.Append("\n| weight | change | kind | where |\n|---|---|---|---|\n");
            foreach (var change in Ordered(document))
            {
                var word = IsFailing(change) ? "**fails**" : Word(change);
                text.Append(CultureInfo.InvariantCulture, $"| {word} | {MarkdownText.Escape(change.Sentence)} | `{change.Kind.Id}` | {(change.Place is { } place ? MarkdownText.Escape(place.ToString()) : "")} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The same for machines: the form is documented in <c>docs/sbom.md</c>.</summary>
    public string Json()
    {
        var report = new ChangeDocument
        {
            Fails = Fails,
            Documents =
            [
                .. documents.Select(document => new ChangeDocument.Compared(
                    document.Old,
                    document.New,
                    [
                        .. document.Changes.Select(change => new ChangeDocument.Change(
                            change.Kind.Id, Weight(change), IsFailing(change), change.Subject, change.BomRef, change.Purl, change.Before, change.After, change.Place, change.Sentence)),
                    ])),
            ],
        };
        return JsonSerializer.Serialize(report, ChangeDocumentContext.Default.ChangeDocument) + "\n";
    }

    private static IEnumerable<BomChange> Ordered(ComparedDocument document) => document.Changes.OrderByDescending(change => change.Kind.Weight);

    private static string NameOf(ComparedDocument document) => (document.Old, document.New) switch
    {
        (null, var added) => $"{added} (new)",
        (var removed, null) => $"{removed} (gone)",
        var (_, later) => later!,
    };

    private static string Count(ComparedDocument document) => document.Changes.Length switch
    {
        0 => "no change",
        1 => "1 change",
        var count => $"{count} changes",
    };

    private bool IsFailing(BomChange change) => failing.Contains(change.Kind.Id);

    private string Word(BomChange change) => IsFailing(change) ? "fails" : Weight(change);

    private static string Weight(BomChange change) => LibraryTable.WordOf(change.Kind.Weight);
}

/// <summary>What changed, as <c>--format json</c> writes it.</summary>
public sealed record ChangeDocument
{
    /// <summary>The schema of this document.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = JsonSchemas.AddressOf("sbom-diff");

    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether a change is of a kind that was to fail.</summary>
    public required bool Fails { get; init; }

    /// <summary>Each pair of documents.</summary>
    public required ImmutableArray<Compared> Documents { get; init; }

    /// <summary>A pair of documents.</summary>
    /// <param name="Old">The earlier one; absent if there is none.</param>
    /// <param name="New">The later one; absent if it is gone.</param>
    /// <param name="Changes">In the order of the kinds, then of the subjects.</param>
    public sealed record Compared(string? Old, string? New, ImmutableArray<Change> Changes);

    /// <summary>A change.</summary>
    /// <param name="Kind">Identifier of its kind.</param>
    /// <param name="Weight">What Airlock thinks of the kind: <c>note</c>, <c>warn</c> or <c>block</c>.</param>
    /// <param name="Fails">Whether it was to fail.</param>
    /// <param name="Subject">What it happened to.</param>
    /// <param name="BomRef">Its identifier in the later document, else in the earlier; absent if it has none.</param>
    /// <param name="Purl">Its package URL; absent if it has none.</param>
    /// <param name="Before">The value before; absent for what is new or gone.</param>
    /// <param name="After">The value now; absent for what is new or gone.</param>
    /// <param name="Place">Where it is used now; absent if that is nowhere.</param>
    /// <param name="Sentence">The change in words.</param>
    public sealed record Change(
        string Kind, string Weight, bool Fails, string Subject, string? BomRef, string? Purl, string? Before, string? After, ChangePlace? Place, string Sentence);
}

/// <summary>How a <see cref="ChangeDocument"/> is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeDocument))]
internal sealed partial class ChangeDocumentContext : JsonSerializerContext;
