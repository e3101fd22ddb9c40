using System.Collections.Immutable;
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
        var making = new AgentMaking(airlock);
        var prompts = new Prompts(airlock, making);
        var tools = new OfferedTools(airlock);
        var parts = new AssetParts(airlock, making, tools, prompts);
        var agents = new Agents(airlock, making, parts);
        var libraries = new LibraryUses(airlock);
        start.RegisterOperationAction(
            context =>
            {
                if (!context.IsGeneratedCode || context.Operation.Syntax.GetLocation().GetMappedLineSpan().HasMappedPath)
                {
                    libraries.See(CalledAssets.MemberOf(context.Operation), context.Operation.Syntax, context.ContainingSymbol);
                }

                Report(
                    CalledAssets.In(context.Operation, context.ContainingSymbol, airlock)
                        .Concat(Registered(context.Operation, context.ContainingSymbol, tools, prompts))
                        .Concat(agents.In(context.Operation, context.ContainingSymbol)),
                    context.ReportDiagnostic);
            },
            Call.Kinds.Add(OperationKind.SimpleAssignment));
        start.RegisterOperationAction(context => Report(prompts.In(context.Operation, context.ContainingSymbol), context.ReportDiagnostic), OperationKind.Conversion);
        start.RegisterAdditionalFileAction(context => Report(
            airlock.Configuration.All.Where(file => file.File == context.AdditionalFile).SelectMany(ConfiguredMcpServers.In), context.ReportDiagnostic));
        start.RegisterCompilationEndAction(context => Report(libraries.All(), context.ReportDiagnostic));
        if (making.IsPossible)
        {
            start.RegisterSymbolAction(context => Report(agents.Of((INamedTypeSymbol)context.Symbol), context.ReportDiagnostic), SymbolKind.NamedType);
        }

        if (airlock.Endpoints.IsWeb)
        {
            start.RegisterOperationAction(
                context =>
                {
                    if (airlock.Endpoints.MappedBy((IInvocationOperation)context.Operation) is { } endpoint)
                    {
                        Report([InferenceEndpoints.Of(endpoint, context.ContainingSymbol, airlock, parts)], context.ReportDiagnostic);
                    }
                },
                OperationKind.Invocation);
            start.RegisterSymbolAction(
                context => Report(
                    airlock.Endpoints.DeclaredBy((INamedTypeSymbol)context.Symbol).Select(endpoint => InferenceEndpoints.Of(endpoint, context.Symbol, airlock, parts)),
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
                    OfferedBy((IMethodSymbol)context.Symbol, tools, prompts, context.CancellationToken)
                        .Concat(prompts.OfferedBy((IMethodSymbol)context.Symbol))
                        .Concat(InferenceEndpoints.Authorizing((IMethodSymbol)context.Symbol, airlock)),
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

    /// <summary>The prompts of an operation, and the tools that it registers, each with the texts that describe it to models.</summary>
    private static IEnumerable<Asset> Registered(IOperation operation, ISymbol member, OfferedTools tools, Prompts prompts)
    {
        var texts = prompts.In(operation, member).ToList();
        var offered = tools.In(operation, member).ToList();
        if (tools.DescribedBy(operation) is { } method && prompts.DescriptionOf(method) is { } description && texts.All(text => text.Fact(InventoryKeys.Role) != Prompts.ToolRole))
        {
            texts.Add(description);
        }

        var uses = string.Join(";", texts.Where(text => text.Fact(InventoryKeys.Role) == Prompts.ToolRole).Select(text => text.Reference).OrderBy(text => text, StringComparer.Ordinal));
        return texts.Concat(offered.Select(tool => tool.With(InventoryKeys.Uses, uses)));
    }

    /// <summary>A method that an attribute offers to models, with the text that describes it to them.</summary>
    private static IEnumerable<Asset> OfferedBy(IMethodSymbol method, OfferedTools tools, Prompts prompts, CancellationToken cancellationToken)
    {
        var offered = tools.Of(method, cancellationToken).ToList();
        if (offered.Count == 0 || prompts.DescriptionOf(method) is not { } description)
        {
            return offered;
        }

        return offered.Select(tool => tool.With(InventoryKeys.Uses, description.Reference)).Append(description);
    }
}
