using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR5001: a model, or the tokenizer that belongs to it, is loaded from a file that the lock does not pin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5001UnpinnedModelAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Model loaded without a pin",
        "{0}",
        "Airlock.Model",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-494", "OWASP-LLM03:2025", "OWASP-LLM04:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock) =>
        start.RegisterOperationAction(context => Analyze(context, airlock), ModelLoad.Kinds);

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock)
    {
        foreach (var load in ModelLoad.In(context.Operation, airlock).Where(load => load.IsModel || load.Kind.Asset == "tokenizer"))
        {
            UnpinnedLoad.Report(context, airlock, Rule, load, "nothing checks that the program runs what was vetted");
        }
    }
}
