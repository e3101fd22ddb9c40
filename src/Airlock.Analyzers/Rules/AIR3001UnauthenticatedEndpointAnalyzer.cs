using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3001: an HTTP endpoint runs a model for anyone who can reach it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3001UnauthenticatedEndpointAnalyzer : AirlockAnalyzer
{
    /// <summary>Name of the property that says what is reported: <see cref="Route"/> or <see cref="Action"/>.</summary>
    public const string TargetProperty = "target";

    /// <summary>A route that is mapped in code.</summary>
    public const string Route = "route";

    /// <summary>An action of a controller.</summary>
    public const string Action = "action";

    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3001",
        "Inference endpoint without authentication",
        "{0} runs {1} for anyone who can reach it: neither the endpoint, its groups nor a fallback policy requires authentication, so strangers spend the model's budget. Add {2} or a fallback policy.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3001.md",
        customTags: ["CWE-306", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        start.RegisterOperationAction(operation => CheckRoute(operation, airlock), OperationKind.Invocation);
        if (airlock.Endpoints.HasControllers)
        {
            start.RegisterOperationBlockAction(block => CheckAction(block, airlock));
        }
    }

    private static void CheckRoute(OperationAnalysisContext context, AirlockContext airlock)
    {
        var call = (IInvocationOperation)context.Operation;
        if (airlock.Endpoints.MappedBy(call) is not { Access: EndpointAccess.Open } endpoint || DevelopmentOnly.Covers(call))
        {
            return;
        }

        var name = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
        var shown = endpoint.Pattern is null ? call.TargetMethod.Name : $"{call.TargetMethod.Name} \"{endpoint.Pattern}\"";
        Report(context.ReportDiagnostic, WrittenLocation.Of(name), Route, shown, endpoint.Inference, ".RequireAuthorization()");
    }

    private static void CheckAction(OperationBlockAnalysisContext context, AirlockContext airlock)
    {
        var action = context.OwningSymbol;
        if (airlock.Endpoints.ActionOf(action, context.OperationBlocks) is { Access: EndpointAccess.Open } endpoint)
        {
            Report(context.ReportDiagnostic, WrittenLocation.Of(action.Locations[0]), Action, $"{action.ContainingType.Name}.{action.Name}", endpoint.Inference, "[Authorize]");
        }
    }

    private static void Report(Action<Diagnostic> report, Location location, string target, string endpoint, IInvocationOperation? inference, string remedy) =>
        report(Diagnostic.Create(
            Rule,
            location,
            inference is null ? [] : [WrittenLocation.Of(inference.Syntax)],
            ImmutableDictionary<string, string?>.Empty.Add(TargetProperty, target),
            endpoint,
            inference is null ? "an agent" : OperationText.NameOf(inference.TargetMethod),
            remedy));
}
