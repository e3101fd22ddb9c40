using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// AIR0001: records every AI asset that the code uses. No finding, but the inventory from which the SBOM is written:
/// hidden in the editor, and raised by the build so that the compiler writes it into its log.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR0001InventoryAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR0001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "AI asset in use",
        "{0}",
        "Airlock.Inventory",
        DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var libraries = new LibraryUses(airlock);
        start.RegisterOperationAction(
            context =>
            {
                if (!context.IsGeneratedCode || context.Operation.Syntax.GetLocation().GetMappedLineSpan().HasMappedPath)
                {
                    libraries.See(CalledAssets.MemberOf(context.Operation), context.Operation.Syntax, context.ContainingSymbol);
                }

                Report(CalledAssets.In(context.Operation, context.ContainingSymbol, airlock), context.ReportDiagnostic);
            },
            Call.Kinds.Add(OperationKind.SimpleAssignment));
        start.RegisterAdditionalFileAction(context => Report(
            airlock.Configuration.All.Where(file => file.File == context.AdditionalFile).SelectMany(ConfiguredMcpServers.In), context.ReportDiagnostic));
        start.RegisterCompilationEndAction(context => Report(libraries.All(), context.ReportDiagnostic));
        if (airlock.Endpoints.IsWeb)
        {
            start.RegisterOperationAction(
                context =>
                {
                    if (airlock.Endpoints.MappedBy((IInvocationOperation)context.Operation) is { } endpoint)
                    {
                        Report([InferenceEndpoints.Of(endpoint, context.ContainingSymbol, airlock)], context.ReportDiagnostic);
                    }
                },
                OperationKind.Invocation);
            start.RegisterSymbolAction(
                context => Report(
                    airlock.Endpoints.DeclaredBy((INamedTypeSymbol)context.Symbol).Select(endpoint => InferenceEndpoints.Of(endpoint, context.Symbol, airlock)),
                    context.ReportDiagnostic),
                SymbolKind.NamedType);
        }

        start.RegisterSymbolAction(
            context =>
            {
                if (!context.IsGeneratedCode)
                {
                    libraries.See((IMethodSymbol)context.Symbol, context.CancellationToken);
                }

                Report(
                    ToolOf((IMethodSymbol)context.Symbol, airlock, context.CancellationToken).Concat(InferenceEndpoints.Authorizing((IMethodSymbol)context.Symbol, airlock)),
                    context.ReportDiagnostic);
            },
            SymbolKind.Method);
    }

    private static void Report(IEnumerable<Asset> assets, Action<Diagnostic> report)
    {
        foreach (var asset in assets)
        {
            report(Diagnostic.Create(Rule, WrittenLocation.Of(asset.Place), asset.Properties(), asset.Description));
        }
    }

    /// <summary>A method that an attribute offers to models.</summary>
    private static IEnumerable<Asset> ToolOf(IMethodSymbol method, AirlockContext airlock, CancellationToken cancellationToken)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && airlock.Tools.OfferedBy(type) is { } offer && ToolEntryPoints.IsTool(offer)
                && attribute.ApplicationSyntaxReference is { } place)
            {
                yield return new Asset(InventoryKinds.Tool, NameGivenBy(attribute) ?? method.Name, place.GetSyntax(cancellationToken).GetLocation())
                    .With(InventoryKeys.Symbol, SymbolName.Of(method))
                    .With(InventoryKeys.Api, SymbolName.Of(type));
            }
        }
    }

    /// <summary>The name under which an attribute offers its method to models, as in <c>[McpServerTool(Name = "echo")]</c>; null if it gives none.</summary>
    private static string? NameGivenBy(AttributeData attribute)
    {
        var named = attribute.NamedArguments.Where(argument => argument.Key == "Name").Select(argument => argument.Value);
        var positional = attribute.AttributeConstructor?.Parameters
            .Zip(attribute.ConstructorArguments, (parameter, value) => (parameter, value))
            .Where(pair => pair.parameter.Name == "name")
            .Select(pair => pair.value) ?? [];
        return named.Concat(positional).Select(value => value.Value).OfType<string>().FirstOrDefault();
    }
}
