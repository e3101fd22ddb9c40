using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR3001: an endpoint runs a model for anyone who can reach it. Where it can't be told who may call it, because another assembly
/// decides, that is said as a note.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3001UnauthenticatedEndpointAnalyzer : EndpointAnalyzer
{
    /// <summary>The gate reads it as the most that the finding may weigh.</summary>
    private static readonly ImmutableDictionary<string, string?> AtMostNote = ImmutableDictionary<string, string?>.Empty.Add("weight", "note");

    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3001",
        "Inference endpoint without authentication",
        "{0}",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3001.md",
        customTags: ["CWE-306", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report)
    {
        if (endpoint.Access == EndpointAccess.Open)
        {
            report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, EndpointReport.Properties(endpoint), Accusation(endpoint)));
        }
        else if (endpoint.Access == EndpointAccess.Unknown)
        {
            report(Diagnostic.Create(Rule, endpoint.Place, DiagnosticSeverity.Info, endpoint.Way?.Places, AtMostNote, Doubt(endpoint)));
        }
    }

    private static string Accusation(InferenceEndpoint endpoint) => endpoint.Kind switch
    {
        EndpointKind.Page =>
            $"{endpoint.Chain}: anyone who can reach it runs the model, because neither its class, a convention nor a fallback policy requires authentication. Add [Authorize] to the class or a fallback policy.",
        EndpointKind.Action =>
            $"{endpoint.Chain}: anyone who can reach it runs the model, because neither the method, its class, a convention nor a fallback policy requires authentication. Add [Authorize] or a fallback policy.",
        EndpointKind.Middleware =>
            $"{endpoint.Chain}: anyone who can reach it runs the model, because this middleware answers by itself and nothing before it checks the caller. Map it as an endpoint with .RequireAuthorization(), or add a fallback policy.",
        _ => $"{endpoint.Chain}: anyone who can reach it runs {(endpoint.Way is null ? endpoint.Runs : "the model")}, because neither the endpoint, its groups nor a fallback policy requires authentication. Add .RequireAuthorization() or a fallback policy.",
    };

    private static string Doubt(InferenceEndpoint endpoint) =>
        $"{endpoint.Chain}: nothing in this assembly requires authentication, and it can't be told from here whether something else does ({endpoint.Unseen}). Make sure that it does.";
}
