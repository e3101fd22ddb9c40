using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Rules;

/// <summary>Which rules want to know what arrives at a sink: <c>flow-rules.tsv</c>, joined with the descriptors.</summary>
internal static class FlowRuleSet
{
    /// <summary>The kind of sinks that keep what they are given for others to read.</summary>
    public const string LogSink = "log";

    private static readonly Lazy<ImmutableDictionary<(CatalogTable Table, string Kind, string Role), ImmutableArray<Entry>>> Entries = new(Read);

    /// <summary>The descriptors of all rules on flows.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [.. ModelOutputDescriptors.All, .. PromptDescriptors.OfFlows, AIR3201TelemetryAnalyzer.Rule];

    /// <summary>The rules that ask about a sink.</summary>
    public static ImmutableArray<Entry> Of(FlowHit hit) => Entries.Value.TryGetValue((hit.Table, hit.Sink.Kind, hit.Role), out var entries) ? entries : [];

    /// <summary>The category of a sink, for which sanitizers clear.</summary>
    public static string CategoryOf(FlowHit hit) => hit.Table == CatalogTable.Prompts ? "prompt" : SinkCategory.Of(hit.Sink.Kind);

    /// <summary>The traits that a value may have to matter: most sinks obey text alone, a decision also an answer of yes or no.</summary>
    public static FlowTraits TraitsOf(FlowHit hit) =>
        hit.Sink.Kind switch
        {
            "authz-decision" => FlowTraits.Structured | FlowTraits.Serialized | FlowTraits.Enclosed | FlowTraits.ToolCall | FlowTraits.Plain,
            "state-change" => FlowTraits.Structured | FlowTraits.Enclosed | FlowTraits.ToolCall | FlowTraits.Plain,
            // A field of an object that was read from a reply, as the category of a message, is no conversation.
            LogSink => FlowTraits.Serialized | FlowTraits.Enclosed,
            _ => FlowTraits.Structured | FlowTraits.Serialized | FlowTraits.Enclosed | FlowTraits.ToolCall,
        };

    /// <summary>The traits that a value must have to matter: a change obeys an object that was read from text, and keeps text as it is.</summary>
    public static FlowTraits RequiredBy(FlowHit hit) => hit.Sink.Kind == "state-change" ? FlowTraits.Structured : FlowTraits.None;

    private static ImmutableDictionary<(CatalogTable Table, string Kind, string Role), ImmutableArray<Entry>> Read() =>
        FlowRules.All
            .Where(rule => rule.Table != CatalogTable.Responses)
            .SelectMany(rule => rule.Roles, (rule, role) => (rule, role))
            .GroupBy(pair => (pair.rule.Table, pair.rule.Kind, pair.role))
            .ToImmutableDictionary(
                group => group.Key,
                group => group.Select(pair => new Entry(Descriptors.Single(rule => rule.Id == pair.rule.Rule), [.. pair.rule.Labels.SelectMany(LabelsOf)])).ToImmutableArray());

    private static FlowLabelKind[] LabelsOf(string name) => name switch
    {
        "model" => [FlowLabelKind.ModelText, FlowLabelKind.ToolArgument],
        "reply" => [FlowLabelKind.ModelText],
        "server" => [FlowLabelKind.ServerText],
        "tool" => [FlowLabelKind.ToolParameter],
        "untrusted" => [FlowLabelKind.UserInput, FlowLabelKind.RetrievedText, FlowLabelKind.ServerText],
        "secret" => [FlowLabelKind.Secret],
        _ => throw new InvalidOperationException($"flow-rules.tsv names the label '{name}', which the engine does not know."),
    };

    /// <summary>A rule at a sink.</summary>
    /// <param name="Descriptor">The rule.</param>
    /// <param name="Labels">The labels that it does not let through.</param>
    internal sealed record Entry(DiagnosticDescriptor Descriptor, ImmutableHashSet<FlowLabelKind> Labels);
}
