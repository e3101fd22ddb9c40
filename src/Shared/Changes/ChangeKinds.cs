using System.IO;
using Airlock.Shared.Rules;

namespace Airlock.Shared.Changes;

/// <summary>A row of <c>change-kinds.tsv</c>: a way in which one bill of materials differs from an earlier one.</summary>
/// <param name="Id">Identifier, as <c>tool-approval-lost</c>: what it is about, and what happened to it.</param>
/// <param name="Title">The kind in a few words.</param>
/// <param name="Weight">What Airlock thinks of it: it orders and marks a list of changes. A build fails on what the policy says, and on nothing else.</param>
/// <param name="Sentence">
/// How a change of the kind is told: <c>{name}</c> is its subject, <c>{before}</c> and <c>{after}</c> the values, <c>{change}</c> what changed in words,
/// <c>{detail}</c> what is known of a thing that is new.
/// </param>
/// <param name="Meaning">What it means for whoever reviews it.</param>
public sealed record ChangeKind(string Id, string Title, FindingLevel Weight, string Sentence, string Meaning);

/// <summary>All kinds of changes, read once from the embedded <c>change-kinds.tsv</c>. The list is closed: policy may name these and no other.</summary>
public static class ChangeKinds
{
    private static readonly Lazy<IReadOnlyList<ChangeKind>> Rows = new(Read);
    private static readonly Lazy<Dictionary<string, ChangeKind>> ById = new(() => Rows.Value.ToDictionary(row => row.Id, StringComparer.Ordinal));

    /// <summary>Every kind, in the order of the table: AI assets before services, services before packages.</summary>
    public static IReadOnlyList<ChangeKind> All => Rows.Value;

    /// <summary>The kind of that identifier, or null.</summary>
    public static ChangeKind? Find(string id) => ById.Value.TryGetValue(id, out var row) ? row : null;

    private static IReadOnlyList<ChangeKind> Read()
    {
        using var stream = typeof(ChangeKinds).Assembly.GetManifestResourceStream("Airlock.Shared.change-kinds.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = new List<ChangeKind>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows.Add(new ChangeKind(cells[0], cells[1], RuleTable.ParseLevel(cells[2])!.Value, cells[3], cells[4]));
        }

        return rows;
    }
}
