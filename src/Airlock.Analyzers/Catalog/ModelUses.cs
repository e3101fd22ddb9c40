using System.IO;

namespace Airlock.Analyzers.Catalog;

/// <summary>What the names of APIs say of the use of a model; read once from the embedded <c>model-tasks.tsv</c> and <c>model-parameters.tsv</c>.</summary>
internal static class ModelUses
{
    private static readonly Lazy<IReadOnlyList<(string Word, string Task)>> TasksByWord = new(() => Read("model-tasks"));
    private static readonly Lazy<Dictionary<string, string>> ParametersByProperty =
        new(() => Read("model-parameters").ToDictionary(row => row.First, row => row.Second, StringComparer.Ordinal));

    /// <summary>The words in the names of members and types, in the order in which they count, each with the task in the words of the Hugging Face hub.</summary>
    public static IReadOnlyList<(string Word, string Task)> Tasks => TasksByWord.Value;

    /// <summary>What a model is asked to do by a member or type of that name; null if the name does not say.</summary>
    public static string? TaskOf(string name) => Tasks.Where(row => name.Contains(row.Word)).Select(row => row.Task).FirstOrDefault();

    /// <summary>The setting of a call that a property of options holds, as <c>temperature</c>; null if it holds none.</summary>
    public static string? ParameterOf(string property) => ParametersByProperty.Value.TryGetValue(property, out var parameter) ? parameter : null;

    private static List<(string First, string Second)> Read(string table)
    {
        using var stream = typeof(ModelUses).Assembly.GetManifestResourceStream($"Airlock.Catalog.{table}.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = new List<(string, string)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows.Add((cells[0], cells[1]));
        }

        return rows;
    }
}
