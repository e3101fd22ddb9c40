using System.Collections.Immutable;
using System.Globalization;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Rules;

/// <summary>
/// AIR3201: what users ask and models answer is kept in logs and traces. This analyzer looks at switches that make libraries do it, and at
/// prompts that the program itself logs; replies that flow into logs are found by the flow engine, which reports them with the
/// same descriptor.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AIR3201TelemetryAnalyzer : AirlockAnalyzer
{
    /// <summary>The rule. The arguments of its message are what brings the text, its line, and where the text goes.</summary>
    internal static readonly DiagnosticDescriptor Rule = new(
        "AIR3201",
        "Prompts and replies in telemetry",
        "What users write or models answer comes from {0} (line {1}) to {2}, where it is kept, and read by others than those it was meant for. Record lengths, counts and identifiers, or leave content to development.",
        "Airlock.Telemetry",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RuleTable.HelpLinkBase + "AIR3201.md",
        customTags: ["CWE-532", "OWASP-LLM02:2025", "OWASP-LLM02:2026"]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext start, AirlockContext airlock)
    {
        var traffic = new Lazy<bool>(() => MapsRoutes(airlock) && CallsModel(airlock));
        start.RegisterOperationAction(context => CheckSetting(context, airlock, traffic), OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
        start.RegisterOperationAction(context => CheckCall(context, airlock, traffic), Call.Kinds);
        start.RegisterAdditionalFileAction(context => CheckFile(context, airlock));
    }

    private static void CheckSetting(OperationAnalysisContext context, AirlockContext airlock, Lazy<bool> traffic)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation target)
        {
            return;
        }

        if (HoldsBodies(assignment.Value) && traffic.Value)
        {
            Report(context, assignment.Value, OperationText.NameOf(target.Property), "the log of requests");
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Clients, target.Property).Where(row => row.Kind == "sensitive-telemetry"))
        {
            if (IsOn(assignment.Value, row.Value("on")) && (row.Package != "Azure.Core" || IsOfAiClient(target)))
            {
                Report(context, assignment.Value, OperationText.NameOf(target.Property), "logs and traces");
            }
            else
            {
                ReportSettings(context, airlock, assignment.Value, target.Property);
            }
        }
    }

    private static void CheckCall(OperationAnalysisContext context, AirlockContext airlock, Lazy<bool> traffic)
    {
        if (Call.From(context.Operation) is not { } call)
        {
            return;
        }

        IOperation? Argument(int index) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == index)?.Value;
        string? Text(int index) => ConstantText.Of(Argument(index))?.Text;
        switch (call.Method)
        {
            case { Name: "SetSwitch", ContainingType: { Name: "AppContext", ContainingNamespace.Name: "System" } }
                when Text(0) is { } name && TelemetrySwitches.IsSwitch(name) && IsOn(Argument(1)!, null):
                Report(context, Argument(1)!, name, "logs and traces");
                break;
            case { Name: "SetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } }
                when Text(0) is { } name && Text(1) is { } value && TelemetrySwitches.IsOn(name, value):
                Report(context, Argument(1)!, name, "logs and traces");
                break;
            case { Name: "AddFilter", ContainingType.Name: "FilterLoggingBuilderExtensions" or "LoggingBuilderExtensions" }
                when call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "category")?.Value is { } category && ConstantText.Of(category)?.Text is { } name
                    && TelemetrySwitches.IsCategory(name) && call.Arguments.FirstOrDefault(argument => Names(argument.Value, "Trace")) is { } level:
                Report(context, level.Value, $"the category '{name}'", "the log");
                break;
            case { ContainingType.Name: "HttpLoggingEndpointConventionBuilderExtensions" or "HttpLoggingAttribute" or "HttpLoggingInterceptorContext" }
                when call.Method.Name is not ("Disable" or "TryDisable" or "IsAnyEnabled") && call.Arguments.FirstOrDefault(argument => HoldsBodies(argument.Value)) is { } fields && traffic.Value:
                Report(context, fields.Value, OperationText.NameOf(call.Method), "the log of requests");
                break;
            default:
                CheckPrompt(context, airlock, call);
                break;
        }
    }

    /// <summary>What the same body gives to a model and to a log.</summary>
    private static void CheckPrompt(OperationAnalysisContext context, AirlockContext airlock, Call call)
    {
        var roles = airlock.Catalog.Find(CatalogTable.Sinks, call.Method).Where(row => row.Kind == FlowRuleSet.LogSink && !IsOff(row, call)).ToList();
        foreach (var argument in roles.SelectMany(row => row.Parameters("message").Concat(row.Parameters("args"))).Select(call.Argument).OfType<IOperation>())
        {
            foreach (var (logged, value) in PromptTexts.In(argument))
            {
                if (PromptTexts.ModelCallWith(value, context.Operation, airlock) is { } inference)
                {
                    Report(context, logged, OperationText.NameOf(inference.TargetMethod), OperationText.NameOf(call.Method), inference.Syntax);
                    break;
                }
            }
        }
    }

    /// <summary>Whether a call names a level that is off in production.</summary>
    private static bool IsOff(CatalogRow row, Call call) =>
        row.Value("unless")?.Split('|') is { } levels && call.Arguments.Any(argument => levels.Any(level => Names(argument.Value, level)));

    /// <summary>A value that is read from the settings stands there.</summary>
    private static void ReportSettings(OperationAnalysisContext context, AirlockContext airlock, IOperation value, IPropertySymbol property)
    {
        foreach (var key in DevelopmentOnly.Covers(context.Operation) ? [] : airlock.Settings.ReadBy(value.Unwrap()))
        {
            foreach (var (file, setting) in airlock.Configuration.Find(key).Where(found => found.Value.Kind == JsonKind.True && airlock.Configuration.IsInEffect(found.File, key)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule, file.LocationOf(setting), [WrittenLocation.Of(value.Syntax)], $"{key} for {OperationText.NameOf(property)}", setting.Start.Line.ToString(CultureInfo.InvariantCulture), "logs and traces"));
            }
        }
    }

    /// <summary>Settings outside development that open the most detailed log of an AI library.</summary>
    private static void CheckFile(AdditionalFileAnalysisContext context, AirlockContext airlock)
    {
        foreach (var file in airlock.Configuration.Settings.Where(settings => settings.File == context.AdditionalFile))
        {
            foreach (var (key, level) in file.Texts().Where(text => text.Value.Text is "Trace" or "Verbose" && airlock.Configuration.IsInEffect(file, text.Key)))
            {
                if (TelemetrySwitches.IsCategory(key.Substring(key.LastIndexOf(':') + 1)) && (key.Contains("LogLevel:") || key.Contains("Override:")))
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rule, file.LocationOf(level), key, level.Start.Line.ToString(CultureInfo.InvariantCulture), "the log"));
                }
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation at, string origin, string destination, SyntaxNode? source = null)
    {
        if (!DevelopmentOnly.Covers(at))
        {
            var line = (source ?? at.Syntax).GetLocation().GetMappedLineSpan().StartLinePosition.Line + 1;
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, WrittenLocation.Of(at.Syntax), source is null ? [] : [WrittenLocation.Of(source)], origin, line.ToString(CultureInfo.InvariantCulture), destination));
        }
    }

    /// <summary>Whether a value turns content on: it is true, or the member of an enumeration that the catalog names.</summary>
    private static bool IsOn(IOperation value, string? member)
    {
        var known = value.Unwrap() is ILocalReferenceOperation local ? Values.ConstantText.OnlyValueOf(local)?.Unwrap() : value.Unwrap();
        return known is not null && (member is null ? known.ConstantValue is { HasValue: true, Value: true } : Names(known, member));
    }

    private static bool Names(IOperation value, string member) =>
        value.DescendantsAndSelf().OfType<IFieldReferenceOperation>().Any(field => field.Field.Name == member && field.Field.ContainingType.TypeKind == TypeKind.Enum);

    /// <summary>Whether the fields of the framework's log of requests hold what is sent or answered.</summary>
    private static bool HoldsBodies(IOperation fields) =>
        fields is { Type: { Name: "HttpLoggingFields" } type, ConstantValue: { HasValue: true, Value: { } value } }
        && type.GetMembers().OfType<IFieldSymbol>().Any(field => field.Name is "RequestBody" or "ResponseBody"
            && (Convert.ToInt64(value, CultureInfo.InvariantCulture) & Convert.ToInt64(field.ConstantValue, CultureInfo.InvariantCulture)) != 0);

    /// <summary>Whether the options that hold a setting of all Azure clients are an AI client's.</summary>
    private static bool IsOfAiClient(IPropertyReferenceOperation setting)
    {
        var owner = setting.Instance is IPropertyReferenceOperation diagnostics ? diagnostics.Instance : setting.Instance;
        return owner?.Type?.ContainingAssembly?.Name is { } library && AiLibraries.Contains(library);
    }

    private static bool MapsRoutes(AirlockContext airlock) =>
        CatalogTable.Endpoints.Rows.Where(row => row.Kind is "map" or "map-agent" or "controller").Select(row => NameOf(row.Id)).Distinct()
            .Any(name => airlock.Calls.Named(name)
                .Any(call => airlock.Catalog.Find(CatalogTable.Endpoints, call.TargetMethod).Any(row => row.Kind is "map" or "map-agent" or "controller")));

    private static bool CallsModel(AirlockContext airlock) =>
        CatalogTable.InferenceCalls.Rows.Select(row => NameOf(row.Id)).Distinct()
            .Any(name => airlock.Calls.Named(name)
                .Any(call => InferenceCalls.IsInference(call.TargetMethod, airlock.Catalog)));

    /// <summary>The short name within a documentation comment ID.</summary>
    private static string NameOf(string id)
    {
        var head = id.Split('(', '`')[0];
        return head.Substring(head.LastIndexOf('.') + 1);
    }
}
