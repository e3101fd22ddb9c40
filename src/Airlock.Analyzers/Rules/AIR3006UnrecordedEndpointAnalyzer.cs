using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3006: nothing is written down of the requests to an endpoint that runs a model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3006UnrecordedEndpointAnalyzer : EndpointAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3006",
        "Inference endpoint keeps no record of requests",
        "{0}: neither HTTP logging, telemetry nor a log of the application's own keeps a record of its requests, so abuse can't be seen or traced. Call app.UseHttpLogging(), add OpenTelemetry, or log in the handler.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3006.md",
        customTags: ["CWE-778"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report)
    {
        if (endpoint.IsReachable && endpoint.Kind != EndpointKind.McpServer && airlock.Endpoints.IsApplication && !airlock.RequestRecords.Keeps(endpoint))
        {
            report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, endpoint.Chain));
        }
    }
}
