using System.Collections.Immutable;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>What a Core ML model says of itself (Model.proto, FeatureTypes.proto): its description with inputs, outputs, author and licence.</summary>
internal static class CoreMlFacts
{
    private const int MostDimensions = 16;
    private const int LongestDimensions = MostDimensions * 10;

    private static readonly string?[] Kinds = [null, "int64", "float64", "string", "image", "array", "dictionary", "sequence", "state"];

    /// <summary>Reads Model: description 2; ModelDescription: input 1, output 10, metadata 100.</summary>
    public static ModelFacts Read(ProtobufMessage model)
    {
        var (inputs, outputs, facts) = (new FactList<ModelTensor>("inputs"), new FactList<ModelTensor>("outputs"), new ModelFacts("coreml"));
        foreach (var part in model)
        {
            if (part.Number != 2)
            {
                continue;
            }

            foreach (var field in part.Message())
            {
                switch (field.Number)
                {
                    case 1 when inputs.HasRoom():
                        inputs.Add(ReadFeature(field.Message()));
                        break;
                    case 10 when outputs.HasRoom():
                        outputs.Add(ReadFeature(field.Message()));
                        break;
                    case 100 when field.Type == ProtobufType.Bytes:
                        facts = ReadMetadata(field.Message(), facts);
                        break;
                }
            }
        }

        return facts with { Inputs = inputs.Items, Outputs = outputs.Items, Cut = [.. inputs.Cut, .. outputs.Cut] };
    }

    // Metadata: shortDescription 1, versionString 2, author 3, license 4.
    private static ModelFacts ReadMetadata(ProtobufMessage metadata, ModelFacts facts)
    {
        foreach (var field in metadata)
        {
            facts = field.Number switch
            {
                1 => facts with { Description = FactText.Text(field.Label) },
                2 => facts with { Version = FactText.Name(field.Label) },
                3 => facts with { Author = FactText.Name(field.Label) },
                4 => facts with { Licence = FactText.Name(field.Label) },
                _ => facts,
            };
        }

        return facts;
    }

    // FeatureDescription: name 1, type 3; FeatureType: one of the kinds.
    private static ModelTensor ReadFeature(ProtobufMessage feature)
    {
        var tensor = new ModelTensor("", null, null);
        foreach (var field in feature)
        {
            if (field.Number == 1)
            {
                tensor = tensor with { Name = FactText.Name(field.Label) ?? "" };
            }
            else if (field.Number == 3)
            {
                foreach (var kind in field.Message())
                {
                    tensor = kind.Number == 5 ? ReadArray(kind.Message(), tensor)
                        : kind.Number < Kinds.Length ? tensor with { Type = Kinds[kind.Number] ?? tensor.Type }
                        : tensor;
                }
            }
        }

        return tensor;
    }

    // ArrayFeatureType: shape 1, dataType 2.
    private static ModelTensor ReadArray(ProtobufMessage array, ModelTensor tensor)
    {
        var shape = ImmutableArray.CreateBuilder<string>();
        tensor = tensor with { Type = "array" };
        foreach (var field in array)
        {
            if (field.Number == 1 && field.Length <= LongestDimensions)
            {
                shape.AddRange((field.Type == ProtobufType.Varint ? [field.Varint] : field.Type == ProtobufType.Bytes ? ProtobufMessage.Varints(field) : [])
                    .Select(size => size <= long.MaxValue ? $"{size}" : "?"));
            }
            else if (field.Number == 2 && field.Type == ProtobufType.Varint && field.Varint <= int.MaxValue)
            {
                tensor = tensor with { Type = ElementTypes.NameOf("coreml", (long)field.Varint) ?? tensor.Type };
            }

            if (shape.Count > MostDimensions)
            {
                return tensor;
            }
        }

        return shape.Count == 0 ? tensor : tensor with { Shape = shape.ToImmutable() };
    }
}
