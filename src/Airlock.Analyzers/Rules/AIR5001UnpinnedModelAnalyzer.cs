using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR5001: ONNX Runtime or ML.NET loads a model file that the lock does not pin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5001UnpinnedModelAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5001";

    private static readonly ImmutableHashSet<string> Kinds = ["onnx", "mlnet", "mlnet-onnx"];

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
        start.RegisterOperationAction(context => Analyze(context, airlock), Call.Kinds);

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock)
    {
        if (Call.From(context.Operation) is not { } call)
        {
            return;
        }

        foreach (var load in ModelLoad.In(call, airlock).Where(load => Kinds.Contains(load.Row.Kind) && !load.IsPinnedBy(airlock.Lock)))
        {
            var message = load.Path is null
                ? $"{SymbolName.Short(call.Method)} loads a model whose path is not known at build time, and no such model is pinned: nothing checks that the program runs what was vetted; pin the files it may load with 'airlock pin <path>'"
                : $"{SymbolName.Short(call.Method)} loads '{load.Path}', which is not pinned: nothing checks that the program runs what was vetted; pin it with 'airlock pin {load.Path}'";
            var properties = ImmutableDictionary<string, string?>.Empty.Add("path", load.Path);
            context.ReportDiagnostic(Diagnostic.Create(Rule, WrittenLocation.Of(load.Source.Syntax), properties, message));
        }
    }
}
