using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// What the application as a whole says of access: a fallback policy, a global filter, middleware that turns callers away, addresses
/// it listens on. Each is read once, from the bodies that mention such things, and only if some endpoint looks open.
/// </summary>
internal sealed class ApplicationAccess
{
    private static readonly string[] Setups = ["WebApplication", "IServiceCollection", "IApplicationBuilder", "AddControllers"];

    private readonly AirlockContext _airlock;
    private readonly AuthorizationPolicies _policies;
    private readonly Lazy<EndpointAccess> _requests;
    private readonly Lazy<EndpointAccess> _actions;
    private readonly Lazy<EndpointAccess> _interceptors;
    private readonly Lazy<string?> _unseen;
    private readonly Lazy<ImmutableHashSet<ISymbol>> _authorizing;

    public ApplicationAccess(AirlockContext airlock)
    {
        _airlock = airlock;
        _policies = new AuthorizationPolicies(airlock);
        _requests = new(ReadRequests);
        _actions = new(() => OfFilters("Filters"));
        _interceptors = new(() => OfFilters("Interceptors").And(OfHubFilters()));
        _unseen = new(FindUnseen);
        _authorizing = new(() => FindAuthorizingMethods().ToImmutableHashSet(SymbolEqualityComparer.Default));
    }

    /// <summary>What holds for every request.</summary>
    public EndpointAccess OfRequests => _requests.Value;

    /// <summary>What global filters say of every action and page.</summary>
    public EndpointAccess OfActions => _actions.Value;

    /// <summary>What interceptors and hub filters say of every gRPC service and hub.</summary>
    public EndpointAccess OfInterceptors => _interceptors.Value;

    /// <summary>A method of another assembly that is given the application or its services, and whose name speaks of authorization; null if there is none.</summary>
    public string? Unseen => _unseen.Value;

    /// <summary>
    /// The public methods of this program that set a fallback policy: another project that calls one protects all its endpoints.
    /// </summary>
    public ImmutableHashSet<ISymbol> AuthorizingMethods => _authorizing.Value;

    private IEnumerable<ISymbol> FindAuthorizingMethods()
    {
        var waiting = new Queue<IMethodSymbol>(FallbackPolicies().Select(setting => _airlock.Declarations.DeclaredBy(setting.Root().Syntax)).OfType<IMethodSymbol>());
        var entered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (waiting.Count > 0)
        {
            var method = waiting.Dequeue();
            if (!entered.Add(method))
            {
                continue;
            }

            if (method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public })
            {
                yield return method;
            }

            foreach (var caller in _airlock.Calls.Of(method).Where(call => !DevelopmentOnly.Covers(call)).Select(call => _airlock.Declarations.DeclaredBy(call.Root().Syntax)).OfType<IMethodSymbol>())
            {
                waiting.Enqueue(caller);
            }
        }
    }

    private EndpointAccess ReadRequests()
    {
        if (LoopbackOnly.Holds(_airlock))
        {
            return EndpointAccess.Local;
        }

        var access = HasFallbackPolicy() ? EndpointAccess.Authenticated : EndpointAccess.Open;
        return _airlock.Middleware.Bodies.Any(_airlock.CallerChecks.Guards) ? access.And(EndpointAccess.Checked) : access;
    }

    private EndpointAccess OfFilters(string list) => OfFilters(_airlock.Calls.NamedBeside(list, "Add", "AddService", "Insert")
        .Where(call => call.Receiver()?.Unwrap() is IPropertyReferenceOperation { Property.Name: var name } && name == list));

    private EndpointAccess OfHubFilters() => OfFilters(_airlock.Calls.Named("AddFilter"));

    private EndpointAccess OfFilters(IEnumerable<IInvocationOperation> additions) => additions
        .Where(call => !DevelopmentOnly.Covers(call))
        .SelectMany(call => call.TargetMethod.TypeArguments
            .Concat(call.Arguments.Select(argument => argument.Value.Unwrap().Type))
            .Concat(call.Descendants().OfType<ITypeOfOperation>().Select(operand => operand.TypeOperand)))
        .OfType<ITypeSymbol>()
        .Select(_airlock.Authorization.OfFilter)
        .Aggregate(EndpointAccess.Open, EndpointAccessExtensions.And);

    private bool HasFallbackPolicy() =>
        FallbackPolicies().Any()
        || _airlock.ReferencedEndpoints.AuthorizingNames.SelectMany(name => _airlock.Calls.Named(name)).Any(call => !DevelopmentOnly.Covers(call) && _airlock.ReferencedEndpoints.Authorizes(call.TargetMethod))
        || _airlock.Compilation.GetSymbolsWithName("GetFallbackPolicyAsync", SymbolFilter.Member).OfType<IMethodSymbol>().Any(GivesPolicy);

    /// <summary>Where a fallback policy is set that turns anybody away.</summary>
    private IEnumerable<IOperation> FallbackPolicies() =>
        _airlock.Calls.Setting("FallbackPolicy").Where(setting => Protects(setting.Value)).Select(setting => (IOperation)setting)
            .Concat(_airlock.Calls.Named("SetFallbackPolicy", "AddFallbackPolicy")
                .Where(call => call.Arguments.Any(argument => argument.Parameter?.Type.Name is "AuthorizationPolicy" or "Action" && Protects(argument.Value))))
            .Where(setting => !DevelopmentOnly.Covers(setting));

    private bool Protects(IOperation policy) => policy.Unwrap() switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => false,
        IPropertyReferenceOperation { Property.Name: "DefaultPolicy" } => !_policies.IsDefaultOpen,
        IInvocationOperation { TargetMethod.Name: "GetPolicy", Arguments: { Length: > 0 } arguments } when arguments[0].Value.ConstantText() is { } name => !_policies.IsOpen(name),
        var built => !_policies.IsOpen(built),
    };

    /// <summary>Whether a policy provider of the program gives a fallback policy, and not null.</summary>
    private bool GivesPolicy(IMethodSymbol method) => _airlock.Declarations.BodyOf(method) is { } body
        && body.DescendantsAndSelf().OfType<IReturnOperation>().Any(statement => statement.ReturnedValue is { } value
            && !value.DescendantsAndSelf().Any(part => part.ConstantValue is { HasValue: true, Value: null }));

    private string? FindUnseen() => Setups.SelectMany(_airlock.Calls.OperationsMentioning).OfType<IInvocationOperation>()
        .Where(call => TakesApplication(call.TargetMethod) && UnseenAuthorization.MayBeBy(call.TargetMethod, _airlock.Compilation))
        .Select(call => call.TargetMethod.Name)
        .FirstOrDefault();

    private static bool TakesApplication(IMethodSymbol method) => CatalogLookup.Declaration(method) is IMethodSymbol { Parameters: { Length: > 0 } parameters }
        && parameters[0].Type.Name is "IServiceCollection" or "IApplicationBuilder" or "WebApplication" or "WebApplicationBuilder" or "IHostApplicationBuilder" or "IMvcBuilder";
}
