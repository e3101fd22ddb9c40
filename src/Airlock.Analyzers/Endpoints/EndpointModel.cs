using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// The endpoints by which a compilation offers inference to others. Each is read once for all rules that ask; what maps nothing, or
/// leads to no model, is ruled out by its names.
/// </summary>
internal sealed class EndpointModel
{
    private readonly AirlockContext _airlock;
    private readonly MappedEndpoints _mapped;
    private readonly DeclaredEndpoints _declared;
    private readonly ConcurrentDictionary<SyntaxNode, InferenceEndpoint?> _routes = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<InferenceEndpoint>> _types = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _isWeb;
    private readonly Lazy<bool> _isApplication;
    private readonly Lazy<ImmutableArray<InferenceEndpoint>> _all;

    public EndpointModel(AirlockContext airlock)
    {
        _airlock = airlock;
        _mapped = new MappedEndpoints(airlock);
        _declared = new DeclaredEndpoints(airlock);
        Reach = new InferenceReach(airlock);
        _isWeb = new(() => airlock.Compilation.GetTypesByMetadataName("Microsoft.AspNetCore.Http.HttpContext").Length > 0
            || airlock.Compilation.ReferencedAssemblyNames.Any(name => name.Name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.Azure.WebJobs", StringComparison.Ordinal)));
        _isApplication = new(() => new[] { "WebApplication", "Host", "WebHost" }
            .SelectMany(type => airlock.Calls.NamedBeside(type, "CreateBuilder", "CreateSlimBuilder", "CreateEmptyBuilder", "Create", "CreateDefaultBuilder"))
            .Any(call => call.TargetMethod.ContainingType.Name is "WebApplication" or "Host" or "WebHost") || airlock.Calls.Named("UseStartup").Any());
        _all = new(FindAll);
    }

    /// <summary>Whether the compilation references what endpoints are built with.</summary>
    public bool IsWeb => _isWeb.Value;

    /// <summary>Whether the program builds the application that it belongs to, so that its start-up code says what holds for all.</summary>
    public bool IsApplication => _isApplication.Value;

    /// <summary>By which way code runs a model.</summary>
    public InferenceReach Reach { get; }

    /// <summary>Every endpoint of the program.</summary>
    public ImmutableArray<InferenceEndpoint> All => _all.Value;

    /// <summary>The endpoint that a call maps, or null if it maps none that runs a model.</summary>
    public InferenceEndpoint? MappedBy(IInvocationOperation call) =>
        !_mapped.MayMap(call.TargetMethod) ? null
        : _routes.TryGetValue(call.Syntax, out var known) ? known
        : _routes.GetOrAdd(call.Syntax, _mapped.Read(call));

    /// <summary>The endpoints that a class declares, because the framework finds its methods by attributes and conventions.</summary>
    public ImmutableArray<InferenceEndpoint> DeclaredBy(INamedTypeSymbol type) =>
        _types.TryGetValue(type, out var known) ? known : _types.GetOrAdd(type, [.. _declared.Read(type)]);

    private ImmutableArray<InferenceEndpoint> FindAll() => !IsWeb ? [] :
    [
        .. _airlock.Program.Index.Names.Where(name => MappedEndpoints.IsMappingName(name) && _airlock.Catalog.HasName(CatalogTable.Endpoints, name))
            .Concat(_airlock.ReferencedEndpoints.MountingNames).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal)
            .SelectMany(name => _airlock.Calls.Named(name)).Select(MappedBy).OfType<InferenceEndpoint>(),
        .. _airlock.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<ClassDeclarationSyntax>()).Select(_airlock.Declarations.TypeOf).OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).SelectMany(type => DeclaredBy(type)),
    ];
}
