using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// A TensorFlow graph with its functions (graph.proto). Each operator is judged as it is read; only where one of those stands that checkpoints need
/// is the graph read again, to see whether anything but saving and restoring reaches it.
/// </summary>
internal sealed class TensorFlowGraph(ScanContext context)
{
    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    private readonly List<ProtobufMessage> _graphs = [];
    private (KnownOperator Known, string Operator, long Offset, string Node)? _tableOfText;
    private bool _hasCheckpoints;

    /// <summary>What runs when the model is asked or loaded; null if the graph does not say.</summary>
    public List<string>? Roots { get; init; }

    /// <summary>The node that saves, or null.</summary>
    public string? Save { get; set; }

    /// <summary>The node that restores, which loading runs, or null.</summary>
    public string? Restore { get; set; }

    /// <summary>Whether files of the model's own folder are named, which loading puts in the place of paths.</summary>
    public bool HasAssets { get; set; }

    /// <summary>Walks the nodes of a GraphDef and of its functions: node 1, library 2; FunctionDefLibrary: function 1; FunctionDef: node_def 3.</summary>
    /// <param name="graph">The GraphDef.</param>
    /// <param name="visit">Is given each node, and the function that it stands in, if any.</param>
    public static void Walk(ProtobufMessage graph, Action<ProtobufMessage, ProtobufMessage?> visit)
    {
        foreach (var field in graph)
        {
            if (field.Number == 1)
            {
                visit(field.Message(), null);
            }
            else if (field.Number == 2)
            {
                foreach (var function in field.Message())
                {
                    if (function.Number != 1)
                    {
                        continue;
                    }

                    foreach (var part in function.Message())
                    {
                        if (part.Number == 3)
                        {
                            visit(part.Message(), function.Message());
                        }
                    }
                }
            }
        }
    }

    /// <summary>Reads a GraphDef and reports what touches the host whatever reaches it.</summary>
    public void Read(ProtobufMessage graph)
    {
        _graphs.Add(graph);
        Walk(graph, (node, _) => Judge(node));
    }

    /// <summary>Reports what depends on the rest of the model, which was read by now.</summary>
    public void Finish()
    {
        if (_tableOfText is var (known, @operator, offset, node) && !HasAssets)
        {
            Report(known, @operator, offset, node);
        }

        if (_hasCheckpoints)
        {
            JudgeCheckpoints();
        }
    }

    // NodeDef: name 1, op 2.
    private void Judge(ProtobufMessage message)
    {
        var (@operator, name) = ("", default(ProtobufMessage.Field));
        foreach (var field in message)
        {
            if (field.Number == 1)
            {
                name = field;
            }
            else if (field.Number == 2)
            {
                @operator = field.Text();
            }
        }

        if (@operator == "PrintV2")
        {
            var stream = TensorFlowNode.Read(message, isInFunction: false).OutputStream;
            if (stream.StartsWith("file:", StringComparison.Ordinal))
            {
                Report(new KnownOperator(ModelVerdict.Malicious, $"prints to the file '{stream}'"), @operator, message.Start, name.Label);
            }
        }
        else if (_judged.Add(@operator))
        {
            _hasCheckpoints |= TensorFlowOperators.JudgeCheckpoint(@operator) is not null;
            if (TensorFlowOperators.Judge(@operator) is not { } known)
            {
                return;
            }

            if (@operator is "InitializeTableFromTextFile" or "InitializeTableFromTextFileV2")
            {
                _tableOfText ??= (known, @operator, message.Start, name.Label);
            }
            else
            {
                Report(known, @operator, message.Start, name.Label);
            }
        }
    }

    private void JudgeCheckpoints()
    {
        var reach = new TensorFlowReach(_graphs);
        var asked = reach.Of(Roots ?? [.. reach.Nodes.Where(name => !IsInSaveScope(name))]);
        var restored = reach.Of(Restore is null ? [] : [Restore]);
        var saved = reach.Of(Save is null ? [] : [Save]);
        foreach (var node in reach.Checkpoints)
        {
            var known = TensorFlowOperators.JudgeCheckpoint(node.Operator)!;
            var reads = known.Verdict != ModelVerdict.Malicious;

            // A function may be a method of the model, which its user calls; a node of the graph runs only if something asks for it.
            var isNeeded = saved.Contains(node) || (reads && restored.Contains(node)) || !node.IsInFunction;
            if (asked.Contains(node) || (!reads && restored.Contains(node)) || !isNeeded)
            {
                Report(known, node.Operator, node.Offset, node.Name);
            }
        }
    }

    private void Report(KnownOperator known, string @operator, long offset, string node) =>
        context.Report(known.Verdict, $"the operator {@operator} {known.Effect}", offset, node, "tensorflow:" + @operator);

    // What tf.train.Saver makes lies in a scope of its name: save/SaveV2, model/save_1/RestoreV2.
    private static bool IsInSaveScope(string name) =>
        name.Split('/').SkipLast(1).Any(scope => scope == "save" || (scope.StartsWith("save_", StringComparison.Ordinal) && scope[5..].All(char.IsAsciiDigit)));
}
