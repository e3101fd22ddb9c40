using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Connections;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3102: a connection to a model accepts every certificate, so that anybody on the way can be the model.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3102CertificateValidationAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3102",
        "Certificate validation disabled for a model connection",
        "{0} accepts every certificate {1}: whoever is on the way can answer as the model, and reads prompts, replies and keys. Trust the issuer of the certificate, or compare its thumbprint.",
        "Airlock.Transport",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3102.md",
        customTags: ["CWE-295", "OWASP-LLM02:2025", "OWASP-LLM02:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        start.RegisterOperationAction(context => CheckAssignment(context, airlock), OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment);
        start.RegisterOperationAction(context => CheckCreation(context, airlock), OperationKind.ObjectCreation);
    }

    private static void CheckAssignment(OperationAnalysisContext context, AirlockContext airlock)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property } target
            || airlock.Catalog.Find(CatalogTable.CertificateChecks, property).FirstOrDefault() is not { } row
            || !CertificateCallback.AcceptsAll(assignment.Value, airlock.Declarations))
        {
            return;
        }

        var isForAll = row.Kind == "process";
        if (isForAll ? airlock.Connections.UsesModels : airlock.Connections.ServesModel(target))
        {
            Report(context, assignment.Value, property, isForAll);
        }
    }

    private static void CheckCreation(OperationAnalysisContext context, AirlockContext airlock)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Constructor is not { } constructor)
        {
            return;
        }

        foreach (var parameter in airlock.Catalog.Find(CatalogTable.CertificateChecks, constructor).SelectMany(row => row.Parameters("callback")))
        {
            if (new Call(creation, constructor, creation.Arguments).Argument(parameter) is { } callback
                && CertificateCallback.AcceptsAll(callback, airlock.Declarations) && airlock.Connections.ServesModel(creation))
            {
                Report(context, callback, constructor, isForAll: false);
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation callback, ISymbol member, bool isForAll) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, WrittenLocation.Of(callback.Syntax), OperationText.NameOf(member), isForAll ? "of every connection of the process" : "of a connection to a model"));
}
