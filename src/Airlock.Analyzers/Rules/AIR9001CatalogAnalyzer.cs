using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR9001 of the analyzers: a row of the user's catalog that says nothing. It is reported at its place, because a row that
/// is passed over looks like code without findings. The policy's part of the rule is the gate's.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR9001CatalogAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR9001",
        "Policy or catalog is invalid",
        "The catalog is invalid: {0}",
        "Airlock.Gate",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR9001.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        if (airlock.UserCatalog is { } catalog)
        {
            start.RegisterAdditionalFileAction(context =>
            {
                foreach (var file in catalog.Files.Where(file => file.File == context.AdditionalFile))
                {
                    Report(file, context);
                }
            });
        }
    }

    private static void Report(UserCatalogFile file, AdditionalFileAnalysisContext context)
    {
        var problems = new List<CatalogProblem>(file.Problems);
        foreach (var row in file.Rows)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (MemberId.Resolve(row.Id, context.Compilation, out var problem) is { } member)
            {
                row.Complete(member, problems);
            }
            else if (problem is not null)
            {
                problems.Add(new CatalogProblem(row.IdSpan, problem));
            }
        }

        foreach (var problem in problems)
        {
            var place = Location.Create(file.File.Path, problem.Span, file.Text.Lines.GetLinePositionSpan(problem.Span));
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, problem.Message));
        }
    }
}
