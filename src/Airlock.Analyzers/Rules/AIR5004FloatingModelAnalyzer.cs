using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR5004: a model is named by an alias or a revision that another model may stand behind tomorrow. The name of a deployment says nothing of the
/// model, and what a server at an address of one's own makes of an id its owner decides: neither is judged.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR5004FloatingModelAnalyzer : AirlockAnalyzer
{
    internal const string Id = "AIR5004";

    /// <summary>The property with the dated id that the alias stands for.</summary>
    internal const string SnapshotProperty = "snapshot";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Floating model alias or revision",
        "'{0}'{1} names whatever model {2} puts behind it: it changes without a change here; use {3}",
        "Airlock.Model",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + Id + ".md",
        customTags: ["CWE-1357", "OWASP-LLM03:2025", "OWASP-LLM04:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var services = new ModelServices(airlock);
        start.RegisterOperationAction(context => Analyze(context, airlock, services), HostedModel.Kinds);
    }

    private static void Analyze(OperationAnalysisContext context, AirlockContext airlock, ModelServices services)
    {
        var models = HostedModel.In(context.Operation, airlock).ToList();
        if (!models.Any(model => model.IsDeployment))
        {
            foreach (var model in models)
            {
                foreach (var id in model.Ids)
                {
                    var provider = Providers.Find(model.Row.Package);
                    if (ModelIdShapes.Find(id.Text, provider) is { IsFloating: true } shape && (provider == "Ollama" || !services.MayBeOther(context.Operation, model.Row)))
                    {
                        Report(context, id, shape, provider);
                    }
                }
            }
        }

        // The address of a file in a hub says by itself which revision is meant.
        if (Call.From(context.Operation) is { } call)
        {
            foreach (var address in airlock.Catalog.Find(CatalogTable.ModelLoads, call.Method).Where(row => row.Kind == "download").SelectMany(row => row.Parameters("url")).SelectMany(url => airlock.Addresses.Reaching(call.Argument(url))))
            {
                if (ModelIdShapes.Find(address.Text, provider: null) is { IsFloating: true } shape)
                {
                    Report(context, new ModelId(address.Text, context.Operation.Syntax, address.Place, address.Key), shape, shape.Provider);
                }
            }
        }
    }

    private static void Report(OperationAnalysisContext context, ModelId id, ModelIdShape shape, string? provider)
    {
        var remedy = shape.Snapshot is { } snapshot ? $"a dated snapshot, as '{snapshot}'"
            : shape.Provider is "Hugging Face" ? "the commit (40 hex digits) as the revision"
            : shape.Provider is "GitHub" ? "a release's tag"
            : shape.Provider is "Ollama" ? "a tag that says size and quantization, and compare the digest that the server shows"
            : "a dated snapshot";
        var setting = id.Key is null ? "" : $" (the setting '{id.Key}')";
        var owner = shape.Provider == "*" ? provider ?? "its provider" : shape.Provider;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            WrittenLocation.Of(id.Syntax),
            [WrittenLocation.Of(id.Written)],
            ImmutableDictionary<string, string?>.Empty.Add("model", id.Text).Add(SnapshotProperty, shape.Snapshot),
            id.Text,
            setting,
            owner,
            remedy));
    }
}
