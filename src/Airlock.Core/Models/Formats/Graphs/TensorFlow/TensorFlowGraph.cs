using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// A TensorFlow graph with its functions (graph.proto), and what of it runs: operators that save and restore are in every saved model, and are as
/// they should be only where nothing but saving and restoring reaches them.
/// </summary>
internal sealed class TensorFlowGraph
{
    private readonly Dictionary<string, TensorFlowNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TensorFlowNode>> _functions = new(StringComparer.Ordinal);

    /// <summary>What runs when the model is asked or loaded; null if the graph does not say.</summary>
    public List<string>? Roots { get; set; }

    /// <summary>The node that saves, or null.</summary>
    public string? Save { get; set; }

    /// <summary>The node that restores, which loading runs, or null.</summary>
    public string? Restore { get; set; }

    /// <summary>Whether files of the model's own folder are named, which loading puts in the place of paths.</summary>
    public bool HasAssets { get; set; }

    /// <summary>Reads a GraphDef: node 1, library 2. What was read before an exception stays.</summary>
    public void Read(ProtobufMessage graph)
    {
        foreach (var field in graph)
        {
            if (field.Number == 1)
            {
                var node = TensorFlowNode.Read(field.Message());
                if (!_nodes.TryAdd(node.Name, node))
                {
                    _nodes.Add($"{node.Name}@{node.Offset}", node);
                }
            }
            else if (field.Number == 2)
            {
                foreach (var item in field.Message())
                {
                    if (item.Number == 1)
                    {
                        ReadFunction(item.Message());
                    }
                }
            }
        }
    }

    /// <summary>Reports what touches the host.</summary>
    public void Judge(ScanContext context)
    {
        foreach (var node in _nodes.Values.Concat(_functions.Values.SelectMany(nodes => nodes)))
        {
            if (node.Operator is "InitializeTableFromTextFile" or "InitializeTableFromTextFileV2" && HasAssets)
            {
                continue;
            }

            if (node is { Operator: "PrintV2", OutputStream: var stream } && stream.StartsWith("file:", StringComparison.Ordinal))
            {
                Report(node, new KnownOperator(ModelVerdict.Malicious, $"prints to the file '{stream}'"), context);
            }
            else if (TensorFlowOperators.Judge(node.Operator) is { } known)
            {
                Report(node, known, context);
            }
        }

        JudgeCheckpoints(context);
    }

    private static void Report(TensorFlowNode node, KnownOperator known, ScanContext context) =>
        context.Report(known.Verdict, $"the operator {node.Operator} {known.Effect}", node.Offset, node.Name, "tensorflow:" + node.Operator);

    // FunctionDef: signature 1 (OpDef: name 1), node_def 3.
    private void ReadFunction(ProtobufMessage function)
    {
        var name = "";
        var nodes = new List<TensorFlowNode>();
        foreach (var field in function)
        {
            if (field.Number == 1)
            {
                foreach (var part in field.Message())
                {
                    name = part.Number == 1 ? part.Text() : name;
                }
            }
            else if (field.Number == 3)
            {
                nodes.Add(TensorFlowNode.Read(field.Message(), isInFunction: true));
            }
        }

        if (!_functions.TryAdd(name, nodes))
        {
            _functions[name].AddRange(nodes);
        }
    }

    private void JudgeCheckpoints(ScanContext context)
    {
        var running = Roots ?? [.. _nodes.Keys.Where(name => !IsInSaveScope(name))];
        var asked = Reach(running);
        var restored = Reach(Restore is null ? [] : [Restore]);
        var saved = Reach(Save is null ? [] : [Save]);
        foreach (var node in _nodes.Values)
        {
            if (TensorFlowOperators.JudgeCheckpoint(node.Operator) is { } known
                && (asked.Contains(node) || (restored.Contains(node) && known.Verdict == ModelVerdict.Malicious)))
            {
                Report(node, known, context);
            }
        }

        foreach (var node in _functions.Values.SelectMany(nodes => nodes))
        {
            if (TensorFlowOperators.JudgeCheckpoint(node.Operator) is not { } known)
            {
                continue;
            }

            var isRead = known.Verdict != ModelVerdict.Malicious;
            if (asked.Contains(node) || !(isRead ? restored.Contains(node) || saved.Contains(node) : saved.Contains(node) && !restored.Contains(node)))
            {
                Report(node, known, context);
            }
        }
    }

    // What tf.train.Saver makes lies in a scope of its name: save/SaveV2, model/save_1/RestoreV2.
    private static bool IsInSaveScope(string name) =>
        name.Split('/').SkipLast(1).Any(scope => scope == "save" || (scope.StartsWith("save_", StringComparison.Ordinal) && scope[5..].All(char.IsAsciiDigit)));

    // All nodes that must run before these have, with all nodes of every function that is called on the way.
    private HashSet<TensorFlowNode> Reach(List<string> names)
    {
        var reached = new HashSet<TensorFlowNode>(ReferenceEqualityComparer.Instance);
        var functions = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<TensorFlowNode>(names.Where(_nodes.ContainsKey).Select(name => _nodes[name]));
        while (waiting.TryPop(out var node))
        {
            if (!reached.Add(node))
            {
                continue;
            }

            // The nodes of a function are put on the stack together, so their inputs need no following.
            foreach (var input in node.IsInFunction ? [] : node.Inputs)
            {
                if (_nodes.TryGetValue(input, out var before))
                {
                    waiting.Push(before);
                }
            }

            foreach (var function in node.Functions.Append(node.Operator))
            {
                if (_functions.TryGetValue(function, out var nodes) && functions.Add(function))
                {
                    nodes.ForEach(waiting.Push);
                }
            }
        }

        return reached;
    }
}
