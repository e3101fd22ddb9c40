using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>A body that takes part in answering callers of inference endpoints.</summary>
/// <param name="Body">The body of a method, lambda or local function.</param>
/// <param name="Endpoint">The endpoint that it runs for; null if it runs for requests in general.</param>
/// <param name="IsHandler">Whether what it returns is the answer.</param>
internal sealed record AnsweringBody(IOperation Body, InferenceEndpoint? Endpoint, bool IsHandler);

/// <summary>
/// The code that answers callers of inference endpoints: the handlers with all they run, and in such a program middleware, filters
/// and what handles exceptions. A program without an inference endpoint that others reach has none.
/// </summary>
internal sealed class AnsweringCode
{
    /// <summary>Types of the framework whose implementations answer requests, or change answers, in general.</summary>
    private static readonly HashSet<string> Contracts = new(StringComparer.Ordinal)
    {
        "IExceptionHandler", "IExceptionFilter", "IAsyncExceptionFilter", "ExceptionFilterAttribute", "IProblemDetailsWriter", "IHubFilter", "Interceptor",
        "IActionFilter", "IAsyncActionFilter", "ActionFilterAttribute", "IResultFilter", "IAsyncResultFilter",
    };

    private readonly Lazy<ImmutableDictionary<SyntaxNode, AnsweringBody>> _bodies;
    private readonly Lazy<HashSet<SyntaxNode>> _running;
    private readonly Lazy<HashSet<string>> _leading;
    private readonly Lazy<ILookup<SyntaxNode, AnsweringBody>> _byRoot;
    private readonly AirlockContext _airlock;

    public AnsweringCode(AirlockContext airlock)
    {
        _airlock = airlock;
        _bodies = new(() => Find(step => _leading!.Value.Contains(NameClosure.NameOf(step.Callee)) || step.Callee.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction));
        _running = new(() => new HashSet<SyntaxNode>(Find(_ => true).Keys));
        _leading = new(() => NameClosure.Of(_airlock!.Program.Index, name => _airlock.Catalog.HasName(CatalogTable.Responses, name)));
        _byRoot = new(() => _bodies.Value.Values.Where(body => CodeIndex.BodyAround(body.Body.Syntax) is not null).ToLookup(body => CodeIndex.BodyAround(body.Body.Syntax)!));
    }

    /// <summary>The endpoints that others reach.</summary>
    public IEnumerable<InferenceEndpoint> Endpoints => _airlock.Endpoints.All.Where(endpoint => endpoint.IsReachable);

    /// <summary>The answering bodies within a body that has an operation of its own, which may be one itself.</summary>
    public IEnumerable<AnsweringBody> Within(SyntaxNode root) => _byRoot.Value[root].OrderBy(body => body.Body.Syntax.SpanStart);

    /// <summary>Whether code runs when a caller is answered, whether it writes to the answer or not.</summary>
    public bool Runs(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            if (_running.Value.Contains(current))
            {
                return true;
            }

            if (current is LocalFunctionStatementSyntax)
            {
                return false;
            }
        }

        return false;
    }

    /// <param name="isFollowed">Whether a call is followed: for what writes answers only those whose name leads to such a write.</param>
    private ImmutableDictionary<SyntaxNode, AnsweringBody> Find(Func<CallStep, bool> isFollowed)
    {
        var found = ImmutableDictionary.CreateBuilder<SyntaxNode, AnsweringBody>();
        var entered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var endpoints = Endpoints.ToList();
        foreach (var endpoint in endpoints)
        {
            Add(endpoint.Body, endpoint, isHandler: true);
        }

        foreach (var (body, isHandler) in endpoints.Count > 0 ? GeneralCode(endpoints) : [])
        {
            Add(body, null, isHandler);
        }

        return found.ToImmutable();

        void Add(IOperation? root, InferenceEndpoint? endpoint, bool isHandler)
        {
            if (root is null)
            {
                return;
            }

            found[root.Syntax] = new AnsweringBody(root, endpoint, isHandler);
            foreach (var body in _airlock.Reach.From(root, (step, _) => isFollowed(step) && entered.Add(step.Callee)).Select(reached => reached.Body))
            {
                if (!found.ContainsKey(body.Syntax))
                {
                    found.Add(body.Syntax, new AnsweringBody(body, endpoint, IsHandler: false));
                }
            }
        }
    }

    /// <summary>What runs for requests in general, and whether what it returns is an answer.</summary>
    private IEnumerable<(IOperation? Body, bool IsHandler)> GeneralCode(IReadOnlyCollection<InferenceEndpoint> endpoints)
    {
        foreach (var body in _airlock.Middleware.Bodies)
        {
            yield return (body, false);
        }

        foreach (var filter in endpoints.SelectMany(endpoint => endpoint.Conventions).Where(call => call.TargetMethod.Name is "AddEndpointFilter" or "AddEndpointFilterFactory"))
        {
            foreach (var body in filter.Arguments.Select(argument => DelegateTarget.Of(argument.Value, _airlock.Declarations)?.Body).Concat(BodiesOf(filter.TargetMethod.TypeArguments)))
            {
                yield return (body, true);
            }
        }

        foreach (var run in _airlock.Calls.NamedBeside("UseExceptionHandler", "Run").Where(IsInExceptionHandler))
        {
            yield return (DelegateTarget.Of(run.Argument(run.TargetMethod.IsExtensionMethod ? 1 : 0), _airlock.Declarations)?.Body, false);
        }

        foreach (var setting in _airlock.Calls.Setting("ExceptionHandler").Concat(_airlock.Calls.Setting("CustomizeProblemDetails")))
        {
            yield return (DelegateTarget.Of(setting.Value, _airlock.Declarations)?.Body, false);
        }

        foreach (var error in new[] { "IExceptionHandlerFeature", "IExceptionHandlerPathFeature" }.SelectMany(_airlock.Calls.OperationsMentioning).OfType<IPropertyReferenceOperation>()
            .Where(property => property is { Property: { Name: "Error", ContainingType.Name: "IExceptionHandlerFeature" or "IExceptionHandlerPathFeature" } }))
        {
            yield return (FunctionAround(error), true);
        }

        foreach (var body in BodiesOf(_airlock.Compilation.SyntaxTrees.SelectMany(ImplementationsIn)))
        {
            yield return (body, false);
        }
    }

    private static bool IsInExceptionHandler(IInvocationOperation run) =>
        run.Ancestors().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name == "UseExceptionHandler");

    private static IOperation FunctionAround(IOperation operation) =>
        operation.Ancestors().FirstOrDefault(current => current.Parent is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyBaseOperation) ?? operation.Root();

    private IEnumerable<ITypeSymbol> ImplementationsIn(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<ClassDeclarationSyntax>()
            .Where(type => type.BaseList?.Types.Any(named => Contracts.Contains(NameOf(named.Type))) == true)
            .Select(_airlock.Declarations.TypeOf)
            .OfType<INamedTypeSymbol>();

    private static string NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private IEnumerable<IOperation?> BodiesOf(IEnumerable<ITypeSymbol> types) =>
        types.SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            .Select(_airlock.Declarations.BodyOf);
}
