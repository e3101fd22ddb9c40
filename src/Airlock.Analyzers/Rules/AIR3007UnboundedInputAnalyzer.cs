using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3007: an endpoint hands text of any length to a model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3007UnboundedInputAnalyzer : EndpointAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3007",
        "Inference endpoint takes unbounded input",
        "{0}: what a caller sends is bounded neither by its length, by the size of the request nor in tokens, so one request can cost as much as the model's context. Check the length, set a request size limit, or set MaxOutputTokens.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3007.md",
        customTags: ["CWE-770", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report)
    {
        if (endpoint.IsReachable && (airlock.Endpoints.IsApplication || endpoint.Kind == EndpointKind.Function) && airlock.InputBounds.IsUnbounded(endpoint))
        {
            report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, endpoint.Chain));
        }
    }
}
