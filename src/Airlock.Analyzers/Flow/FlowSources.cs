using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>How a member of the catalog's table of outputs brings labelled text into a program.</summary>
internal enum FlowSourceKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The result of a call is new text, whatever went in.</summary>
    Result,

    /// <summary>The member reads text that an object holds: new text, unless it is known what the object holds.</summary>
    Content,

    /// <summary>The member hands on what its object or arguments hold.</summary>
    Carrier,

    /// <summary>The member holds nothing that a model wrote, though its object does.</summary>
    Plain,
}

/// <summary>Reads the catalog's table of outputs.</summary>
internal static class FlowSources
{
    /// <summary>What a member is as a source, and the label of its text.</summary>
    public static (FlowSourceKind Kind, FlowLabelKind Label) Find(CatalogLookup catalog, ISymbol member)
    {
        foreach (var row in catalog.Find(CatalogTable.LlmOutputs, member))
        {
            var label = LabelOf(row.Kind);
            if (label is null)
            {
                continue;
            }

            return (row.Value("flow"), row.Value("roleDependent")) switch
            {
                ("return", _) => (FlowSourceKind.Result, label.Value),
                ("value" or "out-param", null) => (FlowSourceKind.Content, label.Value),
                _ => (FlowSourceKind.Carrier, label.Value),
            };
        }

        return (catalog.Contains(CatalogTable.PlainMembers, member) ? FlowSourceKind.Plain : FlowSourceKind.None, default);
    }

    /// <summary>The label for a kind of row; null for outputs that hold no text of interest.</summary>
    private static FlowLabelKind? LabelOf(string kind) => kind switch
    {
        "tool-args" => FlowLabelKind.ToolArgument,
        "retrieval" or "tool-result" => FlowLabelKind.RetrievedText,
        "prediction" => FlowLabelKind.Prediction,
        "embedding" or "audio" or "moderation" or "prompt-echo" => null,
        _ => kind.StartsWith("mcp-", StringComparison.Ordinal) ? FlowLabelKind.RetrievedText : FlowLabelKind.ModelText,
    };
}
