using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>The nodes of TensorFlow graphs with their references, held in memory to tell what runs with what.</summary>
internal sealed class TensorFlowReach
{
    private const int MaximumNodes = 250_000;

    private readonly Dictionary<string, TensorFlowNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TensorFlowNode>> _functions = new(StringComparer.Ordinal);
    private (long Start, List<TensorFlowNode> Nodes)? _last;
    private int _count;

    /// <summary>Reads GraphDefs.</summary>
    /// <exception cref="ScanLimitException">They have more nodes than are held.</exception>
    public TensorFlowReach(IEnumerable<ProtobufMessage> graphs)
    {
        foreach (var graph in graphs)
        {
            TensorFlowGraph.Walk(graph, (node, function) => Add(TensorFlowNode.Read(node, function is not null), function));
        }
    }

    /// <summary>Names of the nodes of the graphs themselves.</summary>
    public IEnumerable<string> Nodes => _nodes.Keys;

    /// <summary>The nodes that checkpoints need.</summary>
    public List<TensorFlowNode> Checkpoints { get; } = [];

    /// <summary>All nodes that must run before these have, with all nodes of every function that is called on the way.</summary>
    public HashSet<TensorFlowNode> Of(IEnumerable<string> names)
    {
        var reached = new HashSet<TensorFlowNode>(ReferenceEqualityComparer.Instance);
        var called = new HashSet<string>(StringComparer.Ordinal);
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
                if (_functions.TryGetValue(function, out var nodes) && called.Add(function))
                {
                    nodes.ForEach(waiting.Push);
                }
            }
        }

        return reached;
    }

    private void Add(TensorFlowNode node, ProtobufMessage? function)
    {
        if (++_count > MaximumNodes)
        {
            throw new ScanLimitException($"it saves or restores in a graph of more than {MaximumNodes:N0} nodes, too many to tell when");
        }

        if (TensorFlowOperators.JudgeCheckpoint(node.Operator) is not null)
        {
            Checkpoints.Add(node);
        }

        if (function is { } holder)
        {
            // A function's nodes follow each other.
            if (_last is not var (start, nodes) || start != holder.Start)
            {
                var name = NameOf(holder);
                if (!_functions.TryGetValue(name, out nodes))
                {
                    _functions.Add(name, nodes = []);
                }

                _last = (holder.Start, nodes);
            }

            nodes.Add(node);
        }
        else if (!_nodes.TryAdd(node.Name, node))
        {
            throw new ModelFormatException($"two nodes are named '{node.Name}'", node.Offset);
        }
    }

    // FunctionDef: signature 1; OpDef: name 1.
    private static string NameOf(ProtobufMessage function)
    {
        var name = "";
        foreach (var field in function)
        {
            if (field.Number == 1)
            {
                foreach (var part in field.Message())
                {
                    name = part.Number == 1 ? part.Text() : name;
                }
            }
        }

        return name;
    }
}
