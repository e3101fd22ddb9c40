using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>PaddlePaddle programs, .pdmodel (framework.proto: ProgramDesc).</summary>
internal sealed class PaddleReader : IModelReader
{
    private static readonly OperatorTable Table = new("paddle-operators.tsv");

    public string Format => "paddle";

    // ProgramDesc: blocks 1; BlockDesc: idx 1, parent_idx 2, vars 3, ops 4; VarDesc: name 1, type 2.
    public bool Recognises(ByteSource source, string name) =>
        name.EndsWith(".pdmodel", StringComparison.OrdinalIgnoreCase)
        || (ProtobufShape.Of(source)?.Inside(1) is { } block
            && block.Has(1, ProtobufType.Varint)
            && block.Has(2, ProtobufType.Varint)
            && (block.Has(3, ProtobufType.Bytes) || block.Has(4, ProtobufType.Bytes)));

    public void Read(ByteSource source, ScanContext context)
    {
        foreach (var field in ProtobufMessage.Of(source, context.Budget))
        {
            if (field.Number != 1)
            {
                continue;
            }

            foreach (var part in field.Message())
            {
                if (part.Number == 4)
                {
                    ReadOperator(part.Message(), context);
                }
            }
        }
    }

    // OpDesc: type 3.
    private static void ReadOperator(ProtobufMessage message, ScanContext context)
    {
        var type = "";
        foreach (var field in message)
        {
            type = field.Number == 3 ? field.Text() : type;
        }

        if (Table[type] is { } known)
        {
            context.Report(known.Verdict, $"the operator {type} {known.Effect}", message.Start, type, "paddle:" + type);
        }
    }
}
