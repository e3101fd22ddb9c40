using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR2005: a tool that destroys or moves something is run whenever a model asks for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR2005UnapprovedToolAnalyzer : AirlockAnalyzer
{
    /// <summary>Name of the property that is set where the function can be wrapped in place.</summary>
    public const string WrapProperty = "wrap";

    private static readonly DiagnosticDescriptor Rule = new(
        "AIR2005",
        "Destructive tool runs without approval",
        "'{0}' {1} ({2}), and runs whenever a model asks for it: nobody approves the call. {3}.",
        "Airlock.Agent",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR2005.md",
        customTags: ["CWE-862", "OWASP-LLM06:2025", "OWASP-LLM03:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var acts = new DestructiveCalls(airlock);
        var approval = new ToolApproval(airlock);
        start.RegisterOperationAction(
            context => CheckRegistration(context, airlock, acts, approval),
            OperationKind.Invocation,
            OperationKind.ObjectCreation,
            OperationKind.SimpleAssignment);
        start.RegisterSymbolAction(context => CheckAttribute(context, airlock, acts, approval), SymbolKind.Method);
    }

    private static void CheckRegistration(OperationAnalysisContext context, AirlockContext airlock, DestructiveCalls acts, ToolApproval approval)
    {
        if (airlock.Tools.RegisteredBy(context.Operation) is not { } tool
            || !ToolEntryPoints.IsTool(tool.Row)
            || airlock.Tools.OfferingAttribute(tool.Method) is not null
            || FirstAct(tool.Method, tool.Body ?? tool.Registration, airlock, acts, approval) is not { } act)
        {
            return;
        }

        var isProtocol = McpToolHints.IsProtocol(tool.Row);
        if (isProtocol ? McpToolHints.Hide(tool.Registration, act.Effect) : airlock.ToolCalling.RunsUnasked(tool.Row) && !approval.IsWrapped(tool.Registration))
        {
            var isFunction = tool.Row.Package == "Microsoft.Extensions.AI.Abstractions";
            Report(context.ReportDiagnostic, tool.Passed.Syntax.GetLocation(), tool.Method, act, isProtocol, isFunction);
        }
    }

    private static void CheckAttribute(SymbolAnalysisContext context, AirlockContext airlock, DestructiveCalls acts, ToolApproval approval)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (airlock.Tools.OfferingAttribute(method) is not { AttributeClass: { } type } attribute
            || airlock.Tools.OfferedBy(type) is not { } row
            || !ToolEntryPoints.IsTool(row)
            || airlock.Declarations.BodyOf(method) is not { } body
            || FirstAct(method, body, airlock, acts, approval) is not { } act)
        {
            return;
        }

        var isProtocol = McpToolHints.IsProtocol(row);
        if (isProtocol ? McpToolHints.Hide(attribute, act.Effect) : airlock.ToolCalling.RunsUnasked(row))
        {
            Report(context.ReportDiagnostic, method.Locations[0], method, act, isProtocol, isFunction: false);
        }
    }

    /// <summary>What a tool does, through whatever it calls, without anyone being asked on the way.</summary>
    private static Act? FirstAct(IMethodSymbol tool, IOperation body, AirlockContext airlock, DestructiveCalls acts, ToolApproval approval)
    {
        foreach (var reached in airlock.Reach.From(body, (step, within) => !approval.IsAskedBefore(step.Call, within)))
        {
            var owner = reached.Way.IsEmpty ? tool.Name : reached.Way[reached.Way.Length - 1].Callee.Name;
            if (acts.EffectOf(reached.Operation, reached.Body, owner) is { } effect && !approval.IsAskedBefore(reached.Operation, reached.Body))
            {
                return new Act(reached, effect);
            }
        }

        return null;
    }

    private static void Report(Action<Diagnostic> report, Location location, IMethodSymbol tool, Act act, bool isProtocol, bool isFunction)
    {
        var steps = act.Reached.Way.Select(step => step.Call).Append(act.Reached.Operation).ToList();
        var remedy = isProtocol ? "Say in its annotations what it does, so that the client asks"
            : isFunction ? "Wrap it in ApprovalRequiredAIFunction, or ask before the act"
            : "Ask before the act, or let a filter decide about the call";
        report(Diagnostic.Create(
            Rule,
            WrittenLocation.Of(location),
            steps.Select(step => WrittenLocation.Of(step.Syntax)),
            isFunction ? ImmutableDictionary<string, string?>.Empty.Add(WrapProperty, "true") : ImmutableDictionary<string, string?>.Empty,
            tool.MethodKind == MethodKind.AnonymousFunction ? "The tool" : tool.Name,
            act.Effect,
            string.Join(" → ", steps.Select(NameOf)),
            remedy));
    }

    private static string NameOf(IOperation step) =>
        (step as IMethodReferenceOperation)?.Method is { } method ? OperationText.NameOf(method)
        : OperationText.MemberOf(step) is { } member ? OperationText.NameOf(member)
        : step.Syntax.ToString();

    private sealed record Act(ReachedOperation Reached, string Effect);
}
