namespace Airlock.Core;

/// <summary>The tables that this assembly carries: tab-separated, a head line first.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of a table, without the head.</summary>
    /// <param name="name">The file's name, as <c>ggml-types.tsv</c>.</param>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = Open(name);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }

    /// <summary>The names of the columns.</summary>
    /// <param name="name">The file's name.</param>
    public static string[] Head(string name)
    {
        using var reader = Open(name);
        return reader.ReadLine()!.Split('\t');
    }

    private static StreamReader Open(string name) => new(
        typeof(EmbeddedTable).Assembly.GetManifestResourceStream("Airlock.Core." + name)
            ?? throw new ArgumentException($"There is no table {name}.", nameof(name)));
}
