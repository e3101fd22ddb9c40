using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// ONNX models: operators that are not the runtime's own, and files that the model reads beside itself. Operators that no list knows in a domain
/// of the runtime are not reported: a runtime refuses them.
/// </summary>
internal sealed class OnnxReader : IModelReader
{
    // How ONNX Runtime marks tensors that lie in its own memory; the offset is then an address.
    private const string MemoryMark = "*/_ORT_";

    // The tags of the fields of ModelProto (onnx.proto3), those with two bytes by their first.
    private static readonly byte[] FirstTags = [0x08, 0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72, 0xA2, 0xCA, 0xD2];

    private static readonly OperatorTable Table = new("onnx-operators.tsv");

    public string Format => "onnx";

    // The format has no mark: a version (1) and a graph (7) among well-formed fields that end where the file ends. What is named so and begins so
    // is a broken model rather than none.
    public bool Recognises(ByteSource source, string name) =>
        (name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && BeginsAsModel(source)) || LooksLikeModel(source);

    public void Read(ByteSource source, ScanContext context)
    {
        var model = new OnnxModel(context.Budget);
        try
        {
            model.Read(ProtobufMessage.Of(source, context.Budget));
        }
        finally
        {
            Judge(model, context);
        }

        context.Describe(model.Facts.Build(model, IsCustom));
    }

    /// <summary>Whether an operator is none of the runtime's own.</summary>
    public static bool IsCustom(OnnxOperator @operator) => Find(@operator) is null;

    private static bool BeginsAsModel(ByteSource source)
    {
        Span<byte> first = stackalloc byte[1];
        return source.Read(0, first) == 1 && FirstTags.Contains(first[0]) && !OrtReader.HasMark(source);
    }

    /// <summary>Reports an operator that is not the runtime's own.</summary>
    public static void Judge(OnnxOperator @operator, long offset, string node, ScanContext context)
    {
        var subject = $"onnx:{@operator.Domain}.{@operator.Name}";
        var known = Find(@operator);
        if (known is null)
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"the operator {@operator.Domain}.{@operator.Name} is none of the runtime's own: the native library that brings it would run",
                offset,
                node,
                subject);
        }
        else if (known.Verdict != ModelVerdict.Clean)
        {
            context.Report(known.Verdict, $"the operator {@operator.Domain}.{@operator.Name} {known.Effect}", offset, node, subject);
        }
    }

    private static KnownOperator? Find(OnnxOperator @operator) => Table[$"{@operator.Domain}.{@operator.Name}"] ?? Table[$"{@operator.Domain}.*"];

    private static void Judge(OnnxModel model, ScanContext context)
    {
        foreach (var (@operator, (offset, node)) in model.Operators)
        {
            if (!model.Functions.Contains(@operator))
            {
                Judge(@operator, offset, node.Label, context);
            }
        }

        foreach (var file in model.ExternalFiles)
        {
            if (file.Location.StartsWith(MemoryMark, StringComparison.Ordinal))
            {
                context.Report(
                    ModelVerdict.Malicious,
                    $"the tensor '{file.Tensor}' makes the runtime read its own memory at an address that the file chooses",
                    file.Offset,
                    file.Tensor);
            }
            else
            {
                ExternalFile.Judge(context, file.Location, file.End, file.Offset, file.Tensor);
            }
        }

        foreach (var (key, offset) in model.UnknownKeys)
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"its external data has the key '{key}', which the format does not know and some loaders set on their objects",
                offset,
                key,
                "onnx:external_data." + key);
        }

        foreach (var (offset, problem) in model.Problems)
        {
            context.Report(ModelVerdict.NotFullyRead, problem, offset);
        }
    }

    private static bool LooksLikeModel(ByteSource source) =>
        ProtobufShape.Of(source) is { } shape && shape.Has(1, ProtobufType.Varint) && shape.Has(7, ProtobufType.Bytes);
}
