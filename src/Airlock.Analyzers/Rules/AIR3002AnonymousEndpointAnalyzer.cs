using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3002: the source says in so many words that anyone may call an endpoint that runs a model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3002AnonymousEndpointAnalyzer : EndpointAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3002",
        "Inference endpoint allows anonymous callers",
        "{0}: {1} lets anyone run the model, and overrides every policy. {2}.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3002.md",
        customTags: ["CWE-306", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report)
    {
        if (endpoint.Access == EndpointAccess.Anonymous)
        {
            var (statement, remedy) = endpoint.Kind switch
            {
                EndpointKind.Function => ("AuthorizationLevel.Anonymous", "Ask for a key with AuthorizationLevel.Function, or check the caller in the function"),
                EndpointKind.Action or EndpointKind.Page => ("AllowAnonymous", "Replace it by [Authorize]"),
                _ => ("AllowAnonymous", "Replace it by RequireAuthorization()"),
            };
            report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, EndpointReport.Properties(endpoint), endpoint.Chain, statement, remedy));
        }
    }
}
