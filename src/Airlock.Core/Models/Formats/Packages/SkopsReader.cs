using System.Text.Json;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Models.Formats;

/// <summary>
/// Reads files of skops: a zip whose <c>schema.json</c> names the class of each object, to be imported when it is loaded. Nodes for functions,
/// methods and operators name what is called as well (CVE-2025-54412, CVE-2025-54413).
/// </summary>
internal sealed class SkopsReader : ZipFormatReader
{
    private const string Schema = "schema.json";
    private const int MaximumLength = 256 * 1024 * 1024;
    private const int MaximumDepth = 1000;

    private static readonly Lazy<IReadOnlyList<string>> Trusted = new(() => [.. EmbeddedTable.Rows("skops-types.tsv").Select(cells => cells[0])]);

    /// <inheritdoc/>
    public override string Format => "skops";

    /// <inheritdoc/>
    protected override bool Recognises(ZipArchiveView view)
    {
        if (view.Find(Schema) is not { } member || member.Length > MaximumLength)
        {
            return false;
        }

        // The same name is used for other things, so the root must be a node: its class and module come first.
        try
        {
            using var content = member.Open(view.Source, new ScanContext(Schema, null, new ScanBudget(0), default));
            var head = new byte[Math.Min(content.Source.Length, 4096)];
            content.Source.Read(0, head);
            return head.AsSpan().IndexOf("\"__class__\""u8) >= 0 || head.AsSpan().IndexOf("\"__loader__\""u8) >= 0;
        }
        catch (Exception exception) when (exception is ModelFormatException or ScanLimitException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override void Read(ZipArchiveView view, ScanContext context)
    {
        var inside = context.Inside(Schema);
        var reader = new Utf8JsonReader(
            ReadAll(view, view.Find(Schema)!, MaximumLength, context), new JsonReaderOptions { MaxDepth = MaximumDepth });
        var nodes = new Stack<Node>();
        var property = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        nodes.Push(new Node(property));
                        break;
                    case JsonTokenType.EndObject:
                        Check(nodes.Pop(), nodes, reader.TokenStartIndex, inside);
                        break;
                    case JsonTokenType.PropertyName:
                        property = reader.GetString()!;
                        break;
                    case JsonTokenType.String when nodes.TryPeek(out var node):
                        node.Take(property, reader.GetString()!);
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"'{Schema}' is no JSON that can be read", reader.TokenStartIndex);
        }
    }

    private static void Check(Node node, Stack<Node> outer, long offset, ScanContext context)
    {
        // The content of a function's node says once more, or instead, which function it is.
        if (node.Property == "content" && outer.TryPeek(out var owner) && node.Function is { } function)
        {
            Judge(node.ModulePath is { } path ? $"{path}.{function}" : function, owner.Loader, offset, context);
        }

        if (node.Class is { } name && node.Module is { } module)
        {
            Judge($"{module}.{name}", node.Loader, offset, context);
        }
    }

    private static void Judge(string name, string? loader, long offset, ScanContext context)
    {
        if (ImportedNames.FindHarm(name) is { } harm)
        {
            context.Report(ModelVerdict.Malicious, $"Loading it imports '{name}' ({loader ?? "no loader"}), which {harm}.", offset, loader);
        }
        else if (!IsTrusted(name, isFunction: loader is "FunctionNode" or "MethodNode" or "OperatorFuncNode"))
        {
            context.Report(
                ModelVerdict.Suspicious,
                $"Loading it imports '{name}' ({loader ?? "no loader"}), which is not among the types that skops trusts.",
                offset,
                loader,
                name);
        }
    }

    // "a.b.*" stands for everything below, for classes only; functions are trusted by their full name, or below "a.b.*()".
    private static bool IsTrusted(string name, bool isFunction) => Trusted.Value.Any(row =>
        row == name
        || (row.EndsWith(".*()", StringComparison.Ordinal) && name.StartsWith(row[..^3], StringComparison.Ordinal))
        || (!isFunction && row.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(row[..^1], StringComparison.Ordinal)));

    private sealed class Node(string property)
    {
        public string Property => property;

        public string? Class { get; private set; }

        public string? Module { get; private set; }

        public string? Loader { get; private set; }

        public string? Function { get; private set; }

        public string? ModulePath { get; private set; }

        public void Take(string name, string value)
        {
            switch (name)
            {
                case "__class__":
                    Class = value;
                    break;
                case "__module__":
                    Module = value;
                    break;
                case "__loader__":
                    Loader = value;
                    break;
                case "function":
                    Function = value;
                    break;
                case "module_path":
                    ModulePath = value;
                    break;
            }
        }
    }
}
