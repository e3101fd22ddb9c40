using System.Text;

namespace Airlock.PackageCatalog;

/// <summary>A row of the catalog.</summary>
/// <param name="Id">Identifier of the package, as its publisher writes it.</param>
/// <param name="Owners">Its owners; empty if they are not known.</param>
/// <param name="Kind"><c>ai</c> or <c>general</c>.</param>
internal sealed record CatalogRow(string Id, IReadOnlyList<string> Owners, string Kind);

/// <summary>Reads and writes tables of packages: tab-separated, a head line first, sorted by identifier.</summary>
internal static class CatalogTable
{
    private const string Head = "id\towners\tkind\n";

    /// <summary>Reads a table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="owners">The column of the owners, or -1.</param>
    /// <param name="kind">The column of the kind.</param>
    /// <exception cref="InvalidDataException">A package stands in the table twice.</exception>
    public static IReadOnlyList<CatalogRow> Read(string file, int owners, int kind)
    {
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => new CatalogRow(cells[0], owners < 0 ? [] : cells[owners].Split(", ", StringSplitOptions.RemoveEmptyEntries), cells[kind]))
            .OrderBy(row => row.Id, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return rows.GroupBy(row => row.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidDataException($"{file} holds {twice.Key} twice.")
            : rows;
    }

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string file, IReadOnlyList<CatalogRow> rows)
    {
        var text = new StringBuilder(Head);
        foreach (var row in rows)
        {
            text.Append(row.Id).Append('\t').AppendJoin(", ", row.Owners).Append('\t').Append(row.Kind).Append('\n');
        }

        File.WriteAllText(file + ".new", text.ToString());
        File.Move(file + ".new", file, overwrite: true);
    }
}
