using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A node of a TensorFlow graph or function (node_def.proto) with what it refers to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator, which may be the name of a function.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="IsInFunction">Whether it belongs to a function rather than to the graph.</param>
internal sealed record TensorFlowNode(string Name, string Operator, long Offset, bool IsInFunction)
{
    /// <summary>Names of the nodes whose results it takes or waits for.</summary>
    public IReadOnlyList<string> Inputs { get; private init; } = [];

    /// <summary>Names of the functions that its attributes hold.</summary>
    public IReadOnlyList<string> Functions { get; private init; } = [];

    /// <summary>Where PrintV2 prints to.</summary>
    public string OutputStream { get; private init; } = "";

    /// <summary>Reads a NodeDef: name 1, op 2, input 3, attr 5.</summary>
    public static TensorFlowNode Read(ProtobufMessage message, bool isInFunction)
    {
        var (name, @operator, stream) = ("", "", "");
        var inputs = new List<string>();
        var functions = new List<string>();
        foreach (var field in message)
        {
            switch (field.Number)
            {
                case 1:
                    name = field.Text();
                    break;
                case 2:
                    @operator = field.Text();
                    break;
                case 3:
                    inputs.Add(NodeOf(field.Text()));
                    break;
                case 5:
                    ReadAttribute(field.Message(), functions, ref stream);
                    break;
            }
        }

        return new TensorFlowNode(name, @operator, message.Start, isInFunction) { Inputs = inputs, Functions = functions, OutputStream = stream };
    }

    /// <summary>The node that a tensor or a control input (<c>^node</c>, <c>node:0</c>) comes from.</summary>
    public static string NodeOf(string tensor)
    {
        var end = tensor.IndexOf(':');
        return tensor[..(end < 0 ? tensor.Length : end)].TrimStart('^');
    }

    // A map's entry: key 1, value 2. AttrValue: list 1, s 2, func 10; ListValue: func 9.
    private static void ReadAttribute(ProtobufMessage entry, List<string> functions, ref string stream)
    {
        var (key, text) = ("", "");
        foreach (var field in entry)
        {
            if (field.Number == 1)
            {
                key = field.Text();
            }
            else if (field.Number == 2)
            {
                foreach (var value in field.Message())
                {
                    switch (value.Number)
                    {
                        case 1:
                            foreach (var item in value.Message())
                            {
                                if (item.Number == 9)
                                {
                                    ReadFunction(item.Message(), functions, ref stream);
                                }
                            }

                            break;
                        case 2:
                            text = value.Label;
                            break;
                        case 10:
                            ReadFunction(value.Message(), functions, ref stream);
                            break;
                    }
                }
            }
        }

        stream = key == "output_stream" ? text : stream;
    }

    // NameAttrList: name 1, attr 2.
    private static void ReadFunction(ProtobufMessage function, List<string> functions, ref string stream)
    {
        foreach (var field in function)
        {
            if (field.Number == 1)
            {
                functions.Add(field.Text());
            }
            else if (field.Number == 2)
            {
                ReadAttribute(field.Message(), functions, ref stream);
            }
        }
    }
}
