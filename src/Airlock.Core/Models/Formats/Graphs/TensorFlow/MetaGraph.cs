using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>A MetaGraphDef (meta_graph.proto): a graph with what asks it, what saves it, and the Keras layers that it was made of.</summary>
internal static class MetaGraph
{
    private static readonly HashSet<string> RunWhenLoaded = ["saved_model_main_op", "main_op", "legacy_init_op"];

    /// <summary>Reads: meta_info_def 1, graph_def 2, saver 3, collection_def 4, signature_def 5, asset_file_def 6, object_graph_def 7.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">Takes findings.</param>
    /// <returns>What it says of the model.</returns>
    public static SignatureFacts Read(ProtobufMessage message, ScanContext context)
    {
        var facts = new SignatureFacts();
        var graph = new TensorFlowGraph(context) { Roots = [] };
        try
        {
            foreach (var field in message)
            {
                switch (field.Number)
                {
                    case 1:
                        facts.ReadMeta(field.Message());
                        break;
                    case 2:
                        graph.Read(field.Message());
                        break;
                    case 3:
                        ReadSaver(field.Message(), graph);
                        break;
                    case 4:
                        ReadCollection(field.Message(), graph.Roots);
                        break;
                    case 5:
                        ReadSignature(field.Message(), graph.Roots);
                        facts.ReadSignature(field.Message());
                        break;
                    case 6:
                        graph.HasAssets = true;
                        break;
                    case 7:
                        ReadObjects(field.Message(), context);
                        break;
                }
            }
        }
        finally
        {
            graph.Finish();
        }

        return facts;
    }

    /// <summary>Hands the JSON of a Keras layer on, if an object is one (SavedUserObject and keras's SavedObject alike).</summary>
    public static void ScanKeras(ProtobufMessage message, int identifier, int metadata, ScanContext context)
    {
        var isKeras = false;
        ByteSource? json = null;
        foreach (var field in message)
        {
            if (field.Number == identifier)
            {
                isKeras = field.Text().StartsWith("_tf_keras", StringComparison.Ordinal);
            }
            else if (field.Number == metadata)
            {
                json = field.Bytes();
            }
        }

        if (isKeras && json is { Length: > 0 })
        {
            context.Scan(json, "keras_metadata/config.json");
        }
    }

    // SaverDef: save_tensor_name 2, restore_op_name 3.
    private static void ReadSaver(ProtobufMessage saver, TensorFlowGraph graph)
    {
        foreach (var field in saver)
        {
            if (field.Number == 2)
            {
                graph.Save = TensorFlowNode.NodeOf(field.Text());
            }
            else if (field.Number == 3)
            {
                graph.Restore = TensorFlowNode.NodeOf(field.Text());
            }
        }
    }

    // A map's entry: key 1, value 2. CollectionDef: node_list 1; NodeList: value 1.
    private static void ReadCollection(ProtobufMessage entry, List<string> roots)
    {
        var key = "";
        var nodes = new List<string>();
        foreach (var field in entry)
        {
            if (field.Number == 1)
            {
                key = field.Text();
            }
            else if (field.Number == 2)
            {
                foreach (var collection in field.Message())
                {
                    if (collection.Number == 1)
                    {
                        foreach (var value in collection.Message())
                        {
                            nodes.Add(value.Number == 1 ? TensorFlowNode.NodeOf(value.Text()) : "");
                        }
                    }
                }
            }
        }

        if (RunWhenLoaded.Contains(key))
        {
            roots.AddRange(nodes);
        }
    }

    // A map's entry: value 2. SignatureDef: outputs 2, a map of TensorInfo: name 1, coo_sparse 4, composite_tensor 5.
    private static void ReadSignature(ProtobufMessage entry, List<string> roots)
    {
        foreach (var signature in entry)
        {
            if (signature.Number != 2)
            {
                continue;
            }

            foreach (var output in signature.Message())
            {
                if (output.Number != 2)
                {
                    continue;
                }

                foreach (var part in output.Message())
                {
                    if (part.Number == 2)
                    {
                        ReadTensor(part.Message(), roots);
                    }
                }
            }
        }
    }

    // CooSparse: three names 1-3; CompositeTensor: components 2, each a TensorInfo.
    private static void ReadTensor(ProtobufMessage tensor, List<string> roots)
    {
        foreach (var field in tensor)
        {
            switch (field.Number)
            {
                case 1:
                    roots.Add(TensorFlowNode.NodeOf(field.Text()));
                    break;
                case 4:
                    foreach (var name in field.Message())
                    {
                        roots.Add(TensorFlowNode.NodeOf(name.Text()));
                    }

                    break;
                case 5:
                    foreach (var component in field.Message())
                    {
                        if (component.Number == 2)
                        {
                            ReadTensor(component.Message(), roots);
                        }
                    }

                    break;
            }
        }
    }

    // SavedObjectGraph: nodes 1; SavedObject: user_object 4; SavedUserObject: identifier 1, metadata 3.
    private static void ReadObjects(ProtobufMessage objects, ScanContext context)
    {
        foreach (var node in objects)
        {
            if (node.Number != 1)
            {
                continue;
            }

            foreach (var kind in node.Message())
            {
                if (kind.Number == 4)
                {
                    ScanKeras(kind.Message(), identifier: 1, metadata: 3, context);
                }
            }
        }
    }
}
