using System.Collections.Immutable;
using System.Globalization;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>What a TensorFlow Lite model says of itself (schema.fbs): its description, and what goes in and out of its first graph.</summary>
internal static class TfliteFacts
{
    private const int MostDimensions = 16;
    private const int MostTensors = 100_000;

    /// <summary>Reads: Model: subgraphs 2, description 3. SubGraph: tensors 0, inputs 1, outputs 2, name 4.</summary>
    /// <param name="model">The model.</param>
    /// <param name="custom">Names of the custom operators.</param>
    public static ModelFacts Read(FlatTable model, IEnumerable<string> custom)
    {
        var facts = new ModelFacts("tflite") { Description = FactText.Text(model.Text(3)) };
        var operators = new FactList<string>("customOperators").AddRange(
            custom.Select(FactText.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        facts = facts with { CustomOperators = operators.Items, Cut = operators.Cut };
        foreach (var graph in model.Tables(2))
        {
            var tensors = graph.Tables(0).Take(MostTensors).ToList();
            var (inputs, outputs) = (Read(graph, 1, "inputs", tensors), Read(graph, 2, "outputs", tensors));
            return facts with { Inputs = inputs.Items, Outputs = outputs.Items, Cut = [.. facts.Cut, .. inputs.Cut, .. outputs.Cut] };
        }

        return facts;
    }

    private static FactList<ModelTensor> Read(FlatTable graph, int field, string name, List<FlatTable> tensors)
    {
        var list = new FactList<ModelTensor>(name);
        foreach (var number in graph.Int32s(field, FactText.MostItems + 1, out _))
        {
            list.Add(number >= 0 && number < tensors.Count ? Read(tensors[number]) : new ModelTensor("", null, null));
        }

        return list;
    }

    // Tensor: shape 0, type 1, name 3, shape_signature 7, which has -1 where the shape is not fixed.
    private static ModelTensor Read(FlatTable tensor)
    {
        var shape = tensor.Int32s(7, MostDimensions, out var rank);
        shape = rank > 0 ? shape : tensor.Int32s(0, MostDimensions, out rank);
        ImmutableArray<string>? dimensions = rank <= MostDimensions
            ? [.. shape.Select(dimension => dimension < 0 ? "?" : dimension.ToString(CultureInfo.InvariantCulture))]
            : null;
        return new ModelTensor(FactText.Name(tensor.Text(3)) ?? "", ElementTypes.NameOf("tflite", tensor.SByte(1)), dimensions);
    }
}
