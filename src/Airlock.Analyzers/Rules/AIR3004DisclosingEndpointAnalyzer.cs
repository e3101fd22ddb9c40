using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR3004: callers of an endpoint that runs a model learn how the application works inside: exception text, model, token usage,
/// configuration, instructions. Texts are followed by the flow engine to the answer; whole objects are seen in the answer's operand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3004DisclosingEndpointAnalyzer : AirlockAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "AIR3004",
        "Inference endpoint discloses internals",
        "{0} {1}. {2}.",
        "Airlock.Endpoint",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3004.md",
        customTags: ["CWE-209", "OWASP-LLM07:2025", "OWASP-LLM08:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        if (airlock.Endpoints.IsWeb)
        {
            start.RegisterOperationBlockAction(context => CheckAnswers(context, airlock));
            start.RegisterOperationAction(context => CheckSwitch(context, airlock), OperationKind.Invocation, OperationKind.SimpleAssignment);
        }
    }

    private static void CheckAnswers(OperationBlockAnalysisContext context, AirlockContext airlock)
    {
        foreach (var block in context.OperationBlocks.GroupBy(block => block.Root().Syntax))
        {
            var operands = airlock.Answering.Within(block.Key)
                .SelectMany(body => OperandsIn(body, airlock).Select(operand => (Operand: operand, body.Endpoint)))
                .Where(answer => !DevelopmentOnly.Covers(answer.Operand))
                .GroupBy(answer => answer.Operand.Syntax, (_, answers) => answers.First())
                .ToList();
            if (operands.Count == 0)
            {
                continue;
            }

            var summary = airlock.Program.Summary(block.Key, context.GetControlFlowGraph(block.First()), FlowProgram.DefaultBudget);
            foreach (var (operand, endpoint) in operands)
            {
                if (Disclosed(operand, summary, airlock, context.CancellationToken) is { } disclosed)
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Rule,
                        WrittenLocation.Of(operand.Syntax),
                        disclosed.Steps.Select(step => WrittenLocation.Of(step.Node)),
                        endpoint is null ? "The code around an inference endpoint" : endpoint.Name,
                        $"returns {disclosed.What} to its callers",
                        disclosed.Remedy));
                }
            }
        }
    }

    /// <summary>The operands of answers in a body: arguments of what writes answers, and what a handler returns.</summary>
    private static IEnumerable<IOperation> OperandsIn(AnsweringBody answering, AirlockContext airlock) =>
        CallReach.OperationsOf(answering.Body).SelectMany(operation =>
            operation is IReturnOperation { ReturnedValue: { } returned } exit ? answering.IsHandler && exit.IsOf(answering.Body) ? [returned] : []
            : ResponseOperands.Of(operation, airlock.Sinks));

    private static (string What, string Remedy, IReadOnlyList<FlowStep> Steps)? Disclosed(IOperation operand, BodySummary summary, AirlockContext airlock, CancellationToken cancellation)
    {
        foreach (var (place, kind, name) in new DisclosedObjects(airlock).In(operand))
        {
            if (kind != FlowLabelKind.ExceptionText || !CallerErrors.IsProvenAboutInput(place, airlock.Compilation))
            {
                return Describe(kind, name, isWhole: true, []);
            }
        }

        var values = summary.Hits.Where(hit => hit.Table == CatalogTable.Responses && hit.Argument == operand.Syntax).Select(hit => hit.Value);
        var value = values.Aggregate(summary.Returns.TryGetValue(operand.Syntax, out var returned) ? returned : FlowValue.Empty, (all, hit) => all.Join(hit));
        var search = new FlowSearch(airlock, ResponseOperands.Category, FlowTraits.Structured | FlowTraits.Serialized | FlowTraits.Plain, FlowTraits.None, cancellation);
        var origin = search.OriginsOf(value, Internals.Labels, (source, traits) => Counts(source, traits, airlock)).FirstOrDefault();
        return origin is null ? null : Describe(origin.Label.Kind, origin.Label.Source, isWhole: false, origin.Steps);
    }

    /// <summary>Whether an origin is an internal that callers get: only usage is one as a number, and an exception is one where it is caught for them.</summary>
    private static bool Counts(SourceLabel source, FlowTraits traits, AirlockContext airlock)
    {
        if ((traits & FlowTraits.Plain) != 0 && source.Kind != FlowLabelKind.TokenUsage)
        {
            return false;
        }

        return airlock.Declarations.Read(source.Origin) is not { } origin
            || (!DevelopmentOnly.Covers(origin)
                && (source.Kind != FlowLabelKind.ExceptionText || (airlock.Answering.Runs(source.Origin) && !CallerErrors.IsProvenAboutInput(origin, airlock.Compilation))));
    }

    private static (string What, string Remedy, IReadOnlyList<FlowStep> Steps) Describe(FlowLabelKind kind, string name, bool isWhole, IReadOnlyList<FlowStep> steps)
    {
        var (what, remedy) = kind switch
        {
            FlowLabelKind.ExceptionText => (isWhole ? $"an exception ({name})" : $"the text of an exception ({name})", "Log it, and answer with a message of your own"),
            FlowLabelKind.ModelName => ($"the model or its provider ({name})", "Log it, and leave it out of the answer"),
            FlowLabelKind.TokenUsage => ($"token usage ({name})", "Log it, and leave it out of the answer"),
            FlowLabelKind.ReplyMetadata => (isWhole ? $"a whole {name}, with model, usage and metadata," : $"metadata of a reply ({name})", "Answer with its text alone"),
            FlowLabelKind.Configuration => ($"a value of the configuration ({name})", "Leave it out of the answer"),
            _ => ($"the instructions to the model ('{name}')", "Leave them out of the answer"),
        };
        return (what, remedy, steps);
    }

    /// <summary>Settings that send exceptions to callers.</summary>
    private static void CheckSwitch(OperationAnalysisContext context, AirlockContext airlock)
    {
        switch (context.Operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "UseDeveloperExceptionPage", ContainingType.Name: "DeveloperExceptionPageExtensions" } } call
                when !DevelopmentOnly.Covers(call) && airlock.Answering.Endpoints.FirstOrDefault() is { } endpoint:
                Report(call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call.Syntax, endpoint, "the developer exception page");
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "EnableDetailedErrors", ContainingType.Name: var options } } } setting
                when setting.Value.Unwrap().ConstantValue is { HasValue: true, Value: true } && !DevelopmentOnly.Covers(setting) && airlock.Answering.Endpoints.FirstOrDefault(endpoint => Serves(endpoint, options)) is { } endpoint:
                Report(setting.Syntax, endpoint, "the text of exceptions (EnableDetailedErrors)");
                break;
        }

        void Report(SyntaxNode place, InferenceEndpoint endpoint, string what) => context.ReportDiagnostic(Diagnostic.Create(
            Rule, WrittenLocation.Of(place), endpoint.Name, $"returns {what} to its callers outside development, too", "Switch it on in development only"));
    }

    private static bool Serves(InferenceEndpoint endpoint, string options) => endpoint.Kind switch
    {
        EndpointKind.Hub => options.StartsWith("HubOptions", StringComparison.Ordinal),
        EndpointKind.Grpc => options.StartsWith("GrpcServiceOptions", StringComparison.Ordinal),
        _ => false,
    };
}
