using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// TensorFlow Lite models, FlatBuffers (tensorflow/compiler/mlir/lite/schema/schema.fbs). All that can run foreign code is a custom operator, which
/// the program must have registered; one whose name begins with <c>Flex</c> is an operator of TensorFlow itself.
/// </summary>
internal sealed class TfliteReader : IModelReader
{
    private const int Custom = 32;

    private static readonly OperatorTable Table = new("tflite-operators.tsv");

    public string Format => "tflite";

    public bool Recognises(ByteSource source, string name) => source.Has(4, "TFL3"u8);

    public void Read(ByteSource source, ScanContext context)
    {
        // Model: operator_codes 1; OperatorCode: deprecated_builtin_code 0, custom_code 1, builtin_code 3.
        var model = FlatTable.Root(source, context.Budget);
        var custom = new List<string>();
        foreach (var code in model.Tables(1))
        {
            if (Math.Max(code.Int32(3), code.SByte(0)) == Custom || code.Text(1) is { Length: > 0 })
            {
                var name = code.Text(1) ?? "";
                custom.Add(name);
                Judge(name, code.Start, context);
            }
        }

        context.Describe(() => TfliteFacts.Read(model, custom));
    }

    private static void Judge(string name, long offset, ScanContext context)
    {
        if (name.StartsWith("Flex", StringComparison.Ordinal) && name.Length > 4)
        {
            if (TensorFlowOperators.Judge(name[4..]) is { } flex)
            {
                context.Report(flex.Verdict, $"the operator {name[4..]} of TensorFlow {flex.Effect}", offset, name, "tflite:" + name);
            }
        }
        else if (Table[name] is null)
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"the custom operator '{name}' is on no list: the native code that the program registers for it would run",
                offset,
                name,
                "tflite:" + name);
        }
    }
}
