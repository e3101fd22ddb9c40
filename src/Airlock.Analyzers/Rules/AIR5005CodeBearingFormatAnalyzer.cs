using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR5005: a file is loaded whose format can run code, and the lock does not pin it. The build looks into the files that are pinned, and
/// says there what they hold.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5005CodeBearingFormatAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5005";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Code-bearing model format",
        "{0}",
        "Airlock.Model",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-502", "OWASP-LLM03:2025", "OWASP-LLM04:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock) =>
        start.RegisterOperationAction(context => Analyze(context, airlock), ModelLoad.Kinds);

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock)
    {
        foreach (var load in ModelLoad.In(context.Operation, airlock).Where(load => load.Kind.Executes is not null))
        {
            foreach (var path in load.NotPinnedBy(airlock.Lock))
            {
                var remedy = load.IsModel ? "use a format without code (safetensors, ONNX), or vet the file and pin it with" : "vet it and pin it with";
                context.ReportDiagnostic(UnpinnedLoad.Create(Rule, load, path, load.Kind.Executes!, remedy));
            }
        }
    }
}
