using System.Runtime.CompilerServices;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers;

/// <summary>
/// What the rules ask of a compilation: the catalog, the policy and the pins. It exists only where an AI library is
/// referenced, so that any other compilation costs one look at its references.
/// </summary>
internal sealed class AirlockContext
{
    // All analyzers of one compilation share one context, and it lives no longer than the compilation.
    private static readonly ConditionalWeakTable<Compilation, AirlockContext> Contexts = new();

    private readonly AnalyzerOptions _options;
    private readonly Lazy<PolicyDocument> _policy;
    private readonly Lazy<LockDocument> _lock;

    private AirlockContext(Compilation compilation, AnalyzerOptions options)
    {
        _options = options;
        Compilation = compilation;
        Declarations = new DeclaredOperations(compilation);
        Collections = new ConstantCollections(Declarations, () => Program!.Index);
        Patterns = new NarrowPattern(Declarations);
        Endpoints = new EndpointModel(this);
        Program = new FlowProgram(this);
        Writers = new FlowWriters(Program);
        Callers = new FlowCallers(Program);
        Sinks = new FlowSinks(Catalog);
        Sources = new FlowSources(Catalog);
        InferenceRequests = new InferenceRequests(Catalog);
        EntryPoints = new EntryPoints(this);
        StateChanges = new StateChanges(this);
        Reach = new CallReach(Declarations, new Implementations(compilation));
        Tools = new ToolEntryPoints(Catalog, Declarations);
        ToolCalling = new ToolCalling(this);
        _policy = new(() => ReadFile("airlock.json", "policy") is { } text ? PolicyDocument.Parse(text, out _) : PolicyDocument.Default);
        _lock = new(() => ReadFile("airlock.lock.json", "lock") is { } text ? LockDocument.Parse(text, out _) : LockDocument.Empty);
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>From symbols to rows of the catalog.</summary>
    public CatalogLookup Catalog { get; } = new();

    /// <summary>Operations of declarations anywhere in the compilation.</summary>
    public DeclaredOperations Declarations { get; }

    /// <summary>Which types can carry text.</summary>
    public TextTypes TextTypes { get; } = new();

    /// <summary>What library methods do with their arguments.</summary>
    public CallModels CallModels { get; } = new();

    /// <summary>Recognises allow-lists.</summary>
    public ConstantCollections Collections { get; }

    /// <summary>Recognises regular expressions that are a guard.</summary>
    public NarrowPattern Patterns { get; }

    /// <summary>The bodies of the program as the flow engine reads them.</summary>
    public FlowProgram Program { get; }

    /// <summary>What is written to members.</summary>
    public FlowWriters Writers { get; }

    /// <summary>Who calls a function.</summary>
    public FlowCallers Callers { get; }

    /// <summary>Parameters at which rules want to know what arrives.</summary>
    public FlowSinks Sinks { get; }

    /// <summary>Where labelled text enters.</summary>
    public FlowSources Sources { get; }

    /// <summary>Web requests.</summary>
    public InferenceRequests InferenceRequests { get; }

    /// <summary>Methods that somebody outside the program calls.</summary>
    public EntryPoints EntryPoints { get; }

    /// <summary>Calls that change something for good.</summary>
    public StateChanges StateChanges { get; }

    /// <summary>The endpoints by which the application offers inference to others.</summary>
    public EndpointModel Endpoints { get; }

    /// <summary>What code runs through the methods that it calls.</summary>
    public CallReach Reach { get; }

    /// <summary>The methods that a model may call.</summary>
    public ToolEntryPoints Tools { get; }

    /// <summary>Who runs the calls that models ask for.</summary>
    public ToolCalling ToolCalling { get; }

    /// <summary>The policy; the default one if there is no file or it can't be read, which the gate reports.</summary>
    public PolicyDocument Policy => _policy.Value;

    /// <summary>The pins; none if there is no file or it can't be read, which the gate reports.</summary>
    public LockDocument Lock => _lock.Value;

    /// <summary>The context of a compilation, or null if it references no AI library.</summary>
    public static AirlockContext? TryCreate(Compilation compilation, AnalyzerOptions options)
    {
        if (!AiLibraries.IsReferencedBy(compilation))
        {
            return null;
        }

        // A second run over the same compilation may bring other files; it gets a context of its own.
        var shared = Contexts.GetValue(compilation, _ => new AirlockContext(compilation, options));
        return shared._options.AdditionalFiles == options.AdditionalFiles ? shared : new AirlockContext(compilation, options);
    }

    private string? ReadFile(string fileName, string kind)
    {
        SourceText? byName = null;
        foreach (var file in _options.AdditionalFiles)
        {
            var metadata = _options.AnalyzerConfigOptionsProvider.GetOptions(file);
            if (metadata.TryGetValue("build_metadata.AdditionalFiles.AirlockKind", out var value) && value.Length > 0)
            {
                if (value == kind)
                {
                    return Bounded(file.GetText());
                }
            }
            else if (byName is null && FileName(file.Path).Equals(fileName, StringComparison.OrdinalIgnoreCase))
            {
                byName = file.GetText();
            }
        }

        return Bounded(byName);
    }

    private static string? Bounded(SourceText? text) => text is { Length: <= JsonText.MaximumLength } ? text.ToString() : null;

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
