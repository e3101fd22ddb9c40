using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Values;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>AIR3101: prompts, replies and keys go to a model, a vector store or an MCP server on another machine without encryption.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3101PlaintextConnectionAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3101",
        "Plaintext connection to a model",
        "The connection to {0} ({1}) is not encrypted: whoever is on the way reads prompts, replies and keys, and can change them. Use {2}.",
        "Airlock.Transport",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3101.md",
        customTags: ["CWE-319", "OWASP-LLM02:2025", "OWASP-LLM02:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var connections = new Connections(airlock);
        start.RegisterOperationAction(connections.CheckCall, Call.Kinds);
        start.RegisterOperationAction(connections.CheckAssignment, OperationKind.SimpleAssignment);
        start.RegisterAdditionalFileAction(connections.CheckFile);
    }

    /// <summary>The connections of one compilation. An address may be used at several places; it is one mistake.</summary>
    private sealed class Connections(AirlockContext airlock)
    {
        private readonly ConcurrentDictionary<Location, bool> _reported = new();

        public void CheckCall(OperationAnalysisContext context)
        {
            if (Call.From(context.Operation) is not { } call)
            {
                return;
            }

            foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, call.Method))
            {
                foreach (var endpoint in row.Parameters("endpoint").Select(call.Argument).OfType<IOperation>().Where(IsAddress))
                {
                    Report(context, row.Value("https") is null ? airlock.Addresses.Reaching(endpoint) : UnencryptedHosts(call, row, endpoint));
                }

                foreach (var section in row.Parameters("section").Select(parameter => ConstantText.Of(call.Argument(parameter))?.Text).OfType<string>())
                {
                    Report(context, airlock.Addresses.InSettings(section));
                }
            }

            foreach (var parameter in airlock.Catalog.Find(CatalogTable.Sinks, call.Method).Where(row => row.Kind == "ssrf").SelectMany(row => row.Parameters("url")))
            {
                ReportKnown(context, call.Argument(parameter), () => IsConnection(call) && airlock.Connections.ServesModel(call.Operation));
            }
        }

        public void CheckAssignment(OperationAnalysisContext context)
        {
            var assignment = (ISimpleAssignmentOperation)context.Operation;
            if (assignment.Target is not IPropertyReferenceOperation { Property: var property } target || !IsAddress(assignment.Value))
            {
                return;
            }

            if (airlock.Catalog.Find(CatalogTable.Clients, property).Any(row => row.Kind == "endpoint"))
            {
                Report(context, airlock.Addresses.Reaching(assignment.Value));
            }
            else if (airlock.Catalog.Find(CatalogTable.Sinks, property).Any(row => row.Kind == "ssrf"))
            {
                ReportKnown(context, assignment.Value, () => airlock.Connections.ServesModel(target));
            }
        }

        /// <summary>A setting that can only be the address of a model is one, whoever reads it.</summary>
        public void CheckFile(AdditionalFileAnalysisContext context)
        {
            foreach (var file in airlock.Configuration.Settings.Where(settings => settings.File == context.AdditionalFile))
            {
                foreach (var (key, value) in file.Texts().Where(text => InferenceHosts.Contains(text.Value.Text) && airlock.Configuration.IsInEffect(file, text.Key)))
                {
                    Report(new WrittenAddress(value.Text, file.LocationOf(value), key), null, context.ReportDiagnostic);
                }
            }
        }

        /// <summary>What a client is given that takes a host, and in an argument of its own whether to encrypt, which says no by default.</summary>
        private IEnumerable<WrittenAddress> UnencryptedHosts(Call call, CatalogRow row, IOperation host) =>
            row.Parameters("https").Select(call.Argument).All(https => https is null or { ConstantValue: { HasValue: true, Value: false } })
                ? airlock.Addresses.Reaching(host).Where(written => written.Network is null).Select(written => written with { Text = "http://" + written.Text })
                : [];

        /// <summary>An address without an SDK is a model's if it looks like one, or the client that is given it connects to one.</summary>
        private void ReportKnown(OperationAnalysisContext context, IOperation? value, Func<bool> servesModel) =>
            Report(context, airlock.Addresses.Reaching(value).Where(address => InferenceHosts.Contains(address.Text) || (address.Network is { IsPlaintext: true } && servesModel())));

        /// <summary>Whether a call makes what later requests are sent with, and sends none itself.</summary>
        private static bool IsConnection(Call call) => call.Operation is IObjectCreationOperation || call.Method is { Name: "ForAddress", ContainingType.Name: "GrpcChannel" };

        private void Report(OperationAnalysisContext context, IEnumerable<WrittenAddress> addresses)
        {
            if (DevelopmentOnly.Covers(context.Operation))
            {
                return;
            }

            foreach (var address in addresses)
            {
                Report(address, context.Operation.Syntax, context.ReportDiagnostic);
            }
        }

        private void Report(WrittenAddress address, SyntaxNode? use, Action<Diagnostic> report)
        {
            if (address.Network is not { IsPlaintext: true } network || !_reported.TryAdd(address.Place, true))
            {
                return;
            }

            var isElsewhere = use is not null && (use.SyntaxTree != address.Place.SourceTree || !use.Span.Contains(address.Place.SourceSpan));
            report(Diagnostic.Create(
                Rule,
                WrittenLocation.Of(address.Place),
                isElsewhere ? [WrittenLocation.Of(use!)] : [],
                network.Host,
                address.Key ?? network.Scheme + "://",
                network.Scheme == "ws" ? "wss" : "https"));
        }

        private static bool IsAddress(IOperation value) => value.Type is { SpecialType: SpecialType.System_String } or { Name: "Uri" };
    }
}
