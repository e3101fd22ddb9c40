using System.Collections.Immutable;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR5007: the program downloads a model, or data for one, and loads it without having checked its digest.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5007UnverifiedDownloadAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5007";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Model downloaded without verification",
        "{0} loads what {1} downloads in line {2}, and nothing compares its digest with the expected one: whoever controls the server or the way decides what runs; compare its SHA-256 before it is loaded, or let the build restore it",
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
        foreach (var load in ModelLoad.In(context.Operation, airlock))
        {
            if (airlock.Downloads.Of(load).Where(download => !download.IsVerified).Select(download => download.Call).FirstOrDefault() is { } call)
            {
                var place = WrittenLocation.Of(call.Syntax);
                var line = place.GetMappedLineSpan().StartLinePosition.Line + 1;
                context.ReportDiagnostic(Diagnostic.Create(Rule, WrittenLocation.Of(load.Source.Syntax), [place], SymbolName.Short(load.Member), SymbolName.Short(Call.From(call)!.Value.Method), line));
            }
        }
    }
}
