namespace Airlock.Core;

/// <summary>The tables that this assembly carries: tab-separated, a head line first.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of a table, without the head.</summary>
    /// <param name="name">The file's name, as <c>ggml-types.tsv</c>.</param>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream("Airlock.Core." + name)
            ?? throw new ArgumentException($"There is no table {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
