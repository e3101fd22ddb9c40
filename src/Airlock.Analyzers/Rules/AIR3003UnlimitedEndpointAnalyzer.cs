using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3003: an endpoint that runs a model may be called as often as anyone likes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3003UnlimitedEndpointAnalyzer : EndpointAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3003",
        "Inference endpoint without rate limit",
        "{0}: {1}, so one caller can use up the model's budget and time. {2}.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3003.md",
        customTags: ["CWE-770", "OWASP-LLM10:2025", "OWASP-LLM06:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report)
    {
        if (!endpoint.IsReachable || endpoint.Kind == EndpointKind.McpServer || endpoint.RateLimit is RateLimit.Limited or RateLimit.Unknown)
        {
            return;
        }

        var apply = endpoint.Kind is EndpointKind.Action or EndpointKind.Page ? "[EnableRateLimiting(\"…\")]" : ".RequireRateLimiting(\"…\")";
        var (finding, remedy) = endpoint.RateLimit switch
        {
            RateLimit.NotApplied => ("rate limiting is enabled, but no policy is applied to it and there is no global limiter", $"Add {apply}"),
            RateLimit.NotRunning => ("it names a rate limiting policy, but app.UseRateLimiter() is never called and nothing applies it", "Call app.UseRateLimiter()"),
            _ => ("nothing limits how often it is called", $"Register a policy with AddRateLimiter, call app.UseRateLimiter() and add {apply}"),
        };
        report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, EndpointReport.Properties(endpoint), endpoint.Chain, finding, remedy));
    }
}
