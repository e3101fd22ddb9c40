using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A node of a TensorFlow graph or function (node_def.proto).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator, which may be the name of a function.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="IsInFunction">Whether it belongs to a function rather than to the graph.</param>
internal sealed record TensorFlowNode(string Name, string Operator, long Offset, bool IsInFunction)
{
    /// <summary>Names of the nodes whose results it takes or waits for.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Names of the functions that its attributes hold.</summary>
    public List<string> Functions { get; } = [];

    /// <summary>Where PrintV2 prints to.</summary>
    public string OutputStream { get; private set; } = "";

    /// <summary>Reads a NodeDef: name 1, op 2, input 3, attr 5.</summary>
    public static TensorFlowNode Read(ProtobufMessage message, bool isInFunction = false)
    {
        var (name, @operator) = ("", "");
        var node = new TensorFlowNode("", "", message.Start, isInFunction);
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
                    node.Inputs.Add(NodeOf(field.Text()));
                    break;
                case 5:
                    node.ReadAttribute(field.Message());
                    break;
            }
        }

        return node with { Name = name, Operator = @operator };
    }

    /// <summary>The node that a tensor or a control input (<c>^node</c>, <c>node:0</c>) comes from.</summary>
    public static string NodeOf(string tensor)
    {
        var end = tensor.IndexOf(':');
        return tensor[..(end < 0 ? tensor.Length : end)].TrimStart('^');
    }

    // A map's entry: key 1, value 2. AttrValue: list 1, s 2, func 10; ListValue: func 9; NameAttrList: name 1, attr 2.
    private void ReadAttribute(ProtobufMessage entry)
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
                                    ReadFunction(item.Message());
                                }
                            }

                            break;
                        case 2 when value.Length <= SourceWindow.LongestText:
                            text = value.Text();
                            break;
                        case 10:
                            ReadFunction(value.Message());
                            break;
                    }
                }
            }
        }

        if (key == "output_stream")
        {
            OutputStream = text;
        }
    }

    private void ReadFunction(ProtobufMessage function)
    {
        foreach (var field in function)
        {
            if (field.Number == 1)
            {
                Functions.Add(field.Text());
            }
            else if (field.Number == 2)
            {
                ReadAttribute(field.Message());
            }
        }
    }
}
