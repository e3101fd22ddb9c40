using System.Collections.Immutable;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// What an ONNX model says of itself (onnx.proto: ModelProto, ValueInfoProto, TypeProto, TensorShapeProto): who wrote it, for which operator sets, what
/// goes in and out, what its tensors are made of.
/// </summary>
internal sealed class OnnxFacts
{
    // The number of a dimension takes at most ten bytes.
    private const int MostDimensions = 16;
    private const int LongestDimensions = MostDimensions * 10;
    private const int MostInputs = 4096;
    private const int MostOperators = 512;

    private readonly HashSet<string> _initializers = new(StringComparer.Ordinal);
    private readonly FactList<ModelTensor> _inputs = new("inputs", MostInputs);
    private readonly FactList<ModelTensor> _outputs = new("outputs");
    private readonly FactList<OperatorSet> _operatorSets = new("operatorSets");
    private readonly TensorTally _tensors = new();
    private string _producer = "", _producerVersion = "", _description = "", _name = "", _licence = "", _author = "";
    private ulong _modelVersion;

    /// <summary>Reads a field of ModelProto that is not its graph.</summary>
    public void ReadField(ProtobufMessage.Field field)
    {
        switch (field.Number)
        {
            case 2:
                _producer = field.Label;
                break;
            case 3:
                _producerVersion = field.Label;
                break;
            case 5 when field.Type == ProtobufType.Varint:
                _modelVersion = field.Varint;
                break;
            case 6:
                _description = field.Label;
                break;
            case 8:
                ReadOperatorSet(field.Message());
                break;
            case 14:
                ReadMetadata(field.Message());
                break;
        }
    }

    /// <summary>Reads a field of the main GraphProto: input 11, output 12. Its name is one that the exporter made up.</summary>
    public void ReadGraphField(ProtobufMessage.Field field)
    {
        switch (field.Number)
        {
            case 11 when _inputs.HasRoom():
                _inputs.Add(ReadValue(field.Message()));
                break;
            case 12 when _outputs.HasRoom():
                _outputs.Add(ReadValue(field.Message()));
                break;
        }
    }

    /// <summary>Counts a tensor that the model holds, or that lies in a file beside it.</summary>
    /// <param name="initializer">Its name if it is an initializer of the main graph, else null.</param>
    /// <param name="type">Its type, as a number.</param>
    /// <param name="elements">The number of its elements; null if that can't be told.</param>
    public void AddTensor(string? initializer, ulong type, ulong? elements)
    {
        if (initializer is not null)
        {
            _initializers.Add(initializer);
        }

        _tensors.Add(NameOf(type), elements);
    }

    /// <summary>The number of elements so far, times one more dimension: a number, or several packed into bytes.</summary>
    public static ulong? Multiply(ulong? elements, ProtobufMessage.Field dimension)
    {
        if (dimension.Type == ProtobufType.Varint)
        {
            return Multiply(elements, dimension.Varint);
        }

        if (dimension.Type != ProtobufType.Bytes || dimension.Length > LongestDimensions)
        {
            return null;
        }

        foreach (var number in ProtobufMessage.Varints(dimension))
        {
            elements = Multiply(elements, number);
        }

        return elements;
    }

    /// <summary>The facts.</summary>
    /// <param name="model">The model, read to its end.</param>
    /// <param name="isCustom">Whether an operator is none of the runtime's own.</param>
    public ModelFacts Build(OnnxModel model, Func<OnnxOperator, bool> isCustom)
    {
        // Files of old versions list the weights among the inputs.
        var inputs = new FactList<ModelTensor>("inputs").AddRange(_inputs.Items.Where(input => !_initializers.Contains(input.Name)));
        var (operators, custom, isCut) = Group(model.Operators.Keys.Where(@operator => !model.Functions.Contains(@operator)), isCustom);
        var files = new FactList<string>("externalFiles").AddRange(
            model.ExternalFiles.Select(file => FactText.Name(file.Location)).OfType<string>().Order(StringComparer.Ordinal));
        return new ModelFacts("onnx")
        {
            Name = FactText.Name(_name),
            Version = _modelVersion is > 0 and <= long.MaxValue ? $"{_modelVersion}" : null,
            Producer = FactText.Program(_producer, _producerVersion),
            Author = FactText.Name(_author),
            Description = FactText.Text(_description),
            Licence = FactText.Name(_licence),
            Inputs = inputs.Items,
            Outputs = _outputs.Items,
            OperatorSets = [.. _operatorSets.Items.Distinct().OrderBy(set => set.Domain, StringComparer.Ordinal).ThenBy(set => set.Version)],
            Operators = operators,
            CustomOperators = custom,
            ExternalFiles = files.Items,
            ParameterCount = _tensors.Total(IsLearned),
            TensorCount = _tensors.Count,
            ElementTypes = _tensors.Types,
            Cut = [.. files.Cut, .. _inputs.IsCut ? _inputs.Cut : inputs.Cut, .. isCut ? ["operators"] : Array.Empty<string>(), .. _operatorSets.Cut, .. _outputs.Cut],
        };
    }

    /// <summary>Operators by domain, and those that are none of the runtime's own.</summary>
    public static (ImmutableArray<OperatorDomain> Operators, ImmutableArray<string> Custom, bool IsCut) Group(
        IEnumerable<OnnxOperator> operators, Func<OnnxOperator, bool> isCustom)
    {
        var kept = new FactList<OnnxOperator>("operators", MostOperators).AddRange(operators
            .Where(@operator => @operator.Name.Length > 0)
            .OrderBy(@operator => @operator.Domain, StringComparer.Ordinal)
            .ThenBy(@operator => @operator.Name, StringComparer.Ordinal));
        return (
            [.. kept.Items.GroupBy(@operator => @operator.Domain, StringComparer.Ordinal)
                .Select(domain => new OperatorDomain(FactText.Name(domain.Key) ?? "?", [.. domain.Select(@operator => FactText.Name(@operator.Name) ?? "?")]))],
            [.. kept.Items.Where(isCustom).Select(@operator => FactText.Name($"{@operator.Domain}.{@operator.Name}")!)],
            kept.IsCut);
    }

    // Whole numbers of 64 bits, truth values and texts are shapes, indices and labels.
    private static bool IsLearned(string type) => type is not ("int64" or "bool" or "string");

    private static ulong? Multiply(ulong? elements, ulong dimension) =>
        elements is { } number && (UInt128)number * dimension is var product && product <= long.MaxValue ? (ulong)product : null;

    // OperatorSetIdProto: domain 1, version 2.
    private void ReadOperatorSet(ProtobufMessage set)
    {
        var (domain, version) = ("", 0UL);
        foreach (var field in set)
        {
            if (field.Number == 1)
            {
                domain = field.Label;
            }
            else if (field.Number == 2 && field.Type == ProtobufType.Varint)
            {
                version = field.Varint;
            }
        }

        if (version is > 0 and <= int.MaxValue)
        {
            _operatorSets.Add(new OperatorSet(domain.Length == 0 ? "ai.onnx" : FactText.Name(domain) ?? "?", (long)version));
        }
    }

    // StringStringEntryProto: key 1, value 2. The specification names the keys for authors and licence (docs/MetadataProps.md).
    private void ReadMetadata(ProtobufMessage entry)
    {
        var (key, value) = ("", "");
        foreach (var field in entry)
        {
            if (field.Number == 1)
            {
                key = field.Label;
            }
            else if (field.Number == 2)
            {
                value = field.Label;
            }
        }

        switch (key)
        {
            case "model_author":
                _author = value;
                break;
            case "model_license":
                _licence = value;
                break;
            case "model_name":
                _name = value;
                break;
        }
    }

    // ValueInfoProto: name 1, type 2.
    private static ModelTensor ReadValue(ProtobufMessage value)
    {
        var (name, type, shape) = ("", (string?)null, (ImmutableArray<string>?)null);
        foreach (var field in value)
        {
            if (field.Number == 1)
            {
                name = field.Label;
            }
            else if (field.Number == 2)
            {
                (type, shape) = ReadType(field.Message());
            }
        }

        return new ModelTensor(FactText.Name(name) ?? "", type, shape);
    }

    // TypeProto: tensor 1, sequence 4 (elem_type 1), map 5 (key_type 1, value_type 2), sparse tensor 8, optional 9 (elem_type 1).
    private static (string? Type, ImmutableArray<string>? Shape) ReadType(ProtobufMessage type)
    {
        foreach (var field in type)
        {
            switch (field.Number)
            {
                case 1 or 8:
                    return ReadTensorType(field.Message());
                case 4 or 9:
                    return (FactText.Name($"{(field.Number == 4 ? "sequence" : "optional")}({Inner(field.Message(), 1) ?? "unknown"})"), null);
                case 5:
                    return (FactText.Name($"map({KeyType(field.Message()) ?? "unknown"},{Inner(field.Message(), 2) ?? "unknown"})"), null);
            }
        }

        return default;
    }

    private static string? Inner(ProtobufMessage message, int number)
    {
        foreach (var field in message)
        {
            if (field.Number == number)
            {
                return ReadType(field.Message()).Type;
            }
        }

        return null;
    }

    private static string? KeyType(ProtobufMessage map)
    {
        foreach (var field in map)
        {
            if (field.Number == 1 && field.Type == ProtobufType.Varint)
            {
                return NameOf(field.Varint);
            }
        }

        return null;
    }

    // TypeProto.Tensor: elem_type 1, shape 2. TensorShapeProto: dim 1; Dimension: dim_value 1, dim_param 2.
    private static (string? Type, ImmutableArray<string>? Shape) ReadTensorType(ProtobufMessage tensor)
    {
        string? type = null;
        ImmutableArray<string>? shape = null;
        foreach (var field in tensor)
        {
            if (field.Number == 1 && field.Type == ProtobufType.Varint)
            {
                type = NameOf(field.Varint);
            }
            else if (field.Number == 2)
            {
                shape = ReadShape(field.Message());
            }
        }

        return (type, shape);
    }

    private static ImmutableArray<string>? ReadShape(ProtobufMessage shape)
    {
        var dimensions = ImmutableArray.CreateBuilder<string>();
        foreach (var field in shape)
        {
            if (field.Number != 1)
            {
                continue;
            }

            if (dimensions.Count == MostDimensions)
            {
                return null;
            }

            var text = "?";
            foreach (var part in field.Message())
            {
                text = part.Number == 1 && part.Type == ProtobufType.Varint && part.Varint <= long.MaxValue ? $"{part.Varint}"
                    : part.Number == 2 ? FactText.Name(part.Label) ?? text
                    : text;
            }

            dimensions.Add(text);
        }

        return dimensions.ToImmutable();
    }

    private static string? NameOf(ulong type) => type <= int.MaxValue ? ElementTypes.NameOf("onnx", (long)type) : null;
}
