using System.Collections.Immutable;
using System.IO;
using Airlock.Analyzers.Flow;

namespace Airlock.Analyzers.Catalog;

/// <summary>What users may add to the catalog; read once from the embedded <c>user-kinds.tsv</c>, when there is a user's catalog.</summary>
internal static class UserKinds
{
    /// <summary>The detail that lists the kinds of sinks for which a sanitizer or validator is enough.</summary>
    public const string Clears = "clears";

    /// <summary>The detail that says which role the object plays that a member is called on.</summary>
    public const string Receiver = "receiver";

    /// <summary>Details that name parameters which are no role: what a condition looks at, and what counts if it holds.</summary>
    private static readonly string[] Conditions = ["when", "conditional"];

    private static readonly Lazy<ImmutableArray<UserKind>> Kinds = new(Read);

    /// <summary>Every kind, in the order of the file.</summary>
    public static ImmutableArray<UserKind> All => Kinds.Value;

    /// <summary>The tables that users may add to, in the order of the file.</summary>
    public static IEnumerable<CatalogTable> Tables => All.Select(kind => kind.Table).Distinct();

    private static ImmutableArray<UserKind> Read()
    {
        using var stream = typeof(UserKinds).Assembly.GetManifestResourceStream("Airlock.Catalog.user-kinds.tsv")!;
        using var reader = new StreamReader(stream);
        var kinds = ImmutableArray.CreateBuilder<UserKind>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            kinds.Add(new UserKind(
                CatalogTable.All.Single(table => table.Name == cells[0]),
                cells[1],
                cells[2],
                [.. cells[3].Split([','], StringSplitOptions.RemoveEmptyEntries)],
                cells[4].Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split('=')).ToImmutableDictionary(
                    item => item[0], item => item.Length < 2 ? [] : item[1].Split('|').ToImmutableArray())));
        }

        var sinks = kinds.Where(kind => kind.Table == CatalogTable.Sinks).Select(kind => kind.Name).ToList();
        ImmutableArray<string> clears = [Sanitizers.Everything, .. sinks.Concat(sinks.Select(SinkCategory.Of)).Concat([SinkCategory.Structured, "prompt"]).Distinct()];
        return [.. kinds.Select(kind => kind with
        {
            Values = kind.Values.ToImmutableDictionary(
                value => value.Key, value => value.Key == Clears ? clears : value.Key == Receiver ? [.. kind.Parameters.Except(Conditions)] : value.Value),
        })];
    }
}
