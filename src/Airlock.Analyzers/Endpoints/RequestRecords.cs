using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Tells whether anything is written down of the requests to an endpoint: by the application for all, or by what the endpoint runs.</summary>
internal sealed class RequestRecords
{
    /// <summary>Calls that record requests, or what a model is asked, for the whole application.</summary>
    private static readonly HashSet<string> Recorders = new(StringComparer.Ordinal)
    {
        "UseHttpLogging", "UseW3CLogging", "UseSerilogRequestLogging", "AddOpenTelemetry", "UseOpenTelemetry", "UseLogging", "UseAzureMonitor", "AddApplicationInsightsTelemetry",
        "AddApplicationInsightsTelemetryWorkerService", "ConfigureFunctionsApplicationInsights", "AddHttpContextInstrumentation",
    };

    /// <summary>What such methods of other assemblies are called.</summary>
    private static readonly string[] SetupWords = ["ServiceDefaults", "Telemetry", "Logging", "Observab", "Monitor", "Tracing", "Audit", "Sentry", "Datadog", "NewRelic", "Elastic", "Defaults"];

    /// <summary>What the application's own records are called.</summary>
    private static readonly string[] RecordWords = ["Audit", "Record", "Track", "History", "Journal", "Telemetry"];

    private readonly AirlockContext _airlock;
    private readonly Lazy<bool> _keepsAll;

    public RequestRecords(AirlockContext airlock)
    {
        _airlock = airlock;
        _keepsAll = new(() => Names(airlock).SelectMany(name => airlock.Calls.Named(name)).Any(IsRecorder) || airlock.Middleware.Bodies.Any(WritesRecord));
    }

    /// <summary>Whether requests to an endpoint leave a record.</summary>
    public bool Keeps(InferenceEndpoint endpoint) =>
        (endpoint.Body is { } body && WritesRecord(body))
        || endpoint.Conventions.Any(convention => convention.Arguments.Any(argument => argument.Value.Unwrap() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation filter } && WritesRecord(filter.Body))
            || convention.TargetMethod.TypeArguments.SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()).Select(_airlock.Declarations.BodyOf).OfType<IOperation>().Any(WritesRecord))
        || _keepsAll.Value;

    private static IEnumerable<string> Names(AirlockContext airlock) =>
        airlock.Program.Index.Names.Where(name => Recorders.Contains(name) || (IsSetup(name) && SetupWords.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0)));

    private static bool IsSetup(string name) => name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal);

    /// <summary>Whether a call sets up records: one that is known to, or one of another assembly that is not the framework's and says so.</summary>
    private bool IsRecorder(IInvocationOperation call) =>
        !DevelopmentOnly.Covers(call)
        && (Recorders.Contains(call.TargetMethod.Name)
            || (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingAssembly, _airlock.Compilation.Assembly)
                && call.TargetMethod.ContainingAssembly?.Name.StartsWith("Microsoft.", StringComparison.Ordinal) == false));

    private bool WritesRecord(IOperation body) => _airlock.Reach.From(body).Any(reached => reached.Operation is IInvocationOperation { TargetMethod: var method } && IsRecord(method));

    private static bool IsOwn(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsRecord(IMethodSymbol method) =>
        (method.Name.StartsWith("Log", StringComparison.Ordinal) && method.ContainingType?.Name is "ILogger" or "LoggerExtensions")
        || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LoggerMessageAttribute")
        || method.ContainingType is { Name: "ILogger" or "Log", ContainingNamespace.Name: "Serilog" }
        || method.Name is "SaveChanges" or "SaveChangesAsync" or "StartActivity"
        || IsOwn(method) && RecordWords.Any(word => method.Name.IndexOf(word, StringComparison.Ordinal) >= 0 || method.ContainingType?.Name.IndexOf(word, StringComparison.Ordinal) >= 0);
}
