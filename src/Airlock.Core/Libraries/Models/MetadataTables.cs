using System.Globalization;
using System.Numerics;

namespace Airlock.Core.Libraries.Models;

/// <summary>How long the rows of metadata tables are (ECMA-335, II.24.2.6), so that one table can be found without reading those before it.</summary>
internal static class MetadataTables
{
    /// <summary>The table of resources.</summary>
    public const int ManifestResource = 0x28;

    /// <summary>How many tables the format has room for.</summary>
    public const int Count = 64;

    private static readonly Dictionary<string, (int Bits, int[] Tables)> CodedIndexes = EmbeddedTable.Rows("metadata-coded-indexes.tsv")
        .ToDictionary(row => row[0], row => (int.Parse(row[1], CultureInfo.InvariantCulture), Array.ConvertAll(row[2].Split(' '), Number)));

    private static readonly string[][] Columns = [.. EmbeddedTable.Rows("metadata-tables.tsv").Select(row => row[2].Split(' '))];

    /// <summary>The number of bytes of a row.</summary>
    /// <param name="table">The table, at most <see cref="ManifestResource"/>.</param>
    /// <param name="rows">The number of rows of each table.</param>
    /// <param name="heaps">The byte of the header that says which heaps need long indexes.</param>
    public static int RowLength(int table, ReadOnlySpan<int> rows, int heaps)
    {
        var length = 0;
        foreach (var column in Columns[table])
        {
            length += Length(column, rows, heaps);
        }

        return length;
    }

    /// <summary>The number of bytes of an index into the heap of names.</summary>
    public static int NameLength(int heaps) => HeapIndex(heaps, 1);

    private static int Length(string column, ReadOnlySpan<int> rows, int heaps) => column switch
    {
        "2" => 2,
        "4" => 4,
        "string" => HeapIndex(heaps, 1),
        "guid" => HeapIndex(heaps, 2),
        "blob" => HeapIndex(heaps, 4),
        _ when column[0] == '#' => rows[Number(column[1..])] > ushort.MaxValue ? 4 : 2,
        _ => CodedIndex(column, rows),
    };

    private static int CodedIndex(string column, ReadOnlySpan<int> rows)
    {
        var (bits, tables) = CodedIndexes[column];
        var most = 0;
        foreach (var table in tables)
        {
            most = Math.Max(most, rows[table]);
        }

        return BitOperations.Log2((uint)most | 1) + 1 + bits > 16 ? 4 : 2;
    }

    private static int HeapIndex(int heaps, int bit) => (heaps & bit) != 0 ? 4 : 2;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
