using System.Globalization;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>An operator that some node of an ONNX model asks for.</summary>
/// <param name="Domain">Its domain, with <c>ai.onnx</c> for the standard's, which is written as nothing.</param>
/// <param name="Name">Its type.</param>
internal readonly record struct OnnxOperator(string Domain, string Name);

/// <summary>Where an ONNX model asks for bytes of another file.</summary>
/// <param name="Location">The path, relative to the model's folder, as the model writes it.</param>
/// <param name="End">Offset behind the last byte that is asked for, or null if no length is said.</param>
/// <param name="Offset">Where in the model the tensor that asks stands.</param>
/// <param name="Tensor">The tensor's name.</param>
internal sealed record OnnxExternalFile(string Location, long? End, long Offset, string Tensor);

/// <summary>
/// What matters of an ONNX model (onnx.proto: ModelProto): its operators and the other files that it names, wherever either can stand: the
/// graph, graphs in attributes, the model's own functions, and training. Tensors are stepped over.
/// </summary>
internal sealed class OnnxModel(ScanBudget budget)
{
    private readonly Dictionary<OnnxOperator, (long Offset, ProtobufMessage.Field Node)> _operators = [];
    private readonly Dictionary<string, OnnxExternalFile> _externalFiles = new(StringComparer.Ordinal);
    private readonly List<(long Offset, string Problem)> _problems = [];
    private readonly Dictionary<string, long> _unknownKeys = new(StringComparer.Ordinal);
    private OnnxOperator _last;

    /// <summary>What it says of itself.</summary>
    public OnnxFacts Facts { get; } = new();

    /// <summary>Each operator once, with the place and the name of its first node.</summary>
    public IReadOnlyDictionary<OnnxOperator, (long Offset, ProtobufMessage.Field Node)> Operators => _operators;

    /// <summary>The functions that the model itself defines.</summary>
    public HashSet<OnnxOperator> Functions { get; } = [];

    /// <summary>The files that hold tensors, each location once.</summary>
    public IReadOnlyCollection<OnnxExternalFile> ExternalFiles => _externalFiles.Values;

    /// <summary>Keys of external data that the format does not know, with the first place of each.</summary>
    public IReadOnlyDictionary<string, long> UnknownKeys => _unknownKeys;

    /// <summary>External data that can't be understood.</summary>
    public IReadOnlyList<(long Offset, string Problem)> Problems => _problems;

    /// <summary>The locations of the files beside a model that hold its tensors, as the model writes them: what must be pinned with it.</summary>
    /// <param name="source">The model.</param>
    /// <exception cref="ModelFormatException">It is not a whole ONNX model.</exception>
    public static IReadOnlyList<string> ExternalFilesOf(ByteSource source)
    {
        var budget = new ScanBudget(source.Length);
        var model = new OnnxModel(budget);
        model.Read(ProtobufMessage.Of(source, budget));
        return [.. model.ExternalFiles.Select(file => file.Location)];
    }

    /// <summary>Reads a ModelProto. What was read before an exception stays.</summary>
    public void Read(ProtobufMessage model)
    {
        foreach (var field in model)
        {
            switch (field.Number)
            {
                case 7:
                    ReadGraph(field.Message(), isMain: true);
                    break;
                case 20: // TrainingInfoProto: initialization 1, algorithm 2
                    foreach (var graph in field.Message())
                    {
                        if (graph.Number is 1 or 2)
                        {
                            ReadGraph(graph.Message());
                        }
                    }

                    break;
                case 25:
                    ReadFunction(field.Message());
                    break;
                default:
                    Facts.ReadField(field);
                    break;
            }
        }
    }

    private void ReadGraph(ProtobufMessage graph, bool isMain = false)
    {
        foreach (var field in graph)
        {
            switch (field.Number)
            {
                case 1 when field.Length > 0:
                    ReadNode(field.Message());
                    break;
                case 5:
                    ReadTensor(field.Message(), isInitializer: isMain);
                    break;
                case 15:
                    ReadSparseTensor(field.Message());
                    break;
                default:
                    if (isMain)
                    {
                        Facts.ReadGraphField(field);
                    }

                    break;
            }
        }
    }

    private void ReadFunction(ProtobufMessage function)
    {
        var (name, domain) = ("", "");
        foreach (var field in function)
        {
            switch (field.Number)
            {
                case 1:
                    name = field.Text();
                    break;
                case 7:
                    ReadNode(field.Message());
                    break;
                case 10:
                    domain = field.Text();
                    break;
                case 11:
                    ReadAttribute(field.Message());
                    break;
            }
        }

        Functions.Add(new OnnxOperator(DomainOf(domain), name));
    }

    private void ReadNode(ProtobufMessage node)
    {
        var (type, domain, name) = ("", "", default(ProtobufMessage.Field));
        foreach (var field in node)
        {
            switch (field.Number)
            {
                case 3:
                    name = field;
                    break;
                case 4:
                    type = field.Text();
                    break;
                case 5:
                    ReadAttribute(field.Message());
                    break;
                case 7:
                    domain = field.Text();
                    break;
            }
        }

        // The same operator often follows itself, and is known.
        var @operator = new OnnxOperator(DomainOf(domain), type);
        if (@operator != _last)
        {
            _last = @operator;
            _operators.TryAdd(@operator, (node.Start, name));
        }
    }

    private void ReadAttribute(ProtobufMessage attribute)
    {
        foreach (var field in attribute)
        {
            switch (field.Number)
            {
                case 5 or 10:
                    ReadTensor(field.Message());
                    break;
                case 6 or 11:
                    ReadGraph(field.Message());
                    break;
                case 22 or 23:
                    ReadSparseTensor(field.Message());
                    break;
            }
        }
    }

    private void ReadSparseTensor(ProtobufMessage tensor)
    {
        foreach (var field in tensor)
        {
            if (field.Number is 1 or 2) // values, indices
            {
                ReadTensor(field.Message());
            }
        }
    }

    private void ReadTensor(ProtobufMessage tensor, bool isInitializer = false)
    {
        var name = "";
        var isExternal = false;
        var type = 0UL;
        ulong? elements = 1;
        Dictionary<string, string>? entries = null;
        foreach (var field in tensor)
        {
            switch (field.Number)
            {
                case 1:
                    elements = OnnxFacts.Multiply(elements, field);
                    break;
                case 2 when field.Type == ProtobufType.Varint:
                    type = field.Varint;
                    break;
                case 8:
                    name = field.Text();
                    break;
                case 13:
                    var (key, value) = ReadEntry(field.Message());
                    (entries ??= new Dictionary<string, string>(StringComparer.Ordinal))[key] = value;
                    if (key is not ("location" or "offset" or "length" or "checksum" or "basepath") && !key.StartsWith("prepacked_", StringComparison.Ordinal))
                    {
                        _unknownKeys.TryAdd(key, field.Start);
                    }

                    break;
                case 14:
                    isExternal = field.Varint == 1;
                    break;
            }
        }

        Facts.AddTensor(isInitializer ? name : null, type, elements);

        // Entries count even where the tensor does not say that it is external: a message may be written in two parts that a parser joins.
        if (isExternal || entries is not null)
        {
            AddExternal(name, tensor.Start, entries ?? []);
        }
    }

    private static (string Key, string Value) ReadEntry(ProtobufMessage entry)
    {
        var (key, value) = ("", "");
        foreach (var field in entry)
        {
            switch (field.Number)
            {
                case 1:
                    key = field.Text();
                    break;
                case 2:
                    value = field.Text();
                    break;
            }
        }

        return (key, value);
    }

    private void AddExternal(string tensor, long place, Dictionary<string, string> entries)
    {
        budget.Work();
        if (!entries.TryGetValue("location", out var location) || location.Length == 0)
        {
            _problems.Add((place, $"the tensor '{tensor}' lies outside of the model and does not say where"));
            return;
        }

        var isWhole = TryNumber("offset", out var offset) & TryNumber("length", out var length);
        if (!isWhole || offset > long.MaxValue - (length ?? 0))
        {
            _problems.Add((place, $"the tensor '{tensor}' has an offset or a length in '{location}' that is no number of bytes"));
        }

        long? end = isWhole && (offset ?? length) is not null && (offset ?? 0) <= long.MaxValue - (length ?? 0) ? (offset ?? 0) + (length ?? 0) : null;
        if (!_externalFiles.TryGetValue(location, out var known))
        {
            _externalFiles.Add(location, new OnnxExternalFile(location, end, place, tensor));
        }
        else if (end > (known.End ?? -1))
        {
            _externalFiles[location] = known with { End = end };
        }

        bool TryNumber(string key, out long? number)
        {
            number = null;
            if (!entries.TryGetValue(key, out var text))
            {
                return true;
            }

            number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            return number is not null;
        }
    }

    private static string DomainOf(string domain) => domain.Length == 0 ? "ai.onnx" : domain;
}
