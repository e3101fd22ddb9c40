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

        var apply = endpoint.Kind switch
        {
            EndpointKind.Action => "add [EnableRateLimiting(\"…\")]",
            EndpointKind.Page => "add [EnableRateLimiting(\"…\")] to the class",
            EndpointKind.Middleware => "set its GlobalLimiter",
            _ => "add .RequireRateLimiting(\"…\")",
        };
        var (finding, remedy) = (endpoint.RateLimit, endpoint.Kind) switch
        {
            (RateLimit.Disabled, _) => ("rate limiting is disabled for it", "Remove what disables it, and name a policy"),
            (RateLimit.NotRunning, _) => ("a rate limit is set for it, but app.UseRateLimiter() is never called and nothing applies it", "Call app.UseRateLimiter()"),
            (_, EndpointKind.Function) => ("nothing limits how often it is called", "Count its calls with a RateLimiter and answer 429"),
            (RateLimit.NotApplied, _) => ("rate limiting is enabled, but no policy is applied to it and there is no global limiter", char.ToUpperInvariant(apply[0]) + apply.Substring(1)),
            _ => ("nothing limits how often it is called", $"Register a policy with AddRateLimiter, call app.UseRateLimiter() and {apply}"),
        };
        report(Diagnostic.Create(Rule, endpoint.Place, endpoint.Way?.Places, EndpointReport.Properties(endpoint).Add(EndpointReport.LimitProperty, endpoint.RateLimit.ToString()), endpoint.Chain, finding, remedy));
    }
}
