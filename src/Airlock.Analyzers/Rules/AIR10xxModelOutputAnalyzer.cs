using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR1001 to AIR1016 without AIR1011: what a model wrote reaches an operation that obeys it. The rules differ only in their
/// rows of the catalog's sinks, so one run of the flow engine serves them all. A block that is too large for the engine is reported
/// as AIR9004, so that it does not look like one without findings.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR10xxModelOutputAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Incomplete = new(
        "AIR9004",
        "Evidence is incomplete",
        "The flow of values in '{0}' is too large to follow to its end, so what it would have shown is not known; split it",
        "Airlock.Gate",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR9004.md");

    /// <summary>The gate reads it as the most that the finding may weigh: the code is at fault only of being long.</summary>
    private static readonly ImmutableDictionary<string, string?> AtMostWarn = ImmutableDictionary<string, string?>.Empty.Add("weight", "warn");

    private static readonly Lazy<ImmutableDictionary<string, (DiagnosticDescriptor Rule, ImmutableArray<string> Roles)>> RulesByKind = new(() =>
        FlowRules.All
            .Where(row => row.Table == CatalogTable.Sinks && row.Labels.Contains("model"))
            .ToImmutableDictionary(row => row.Kind, row => (ModelOutputDescriptors.OfSinks.Single(rule => rule.Id == row.Rule), row.Roles)));

    /// <summary>The role of arguments that are handed over one by one, without a shell.</summary>
    private const string ListRole = "list";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. ModelOutputDescriptors.OfSinks, Incomplete];

    /// <summary>By kind of sink: the rule, and the roles of parameters that obey the text they get.</summary>
    private static ImmutableDictionary<string, (DiagnosticDescriptor Rule, ImmutableArray<string> Roles)> Rules => RulesByKind.Value;

    /// <summary>Operations that the engine evaluates for one block before it gives up.</summary>
    internal int Budget { get; init; } = 200_000;

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock) =>
        start.RegisterOperationBlockStartAction(block =>
        {
            // Only a block that holds a sink is worth the engine. The driver's walk over operations is cheaper than one of our own.
            var holdsSink = 0;
            block.RegisterOperationAction(
                operation =>
                {
                    if (holdsSink == 0 && OperationText.MemberOf(operation.Operation) is { } member && airlock.Catalog.Contains(CatalogTable.Sinks, member))
                    {
                        Interlocked.Exchange(ref holdsSink, 1);
                    }
                },
                OperationKind.Invocation,
                OperationKind.ObjectCreation,
                OperationKind.PropertyReference);
            block.RegisterOperationBlockEndAction(end =>
            {
                if (holdsSink != 0)
                {
                    Analyze(end, airlock);
                }
            });
        });

    private void Analyze(OperationBlockAnalysisContext context, AirlockContext airlock)
    {
        var isComplete = true;
        foreach (var root in context.OperationBlocks)
        {
            // A list of arguments is harmless unless the program is a shell; asked once, when the first one is met.
            var startsShell = new Lazy<bool>(() => context.OperationBlocks.Any(block => ShellPrograms.AreStartedIn(block, airlock, new LocalFacts(block))));
            var reported = new HashSet<(DiagnosticDescriptor, SyntaxNode)>();
            var flow = FlowEngine.Analyze(airlock, root, context.GetControlFlowGraph(root), Budget);
            isComplete &= flow.IsComplete;
            foreach (var hit in flow.Hits)
            {
                if (Rules.TryGetValue(hit.Sink.Kind, out var rule)
                    && rule.Roles.Contains(hit.Role)
                    && hit.Taint.Label.Kind is FlowLabelKind.ModelText or FlowLabelKind.ToolArgument
                    && (hit.Role != ListRole || startsShell.Value)
                    && reported.Add((rule.Rule, hit.Argument)))
                {
                    context.ReportDiagnostic(FlowReport.Create(rule.Rule, hit));
                }
            }
        }

        if (!isComplete)
        {
            var member = (context.OwningSymbol as IMethodSymbol)?.AssociatedSymbol ?? context.OwningSymbol;
            context.ReportDiagnostic(Diagnostic.Create(Incomplete, member.Locations[0], AtMostWarn, OperationText.NameOf(member)));
        }
    }
}
