using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR5101: a model is trained, tuned or measured with a file that the lock does not pin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5101UnpinnedDatasetAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5101";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Dataset used without a pin",
        "{0}",
        "Airlock.Dataset",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-494", "OWASP-LLM04:2025", "OWASP-LLM05:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock) =>
        start.RegisterOperationAction(context => Analyze(context, airlock), ModelLoad.Kinds);

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock)
    {
        foreach (var load in ModelLoad.In(context.Operation, airlock).Where(load => load.IsDataset))
        {
            UnpinnedLoad.Report(context, airlock, Rule, load, "whoever changes a row changes what the model learns");
        }
    }
}
