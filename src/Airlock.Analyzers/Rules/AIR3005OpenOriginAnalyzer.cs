using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3005: scripts of any web site may call an endpoint that runs a model. One finding a policy, where it is opened.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3005OpenOriginAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3005",
        "Inference endpoint open to any origin",
        "{0} lets the scripts of any web site call {1}, with the network and the address of whoever visits that site. Name the origins that may: WithOrigins(\"https://app.example.com\").",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3005.md",
        customTags: ["CWE-942", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        if (!airlock.Endpoints.IsWeb)
        {
            return;
        }

        var origins = new OpenOrigins(airlock);
        start.RegisterOperationAction(
            context =>
            {
                var operation = context.Operation;
                var reached = DevelopmentOnly.Covers(operation) ? []
                    : operation is IInvocationOperation call && OpenOrigins.IsOpening(call) ? origins.ReachedThrough(call)
                    : OpenOrigins.SetsHeader(operation) ? origins.ReachedThroughHeader(operation)
                    : [];
                if (reached.Count > 0)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rule, PlaceOf(operation), reached.Select(endpoint => endpoint.Place), NameOf(operation), EndpointsOf(reached)));
                }
            },
            OperationKind.Invocation,
            OperationKind.SimpleAssignment);
    }

    private static string NameOf(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "CorsPolicyBuilder" } method } ? method.Name : "The header Access-Control-Allow-Origin: *";

    private static string EndpointsOf(IReadOnlyList<InferenceEndpoint> endpoints) =>
        endpoints.Count == 1 ? endpoints[0].Name : $"{endpoints[0].Name} and {endpoints.Count - 1} more";

    private static Location PlaceOf(IOperation operation) => WrittenLocation.Of(
        operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && operation is IInvocationOperation { TargetMethod.ContainingType.Name: "CorsPolicyBuilder" } ? access.Name : operation.Syntax);
}
