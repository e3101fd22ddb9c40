using System.Collections.Immutable;
using Airlock.Core.Models.Facts;

namespace Airlock.Core.Models.Formats;

/// <summary>What a TensorFlow graph says of itself (meta_graph.proto): who wrote it, and what goes in and out of its signatures.</summary>
internal sealed class SignatureFacts
{
    private const int MostDimensions = 16;
    private const string WhenLoaded = "__saved_model_init_op";

    private readonly List<(string Signature, ModelTensor Tensor, bool IsInput)> _tensors = [];
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private string _version = "";
    private bool _isCut;

    /// <summary>Reads MetaInfoDef: tensorflow_version 5.</summary>
    public void ReadMeta(ProtobufMessage meta)
    {
        foreach (var field in meta)
        {
            _version = field.Number == 5 ? field.Label : _version;
        }
    }

    /// <summary>Reads an entry of the signatures: key 1, value 2; SignatureDef: inputs 1, outputs 2, both maps of TensorInfo.</summary>
    public void ReadSignature(ProtobufMessage entry)
    {
        var key = "";
        foreach (var field in entry)
        {
            if (field.Number == 1)
            {
                key = FactText.Name(field.Label) ?? "";
            }
            else if (field.Number == 2 && key != WhenLoaded)
            {
                _signatures.Add(key);
                foreach (var tensor in field.Message())
                {
                    if (tensor.Number is 1 or 2)
                    {
                        Add(key, tensor.Message(), tensor.Number == 1);
                    }
                }
            }
        }
    }

    /// <summary>The facts. Where there are several signatures, names begin with that of theirs.</summary>
    public ModelFacts Build(string format)
    {
        var (inputs, outputs) = (Of(true), Of(false));
        return new ModelFacts(format)
        {
            Producer = FactText.Program("tensorflow", _version),
            Inputs = inputs.Items,
            Outputs = outputs.Items,
            Cut = [.. _isCut || inputs.IsCut ? ["inputs"] : Array.Empty<string>(), .. _isCut || outputs.IsCut ? ["outputs"] : Array.Empty<string>()],
        };
    }

    private FactList<ModelTensor> Of(bool isInput) => new FactList<ModelTensor>(isInput ? "inputs" : "outputs").AddRange(_tensors
        .Where(tensor => tensor.IsInput == isInput)
        .OrderBy(tensor => tensor.Signature, StringComparer.Ordinal)
        .Select(tensor => _signatures.Count > 1 ? tensor.Tensor with { Name = $"{tensor.Signature}/{tensor.Tensor.Name}" } : tensor.Tensor));

    // TensorInfo: dtype 2, tensor_shape 3.
    private void Add(string signature, ProtobufMessage entry, bool isInput)
    {
        if (_tensors.Count >= 4 * FactText.MostItems)
        {
            _isCut = true;
            return;
        }

        var (name, type, shape) = ("", (string?)null, (ImmutableArray<string>?)null);
        foreach (var field in entry)
        {
            if (field.Number == 1)
            {
                name = field.Label;
            }
            else if (field.Number == 2)
            {
                foreach (var part in field.Message())
                {
                    type = part.Number == 2 && part.Type == ProtobufType.Varint && part.Varint <= int.MaxValue
                        ? ElementTypes.NameOf("tensorflow", (long)part.Varint)
                        : type;
                    shape = part.Number == 3 ? ReadShape(part.Message()) : shape;
                }
            }
        }

        _tensors.Add((signature, new ModelTensor(FactText.Name(name) ?? "", type, shape), isInput));
    }

    // TensorShapeProto: dim 2, unknown_rank 3; Dim: size 1, which is -1 where it is not fixed.
    private static ImmutableArray<string>? ReadShape(ProtobufMessage shape)
    {
        var dimensions = ImmutableArray.CreateBuilder<string>();
        foreach (var field in shape)
        {
            if ((field.Number == 3 && field.Type == ProtobufType.Varint && field.Varint != 0) || dimensions.Count == MostDimensions)
            {
                return null;
            }

            if (field.Number == 2)
            {
                var size = "0";
                foreach (var part in field.Message())
                {
                    size = part.Number == 1 && part.Type == ProtobufType.Varint ? part.Varint <= long.MaxValue ? $"{part.Varint}" : "?" : size;
                }

                dimensions.Add(size);
            }
        }

        return dimensions.ToImmutable();
    }
}
