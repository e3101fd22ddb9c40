using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR5003: an AI client is given the id of a hosted model that the policy does not allow, in code or in a setting. A policy that lists no models
/// refuses none. A deployment's name says nothing of the model behind it and is not judged.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5003UnvettedModelAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5003";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Model is not on the vetted list",
        "The model '{0}'{2} is not vetted: {1}",
        "Airlock.Model",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-829", "OWASP-LLM03:2025", "OWASP-LLM04:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var models = airlock.Policy.Models;
        if (models.HasAllowList || models.Deny.Count > 0)
        {
            start.RegisterOperationAction(context => Analyze(context, airlock), HostedModel.Kinds);
        }
    }

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock)
    {
        foreach (var model in HostedModel.In(context.Operation, airlock).Where(model => !model.IsDeployment))
        {
            foreach (var id in model.Ids)
            {
                if (RefusalOf(id.Text, airlock.Policy.Models) is { } reason)
                {
                    var properties = ImmutableDictionary<string, string?>.Empty.Add("model", id.Text);
                    context.ReportDiagnostic(Diagnostic.Create(Rule, WrittenLocation.Of(id.Syntax), properties, id.Text, reason, id.Key is null ? "" : $" (the setting '{id.Key}')"));
                }
            }
        }
    }

    private static string? RefusalOf(string id, ModelPolicy policy)
    {
        foreach (var pattern in policy.Deny)
        {
            if (NamePattern.Matches(pattern.Text, id))
            {
                return $"the policy denies '{pattern.Text}'";
            }
        }

        return policy.HasAllowList && !policy.Allow.Any(pattern => NamePattern.Matches(pattern.Text, id))
            ? "no entry under \"models\", \"allow\" of the policy fits it"
            : null;
    }
}
