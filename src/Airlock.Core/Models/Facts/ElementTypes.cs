using System.Collections.Frozen;
using System.Globalization;

namespace Airlock.Core.Models.Facts;

/// <summary>The names of the types of tensors, which formats write as numbers (<c>element-types.tsv</c>).</summary>
internal static class ElementTypes
{
    private static readonly FrozenDictionary<(string Format, long Number), string> Names = EmbeddedTable.Rows("element-types.tsv")
        .ToFrozenDictionary(row => (row[0], long.Parse(row[1], CultureInfo.InvariantCulture)), row => row[2]);

    /// <summary>The name of a type, or null if it is not known.</summary>
    /// <param name="format">Whose numbers they are: <c>onnx</c>, <c>tensorflow</c>, <c>tflite</c>, <c>coreml</c>.</param>
    /// <param name="number">The number in the file.</param>
    public static string? NameOf(string format, long number) => Names.GetValueOrDefault((format, number));
}
