using System.IO;
using System.Text.RegularExpressions;

namespace Airlock.Analyzers.Catalog;

/// <summary>What the shape of a model's id says of the model.</summary>
/// <param name="Provider">Who gives ids of that shape; <c>*</c> for several.</param>
/// <param name="Pattern">The ids, matched without case.</param>
/// <param name="IsFloating">Whether another model may answer to the same id tomorrow; else it names one for good.</param>
/// <param name="Snapshot">The dated id that the alias stood for when it was last documented; null if there is none, or it is not known.</param>
/// <param name="Example">An id of that shape.</param>
internal sealed record ModelIdShape(string Provider, Regex Pattern, bool IsFloating, string? Snapshot, string Example);

/// <summary>
/// Which ids of models float; read once from the embedded <c>model-ids.tsv</c>. The first row that fits counts. An id that no row fits
/// says nothing: many models have no dated names.
/// </summary>
internal static class ModelIdShapes
{
    private static readonly Lazy<IReadOnlyList<ModelIdShape>> Rows = new(Read);

    /// <summary>The rows in the order of the file.</summary>
    public static IReadOnlyList<ModelIdShape> All => Rows.Value;

    /// <summary>The shape of an id, or null if it has none that is known.</summary>
    /// <param name="id">The id, or the address of a model's file.</param>
    /// <param name="provider">Who is asked for the model (<see cref="Providers"/>), or null if the code does not say.</param>
    public static ModelIdShape? Find(string id, string? provider) =>
        All.FirstOrDefault(shape => IsGivenBy(shape.Provider, provider, id) && shape.Pattern.IsMatch(id));

    /// <summary>Names in Ollama have a grammar of their own; what Azure calls a model, its owner decided.</summary>
    private static bool IsGivenBy(string given, string? asked, string id) =>
        id.IndexOf("://", StringComparison.Ordinal) >= 0 ? given is "Hugging Face" or "GitHub"
            : asked is "Azure OpenAI" or "Azure AI" ? false
            : (given == "Ollama") == (asked == "Ollama");

    private static List<ModelIdShape> Read()
    {
        using var stream = typeof(ModelIdShapes).Assembly.GetManifestResourceStream("Airlock.Catalog.model-ids.tsv")!;
        using var reader = new StreamReader(stream);
        var shapes = new List<ModelIdShape>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var pattern = new Regex(cells[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            shapes.Add(new ModelIdShape(cells[0], pattern, cells[2] == "floating", cells[3].Length == 0 ? null : cells[3], cells[4]));
        }

        return shapes;
    }
}
