namespace Airlock.Core.Tests.Models.Formats;

/// <summary>TensorFlow graphs for tests; the numbers are those of graph.proto, meta_graph.proto and saved_model.proto.</summary>
internal static class TensorFlowSamples
{
    /// <summary>What TensorFlow 2 saves: a function that answers, one that saves, one that restores, each called by one node.</summary>
    public static ProtobufWriter SavedModel(string inAnswer = "MatMul", string inSave = "SaveV2", string inRestore = "RestoreV2", bool withAssets = false) =>
        Saved(
            Graph(
                [Node("in", "Placeholder"), Call("serve", "__inference_serve", "in"), Call("save", "__traced_save"), Call("restore", "__traced_restore")],
                Function("__inference_serve", Node("inner", inAnswer)),
                Function("__traced_save", Node("name", "ShardedFilename"), Node("inner", inSave), Node("merge", "MergeV2Checkpoints")),
                Function("__traced_restore", Node("inner", inRestore))),
            withAssets);

    public static ProtobufWriter Saved(ProtobufWriter graph, bool withAssets = false) => new ProtobufWriter().Varint(1, 1).Message(2, MetaGraph(graph, withAssets));

    public static ProtobufWriter MetaGraph(ProtobufWriter graph, bool withAssets = false)
    {
        var output = new ProtobufWriter().Entry(2, "out", new ProtobufWriter().Text(1, "serve:0"));
        var meta = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(4, "serve"))
            .Message(2, graph)
            .Message(3, new ProtobufWriter().Text(1, "saver_filename:0").Text(2, "save:0").Text(3, "restore"))
            .Entry(5, "serving_default", output);
        return withAssets ? meta.Message(6, new ProtobufWriter().Text(2, "vocab.txt")) : meta;
    }

    public static ProtobufWriter Graph(ProtobufWriter[] nodes, params ProtobufWriter[] functions)
    {
        var (graph, library) = (new ProtobufWriter(), new ProtobufWriter());
        foreach (var node in nodes)
        {
            graph.Message(1, node);
        }

        foreach (var function in functions)
        {
            library.Message(1, function);
        }

        return functions.Length == 0 ? graph : graph.Message(2, library);
    }

    public static ProtobufWriter Node(string name, string type, params string[] inputs)
    {
        var node = new ProtobufWriter().Text(1, name).Text(2, type);
        foreach (var input in inputs)
        {
            node.Text(3, input);
        }

        return node;
    }

    public static ProtobufWriter Call(string name, string function, params string[] inputs) =>
        Node(name, "StatefulPartitionedCall", inputs).Entry(5, "f", new ProtobufWriter().Message(10, new ProtobufWriter().Text(1, function)));

    public static ProtobufWriter Function(string name, params ProtobufWriter[] nodes)
    {
        var function = new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, name));
        foreach (var node in nodes)
        {
            function.Message(3, node);
        }

        return function;
    }
}
