using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR1001 to AIR1016, AIR2001 to AIR2004 and the flows of AIR3201: a value reaches an operation that obeys or keeps it. The rules differ only in the rows
/// of <c>flow-rules.tsv</c>, so one run of the flow engine serves them all. What is too large for the engine is reported as
/// AIR9004, so that it does not look like code without findings.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR10xxModelOutputAnalyzer : AirlockAnalyzer
{
    /// <summary>The role of arguments that are handed over one by one, without a shell.</summary>
    private const string ListRole = "list";

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

    /// <summary>A value that comes from everywhere: what is near was asked, so this stays in the evidence and off the console.</summary>
    private static readonly ImmutableDictionary<string, string?> AtMostNote = ImmutableDictionary<string, string?>.Empty.Add("weight", "note");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. FlowRuleSet.Descriptors, Incomplete];

    /// <summary>Operations that the engine evaluates for one body before it gives up.</summary>
    internal int Budget { get; init; } = FlowProgram.DefaultBudget;

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock) =>
        start.RegisterOperationBlockStartAction(block =>
        {
            // Only a block that holds a sink is worth the engine. The driver's walk over operations is cheaper than one of our own.
            var holdsSink = 0;
            block.RegisterOperationAction(
                operation =>
                {
                    if (holdsSink == 0 && operation.Operation.Kind == OperationKind.DynamicInvocation)
                    {
                        Interlocked.Exchange(ref holdsSink, 1);
                    }
                    else if (holdsSink == 0 && OperationText.MemberOf(operation.Operation) is { } member
                        && (airlock.Sinks.Find(member).Any(sink => sink.Role.Table != CatalogTable.Responses) || (member is IMethodSymbol method && airlock.StateChanges.MayChange(method))))
                    {
                        Interlocked.Exchange(ref holdsSink, 1);
                    }
                },
                OperationKind.Invocation,
                OperationKind.ObjectCreation,
                OperationKind.PropertyReference,
                OperationKind.Conversion,
                OperationKind.MethodReference,
                OperationKind.DynamicInvocation);
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
        // A list of arguments is harmless unless the program is a shell; asked once, when the first one is met.
        var startsShell = new Lazy<bool>(() => context.OperationBlocks.Any(block => ShellPrograms.AreStartedIn(block, airlock, new LocalFacts(block))));
        var (isComplete, isFollowed) = (true, true);
        foreach (var body in context.OperationBlocks.GroupBy(BodyOf))
        {
            var summary = airlock.Program.Summary(body.Key, context.GetControlFlowGraph(body.First()), Budget);
            isComplete &= summary.IsComplete;
            foreach (var hit in summary.Hits)
            {
                if (hit.Role != ListRole || startsShell.Value)
                {
                    isFollowed &= Report(context, airlock, hit);
                }
            }
        }

        if (!isComplete || !isFollowed)
        {
            var member = (context.OwningSymbol as IMethodSymbol)?.AssociatedSymbol ?? context.OwningSymbol;
            context.ReportDiagnostic(Diagnostic.Create(Incomplete, member.Locations[0], isComplete ? AtMostNote : AtMostWarn, OperationText.NameOf(member)));
        }
    }

    /// <summary>Reports what arrives at a sink, at most once for each rule.</summary>
    /// <returns>Whether everything is known that arrives there.</returns>
    private static bool Report(OperationBlockAnalysisContext context, AirlockContext airlock, FlowHit hit)
    {
        var rules = FlowRuleSet.Of(hit);
        if (rules.IsEmpty || (hit.Sink.Kind == FlowRuleSet.LogSink && IsForDevelopment(context, hit)))
        {
            return true;
        }

        var search = new FlowSearch(airlock, FlowRuleSet.CategoryOf(hit), FlowRuleSet.TraitsOf(hit), FlowRuleSet.RequiredBy(hit), context.CancellationToken);
        var reported = new HashSet<DiagnosticDescriptor>();
        foreach (var origin in search.OriginsOf(hit.Value, rules.SelectMany(rule => rule.Labels).ToImmutableHashSet()))
        {
            foreach (var rule in rules)
            {
                if (rule.Labels.Contains(origin.Label.Kind) && reported.Add(rule.Descriptor))
                {
                    context.ReportDiagnostic(FlowReport.Create(rule.Descriptor, hit, origin));
                }
            }
        }

        return search.IsComplete;
    }

    private static bool IsForDevelopment(OperationBlockAnalysisContext context, FlowHit hit) =>
        context.OperationBlocks.SelectMany(block => block.DescendantsAndSelf()).FirstOrDefault(operation => operation.Syntax == hit.Argument) is { } argument
        && DevelopmentOnly.Covers(argument);

    /// <summary>The whole of which a block is a part: of a constructor, its initializer and its statements.</summary>
    private static SyntaxNode BodyOf(IOperation block)
    {
        var root = block;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        return root.Syntax;
    }
}
