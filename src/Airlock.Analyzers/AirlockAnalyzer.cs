using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers;

/// <summary>
/// Base of all rules: a rule declares its descriptor and registers for what it looks at. It is asked only in
/// compilations that reference an AI library or have a catalog of the user's. Generated code is read, because flows pass through it and Razor is compiled
/// from it (<see cref="WrittenLocation"/>). What it holds is reported too: a comment, an attribute or a line of <c>.editorconfig</c> is enough to call any file generated,
/// and the compiler would drop its findings without a trace.
/// </summary>
public abstract class AirlockAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (AirlockContext.TryCreate(start.Compilation, start.Options) is { } airlock)
            {
                Register(start, airlock);
            }
        });
    }

    /// <summary>Registers the rule's actions on a compilation that is worth a look.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext start, AirlockContext airlock);
}
