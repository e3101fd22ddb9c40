using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Shared.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>How a member of the catalog brings labelled text into a program.</summary>
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

/// <summary>Where labelled text enters: replies of models, requests of users, retrieved text, secrets and addresses of models.</summary>
internal sealed class FlowSources(CatalogLookup catalog)
{
    private static readonly (FlowSourceKind, FlowLabelKind, FlowTraits) None = (FlowSourceKind.None, default, default);

    private readonly ConcurrentDictionary<ISymbol, (FlowSourceKind, FlowLabelKind, FlowTraits)> _answers = new(SymbolEqualityComparer.Default);

    /// <summary>What a member is as a source, and the label of its text.</summary>
    public (FlowSourceKind Kind, FlowLabelKind Label, FlowTraits Traits) Find(ISymbol member)
    {
        var declared = CatalogLookup.Declaration(member);
        return _answers.TryGetValue(declared, out var known) ? known : _answers.GetOrAdd(declared, FindRow(member));
    }

    /// <summary>What a call is as a source: a setting is a secret if its name says so.</summary>
    public (FlowSourceKind Kind, FlowLabelKind Label, FlowTraits Traits) Find(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments) =>
        Find(method) is { Kind: not FlowSourceKind.None } found ? found
        : SecretNames.IsRead(method, arguments) ? (FlowSourceKind.Result, FlowLabelKind.Secret, FlowTraits.None)
        : None;

    /// <summary>What a property is as a source.</summary>
    public (FlowSourceKind Kind, FlowLabelKind Label, FlowTraits Traits) Find(IPropertyReferenceOperation property) =>
        Find(property.Property) is { Kind: not FlowSourceKind.None } found ? found
        : SecretNames.IsRead(property) ? (FlowSourceKind.Result, FlowLabelKind.Secret, FlowTraits.None)
        : None;

    /// <summary>What a constant text says: the address of a model, or a key of a known shape.</summary>
    public static FlowValue OfConstant(string text, SyntaxNode syntax)
    {
        var kind = InferenceHosts.Contains(text) ? FlowLabelKind.InferenceAddress
            : text.Length >= KeyFormats.MinimumLength && KeyFormats.Find(text) is not null ? FlowLabelKind.Secret
            : (FlowLabelKind?)null;
        return kind is { } label ? FlowValue.Of(new SourceLabel(label, syntax, label == FlowLabelKind.Secret ? "a key in the source" : "an address of a model")) : FlowValue.Empty;
    }

    private (FlowSourceKind Kind, FlowLabelKind Label, FlowTraits Traits) FindRow(ISymbol member)
    {
        foreach (var row in catalog.Find(CatalogTable.LlmOutputs, member))
        {
            if (LabelOf(row.Kind) is not { } label)
            {
                continue;
            }

            var traits = row.Kind switch
            {
                "structured" => FlowTraits.Structured,
                "tool-args" => FlowTraits.ToolCall,
                _ => FlowTraits.None,
            };
            return (row.Value("flow"), row.Value("roleDependent")) switch
            {
                ("return", _) => (FlowSourceKind.Result, label, traits),
                ("value" or "out-param", null) => (FlowSourceKind.Content, label, traits),
                _ => (FlowSourceKind.Carrier, label, traits),
            };
        }

        foreach (var row in catalog.Find(CatalogTable.Prompts, member))
        {
            if (UntrustedLabelOf(row.Kind) is { } label)
            {
                return (FlowSourceKind.Content, label, FlowTraits.None);
            }
        }

        return catalog.Contains(CatalogTable.PlainMembers, member) ? (FlowSourceKind.Plain, default, default) : None;
    }

    /// <summary>The label for a kind of row; null for outputs that hold no text of interest.</summary>
    private static FlowLabelKind? LabelOf(string kind) => kind switch
    {
        "tool-args" => FlowLabelKind.ToolArgument,
        "tool-parameters" => FlowLabelKind.ToolParameter,
        "retrieval" or "tool-result" => FlowLabelKind.RetrievedText,
        "prediction" => FlowLabelKind.Prediction,
        "embedding" or "audio" or "moderation" or "prompt-echo" => null,
        "mcp-sampling" => FlowLabelKind.ModelText,
        _ => kind.StartsWith("mcp-", StringComparison.Ordinal) ? FlowLabelKind.ServerText : FlowLabelKind.ModelText,
    };

    private static FlowLabelKind? UntrustedLabelOf(string kind) => kind switch
    {
        "untrusted-http" or "untrusted-bound" or "untrusted-signalr" or "untrusted-grpc" => FlowLabelKind.UserInput,
        "untrusted-web" or "untrusted-db" or "untrusted-email" or "untrusted-mcp" or "untrusted-retrieval" => FlowLabelKind.RetrievedText,
        _ => null,
    };
}
