using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR2006: a model is asked again and again with the results of its tool calls, and nothing ends it but the model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR2006UnboundedToolsAnalyzer : AirlockAnalyzer
{
    /// <summary>More rounds than this are no limit: no task needs them, and each is paid for.</summary>
    private const int MostRounds = 1000;

    private static readonly DiagnosticDescriptor Rule = new(
        "AIR2006",
        "Unbounded tool iterations",
        "{0}, so a model that keeps asking for tools runs up time and cost without end. {1}.",
        "Airlock.Agent",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2006.md",
        customTags: ["CWE-770", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var loops = new ToolLoops(airlock);
        start.RegisterOperationAction(context => CheckSetting(context, airlock), OperationKind.SimpleAssignment);
        start.RegisterOperationAction(context => CheckCall(context, airlock, loops), OperationKind.Invocation);
        start.RegisterOperationAction(context => CheckLoop(context, loops), OperationKind.Loop);
    }

    /// <summary>A limit of a library that is set so high that it is none.</summary>
    private static void CheckSetting(OperationAnalysisContext context, AirlockContext airlock)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: var property }
            && Rows(airlock, property, "rounds").Any()
            && IsNoLimit(assignment.Value))
        {
            Report(context, assignment.Value.Syntax.GetLocation(), $"{OperationText.NameOf(property)} is set to no real limit", "Set it to the number of rounds that the task needs");
        }
    }

    /// <summary>A call that runs tools in rounds, whose library has no limit unless one is passed, and a method that calls itself.</summary>
    private static void CheckCall(OperationAnalysisContext context, AirlockContext airlock, ToolLoops loops)
    {
        var call = (IInvocationOperation)context.Operation;
        foreach (var row in Rows(airlock, call.TargetMethod, "limit").Where(row => row.Kind == "auto-invoke"))
        {
            var limit = row.Parameters("limit").Select(new Call(call, call.TargetMethod, call.Arguments).Argument).FirstOrDefault();
            if (limit is null or { ConstantValue: { HasValue: true, Value: null } } || IsNoLimit(limit))
            {
                var name = row.Parameters("limit").First().Name;
                Report(context, call.Syntax.GetLocation(), $"{OperationText.NameOf(call.TargetMethod)} runs tools until the model wants none", $"Pass {name}");
            }
        }

        // The library's own code passes on what it was given.
        var isOwn = SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingAssembly, airlock.Compilation.Assembly);
        foreach (var row in isOwn ? [] : Rows(airlock, call.TargetMethod, "unlimited"))
        {
            var tools = row.Parameters("tools").Select(new Call(call, call.TargetMethod, call.Arguments).Argument).FirstOrDefault();
            if (tools is { ConstantValue.HasValue: false } && !IsEmpty(tools) && !ToolLoops.HasDeadline(call) && !airlock.ToolCalling.IsSwitchedOff(row.Value("unlimited")!))
            {
                Report(context, tools.Syntax.GetLocation(), $"{OperationText.NameOf(call.TargetMethod)} runs tools until the model wants none", $"Set {row.Value("unlimited")} to false and count the rounds, or give it a deadline");
            }
        }

        if (context.ContainingSymbol is IMethodSymbol method
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition)
            && airlock.Declarations.BodyOf(method) is { } body
            && loops.UnboundedInference(call, body) is { } inference)
        {
            Report(context, call.Syntax.GetLocation(), $"'{method.Name}' calls itself after each answer of {NameOf(inference)}", "Pass the number of rounds that are left, and stop at none", inference);
        }
    }

    private static void CheckLoop(OperationAnalysisContext context, ToolLoops loops)
    {
        var loop = (ILoopOperation)context.Operation;
        if (loops.UnboundedInference(loop) is { } inference)
        {
            Report(context, loop.Syntax.GetFirstToken().GetLocation(), $"This loop asks {NameOf(inference)} again after each tool call", "Count the rounds and stop at a limit", inference);
        }
    }

    private static IEnumerable<CatalogRow> Rows(AirlockContext airlock, ISymbol member, string role) =>
        airlock.Catalog.Find(CatalogTable.ToolEntryPoints, member).Where(row => row.Value(role) is not null);

    private static bool IsNoLimit(IOperation value) => value.Unwrap().ConstantValue is { HasValue: true, Value: int rounds } && rounds > MostRounds;

    private static bool IsEmpty(IOperation tools) => tools.Unwrap() is ICollectionExpressionOperation { Elements.IsEmpty: true };

    private static string NameOf(IOperation call) => OperationText.NameOf(((IInvocationOperation)call).TargetMethod);

    private static void Report(OperationAnalysisContext context, Location location, string finding, string remedy, IOperation? inference = null) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            WrittenLocation.Of(location),
            inference is null ? [] : [WrittenLocation.Of(inference.Syntax)],
            finding,
            remedy));
}
