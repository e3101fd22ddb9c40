using System.Runtime.CompilerServices;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Configuration;
using Airlock.Analyzers.Connections;
using Airlock.Analyzers.Downloads;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Airlock.Analyzers.Values;
using Airlock.Shared.Json;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Airlock.Analyzers;

/// <summary>
/// What the rules ask of a compilation: the catalog, the policy and the pins. It exists only where an AI library is
/// referenced or the user has a catalog, so that any other compilation costs one look at its references and files.
/// </summary>
internal sealed class AirlockContext
{
    private const string UserCatalogName = "airlock.catalog.tsv";

    // All analyzers of one compilation share one context, and it lives no longer than the compilation.
    private static readonly ConditionalWeakTable<Compilation, AirlockContext> Contexts = new();

    private readonly AnalyzerOptions _options;
    private readonly Lazy<PolicyDocument> _policy;
    private readonly Lazy<LockDocument> _lock;

    private AirlockContext(Compilation compilation, AnalyzerOptions options)
    {
        _options = options;
        Compilation = compilation;
        UserCatalog = UserCatalog.Read(Files(options, UserCatalogName, "catalog").Select(found => found.File));
        Catalog = new CatalogLookup(UserCatalog);
        Configuration = new ConfigurationFiles(ConfigurationFilesIn(options));
        ReferencedEndpoints = new ReferencedEndpoints(options.AdditionalFiles.Where(file => file.Path.EndsWith(ReferencedEndpoints.FileEnding, StringComparison.OrdinalIgnoreCase)));
        Declarations = new DeclaredOperations(compilation);
        Collections = new ConstantCollections(Declarations, () => Program!.Index);
        Patterns = new NarrowPattern(Declarations);
        Endpoints = new EndpointModel(this);
        Application = new ApplicationAccess(this);
        Authorization = new AuthorizationMetadata(this);
        CallerChecks = new CallerChecks(this);
        RateLimits = new RateLimits(this);
        Middleware = new Middleware(this);
        RequestRecords = new RequestRecords(this);
        InputBounds = new InputBounds(this);
        Answering = new AnsweringCode(this);
        SystemPrompts = new SystemPrompts(this);
        Program = new FlowProgram(this);
        Writers = new FlowWriters(Program);
        Callers = new FlowCallers(Program);
        Sinks = new FlowSinks(Catalog);
        Sources = new FlowSources(Catalog);
        Internals = new Internals(this);
        InferenceRequests = new InferenceRequests(Catalog);
        EntryPoints = new EntryPoints(this);
        StateChanges = new StateChanges(this);
        PlainMethods = new PlainMethods(this);
        Reach = new CallReach(Declarations, () => Program.Hierarchy);
        Calls = new ProgramCalls(this);
        Uses = new SymbolUses(this);
        Settings = new SettingKeys(this);
        Origins = new ValueOrigins(this);
        Addresses = new AddressTexts(this);
        Values = new FoundValues(this);
        ObjectSettings = new ObjectSettings(this);
        ServiceAddresses = new ServiceAddresses(this);
        ServiceClients = new ServiceClients(this);
        Paths = new PathTexts(this);
        ModelIds = new ModelIds(this);
        Contents = new ContentOrigins(this);
        Downloads = new ModelDownloads(this);
        Connections = new ModelConnections(this);
        Tools = new ToolEntryPoints(Catalog, Declarations);
        ToolCalling = new ToolCalling(this);
        _policy = new(() => ReadFile("airlock.json", "policy") is { } text ? PolicyDocument.Parse(text, out _) : PolicyDocument.Default);
        _lock = new(() => ReadFile("airlock.lock.json", "lock") is { } text ? LockDocument.Parse(text, out _) : LockDocument.Empty);
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The rows that the user added to the catalog, or null if there is no such file.</summary>
    public UserCatalog? UserCatalog { get; }

    /// <summary>From symbols to rows of the catalog.</summary>
    public CatalogLookup Catalog { get; }

    /// <summary>The configuration files of the project.</summary>
    public ConfigurationFiles Configuration { get; }

    /// <summary>What referenced projects offer.</summary>
    public ReferencedEndpoints ReferencedEndpoints { get; }

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

    /// <summary>What says how the application works inside.</summary>
    public Internals Internals { get; }

    /// <summary>Web requests.</summary>
    public InferenceRequests InferenceRequests { get; }

    /// <summary>Methods that somebody outside the program calls.</summary>
    public EntryPoints EntryPoints { get; }

    /// <summary>Calls that change something for good.</summary>
    public StateChanges StateChanges { get; }

    /// <summary>Methods of which the catalog says nothing.</summary>
    public PlainMethods PlainMethods { get; }

    /// <summary>The endpoints by which the application offers inference to others.</summary>
    public EndpointModel Endpoints { get; }

    /// <summary>What the application as a whole says of access.</summary>
    public ApplicationAccess Application { get; }

    /// <summary>What attributes and conventions say of access.</summary>
    public AuthorizationMetadata Authorization { get; }

    /// <summary>Code that checks its caller.</summary>
    public CallerChecks CallerChecks { get; }

    /// <summary>How often endpoints may be called.</summary>
    public RateLimits RateLimits { get; }

    /// <summary>What is written down of requests.</summary>
    public RequestRecords RequestRecords { get; }

    /// <summary>What bounds the text that endpoints take.</summary>
    public InputBounds InputBounds { get; }

    /// <summary>Code that runs for requests in general.</summary>
    public Middleware Middleware { get; }

    /// <summary>The code that answers callers of inference endpoints.</summary>
    public AnsweringCode Answering { get; }

    /// <summary>What the program gives to models as instructions.</summary>
    public SystemPrompts SystemPrompts { get; }

    /// <summary>What code runs through the methods that it calls.</summary>
    public CallReach Reach { get; }

    /// <summary>Where in the program members are called or set.</summary>
    public ProgramCalls Calls { get; }

    /// <summary>Where the program uses a symbol.</summary>
    public SymbolUses Uses { get; }

    /// <summary>The keys of the configuration that code reads.</summary>
    public SettingKeys Settings { get; }

    /// <summary>Where the values of expressions come from.</summary>
    public ValueOrigins Origins { get; }

    /// <summary>The paths that expressions may have as their value.</summary>
    public PathTexts Paths { get; }

    /// <summary>The texts that expressions may have as their value, and how each was found.</summary>
    public FoundValues Values { get; }

    /// <summary>What code sets the properties of objects to.</summary>
    public ObjectSettings ObjectSettings { get; }

    /// <summary>The addresses that clients are given.</summary>
    public ServiceAddresses ServiceAddresses { get; }

    /// <summary>The services that clients reach.</summary>
    public ServiceClients ServiceClients { get; }

    /// <summary>The ids of hosted models that expressions may have as their value.</summary>
    public ModelIds ModelIds { get; }

    /// <summary>Which files or downloads bytes and streams hold.</summary>
    public ContentOrigins Contents { get; }

    /// <summary>Which loads load what the program downloads itself.</summary>
    public ModelDownloads Downloads { get; }

    /// <summary>The addresses that expressions may have as their value.</summary>
    public AddressTexts Addresses { get; }

    /// <summary>Which HTTP clients and handlers connect to a model.</summary>
    public ModelConnections Connections { get; }

    /// <summary>The methods that a model may call.</summary>
    public ToolEntryPoints Tools { get; }

    /// <summary>Who runs the calls that models ask for.</summary>
    public ToolCalling ToolCalling { get; }

    /// <summary>The policy; the default one if there is no file or it can't be read, which the gate reports.</summary>
    public PolicyDocument Policy => _policy.Value;

    /// <summary>The pins; none if there is no file or it can't be read, which the gate reports.</summary>
    public LockDocument Lock => _lock.Value;

    /// <summary>The context of a compilation, or null if it references no AI library and no catalog of the user says what stands for one.</summary>
    public static AirlockContext? TryCreate(Compilation compilation, AnalyzerOptions options)
    {
        if (!AiLibraries.IsReferencedBy(compilation) && !Files(options, UserCatalogName, "catalog").Any())
        {
            return null;
        }

        // A second run over the same compilation may bring other files; it gets a context of its own.
        var shared = Contexts.GetValue(compilation, _ => new AirlockContext(compilation, options));
        return shared._options.AdditionalFiles == options.AdditionalFiles ? shared : new AirlockContext(compilation, options);
    }

    private string? ReadFile(string fileName, string kind) =>
        Bounded(Files(_options, fileName, kind).OrderByDescending(found => found.IsMarked).FirstOrDefault().File?.GetText());

    private static IEnumerable<AdditionalText> ConfigurationFilesIn(AnalyzerOptions options) =>
        options.AdditionalFiles
            .Where(file => ConfigurationFiles.IsConfiguration(FileName(file.Path)))
            .GroupBy(file => file.Path, StringComparer.Ordinal)
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => file.First());

    /// <summary>The files that are of a kind by their metadata, or have no such metadata and the name.</summary>
    private static IEnumerable<(AdditionalText File, bool IsMarked)> Files(AnalyzerOptions options, string fileName, string kind)
    {
        foreach (var file in options.AdditionalFiles)
        {
            var metadata = options.AnalyzerConfigOptionsProvider.GetOptions(file);
            if (metadata.TryGetValue("build_metadata.AdditionalFiles.AirlockKind", out var value) && value.Length > 0)
            {
                if (value == kind)
                {
                    yield return (file, true);
                }
            }
            else if (FileName(file.Path).Equals(fileName, StringComparison.OrdinalIgnoreCase))
            {
                yield return (file, false);
            }
        }
    }

    private static string? Bounded(SourceText? text) => text is { Length: <= JsonText.MaximumLength } ? text.ToString() : null;

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
