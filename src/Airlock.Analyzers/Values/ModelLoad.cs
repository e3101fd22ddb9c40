using Airlock.Analyzers.Catalog;
using Airlock.Shared.Models;
using Airlock.Shared.Pins;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>A file that a call loads as a model or a data set.</summary>
/// <param name="Row">The row of the catalog that says so.</param>
/// <param name="Source">The argument that names the file or holds its content.</param>
/// <param name="Path">The path as far as the code fixes it, or null.</param>
internal readonly record struct ModelLoad(CatalogRow Row, IOperation Source, string? Path)
{
    private static readonly Dictionary<string, string[]> FormatsByKind = new(StringComparer.Ordinal)
    {
        ["onnx"] = ["onnx", "ort"],
        ["mlnet"] = ["mlnet"],
        ["mlnet-onnx"] = ["onnx"],
        ["genai"] = ["onnx"],
        ["gguf"] = ["gguf", "ggml"],
        ["torch"] = ["torch"],
        ["torch-jit"] = ["torch"],
        ["torch-export"] = ["torch"],
        ["torch-import"] = ["torch"],
    };

    /// <summary>Whether a model is loaded, not a data set, a tokenizer or a library.</summary>
    public bool IsModel => FormatsByKind.ContainsKey(Row.Kind);

    /// <summary>Whether a data set is loaded.</summary>
    public bool IsDataset => Row.Kind is "data" or "dataset";

    /// <summary>What a call loads; one for each file.</summary>
    public static IEnumerable<ModelLoad> In(Call call, AirlockContext airlock)
    {
        foreach (var row in airlock.Catalog.Find(CatalogTable.ModelLoads, call.Method))
        {
            foreach (var path in row.Parameters("path").Select(call.Argument).OfType<IOperation>())
            {
                yield return new ModelLoad(row, path, CodePath.Of(path));
            }

            foreach (var content in row.Parameters("bytes").Concat(row.Parameters("stream")).Select(call.Argument).OfType<IOperation>())
            {
                yield return new ModelLoad(row, content, CodePath.OfContent(content));
            }
        }
    }

    /// <summary>
    /// Whether the lock pins the file. Where the code does not fix the path any pinned model of a format that the call
    /// reads will do: the gate checks every pinned file, and nothing more can be known here.
    /// </summary>
    public bool IsPinnedBy(LockDocument pins)
    {
        if (Path is not null)
        {
            return pins.FindByCodePath(Path) is not null;
        }

        var formats = FormatsByKind[Row.Kind];
        return pins.Pins.Any(pin => pin.Kind == PinKind.Model && Array.IndexOf(formats, FormatOf(pin)) >= 0);
    }

    // ML.NET saves its models as plain ZIP archives.
    private static string? FormatOf(Pin pin) =>
        pin.Format ?? ModelFiles.FormatOf(pin.Path) ?? (pin.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? "mlnet" : null);
}
