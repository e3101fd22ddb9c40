using Airlock.Analyzers.Endpoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// Base of the rules on inference endpoints: each endpoint is shown to the rule once, while the mapping call or the class that
/// declares it is analysed, so that findings are live and stand in the file that is open.
/// </summary>
public abstract class EndpointAnalyzer : AirlockAnalyzer
{
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        if (!airlock.Endpoints.IsWeb)
        {
            return;
        }

        start.RegisterOperationAction(
            context =>
            {
                if (airlock.Endpoints.MappedBy((IInvocationOperation)context.Operation) is { } endpoint)
                {
                    Check(endpoint, airlock, context.ReportDiagnostic);
                }
            },
            OperationKind.Invocation);
        start.RegisterSymbolAction(
            context =>
            {
                foreach (var endpoint in airlock.Endpoints.DeclaredBy((INamedTypeSymbol)context.Symbol))
                {
                    Check(endpoint, airlock, context.ReportDiagnostic);
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>Looks at an endpoint.</summary>
    private protected abstract void Check(InferenceEndpoint endpoint, AirlockContext airlock, Action<Diagnostic> report);
}
