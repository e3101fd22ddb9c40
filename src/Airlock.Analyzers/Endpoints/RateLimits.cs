using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>How often an endpoint may be called.</summary>
internal enum RateLimit
{
    /// <summary>Nothing that was seen limits it.</summary>
    None,

    /// <summary>The application has policies, and the endpoint names none of them.</summary>
    NotApplied,

    /// <summary>The source says in so many words that it is not limited, which overrides policies.</summary>
    Disabled,

    /// <summary>There is a limit for it, and the middleware that would apply it is not there.</summary>
    NotRunning,

    /// <summary>It can't be told.</summary>
    Unknown,

    /// <summary>It is limited.</summary>
    Limited,
}

/// <summary>Tells how often endpoints may be called: by policy, by attribute, by a global limiter or by code of the application.</summary>
internal sealed class RateLimits
{
    private readonly AirlockContext _airlock;
    private readonly Lazy<bool> _hasOwnLimiter;
    private readonly Lazy<bool> _hasGlobalLimiter;
    private readonly Lazy<bool> _isRunning;
    private readonly Lazy<bool> _hasPolicies;

    public RateLimits(AirlockContext airlock)
    {
        _airlock = airlock;
        _hasOwnLimiter = new(() => HasOtherLimiter() || airlock.Middleware.Bodies.Any(Limits));
        _hasGlobalLimiter = new(HasGlobalLimiter);
        _isRunning = new(() => airlock.Calls.Named("UseRateLimiter").Any() || !airlock.Endpoints.IsApplication);
        _hasPolicies = new(() => airlock.Calls.Named("AddRateLimiter").Any());
    }

    /// <summary>The limit of an endpoint.</summary>
    /// <param name="conventions">The calls on it and its groups.</param>
    /// <param name="declarations">The handler and its type, which may carry attributes.</param>
    /// <param name="bodies">What it runs.</param>
    public RateLimit Of(ImmutableArray<IInvocationOperation> conventions, IEnumerable<ISymbol> declarations, IEnumerable<IOperation> bodies)
    {
        var kinds = conventions.SelectMany(call => _airlock.Catalog.Find(CatalogTable.Endpoints, call.TargetMethod)).Select(row => row.Kind)
            .Concat(declarations.SelectMany(AttributesOf).Select(type => type.Name switch
            {
                "EnableRateLimitingAttribute" => "rate-require",
                "DisableRateLimitingAttribute" => "rate-disable",
                var name => IsLimiter(name) ? "rate-other" : "",
            }))
            .ToList();
        var isDisabled = kinds.Contains("rate-disable");
        var isNamed = kinds.Contains("rate-require");
        return !isDisabled && _isRunning.Value && (isNamed || _hasGlobalLimiter.Value) ? RateLimit.Limited
            : kinds.Contains("rate-other") || _hasOwnLimiter.Value || conventions.Any(IsLimitingFilter) || bodies.Any(Limits) ? RateLimit.Limited
            : isDisabled ? RateLimit.Disabled
            : isNamed || _hasGlobalLimiter.Value ? RateLimit.NotRunning
            : _hasPolicies.Value ? RateLimit.NotApplied
            : RateLimit.None;
    }

    /// <summary>Whether a body, with what it calls, asks a limiter or answers that there were too many requests.</summary>
    private bool Limits(IOperation body) => _airlock.Reach.From(body).Any(reached => reached.Operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "AcquireAsync" or "AttemptAcquire" or "WaitAsync", ContainingType.Name: var type } } => type is "RateLimiter" or "PartitionedRateLimiter" || IsLimiter(type),
        ILiteralOperation { ConstantValue.Value: 429 } or IFieldReferenceOperation { Field.Name: "Status429TooManyRequests" or "TooManyRequests" or "ResourceExhausted" } => reached.Operation.IsGiven(),
        _ => false,
    });

    private bool HasGlobalLimiter() => _airlock.Calls.Setting("GlobalLimiter").Any(setting => setting.Value.ConstantValue is not { HasValue: true, Value: null });

    /// <summary>Whether the limiter of another library runs for every request.</summary>
    private bool HasOtherLimiter() => _airlock.Program.Index.Names.Any(name => name.StartsWith("Use", StringComparison.Ordinal) && name != "UseRateLimiter" && IsLimiter(name));

    private bool IsLimitingFilter(IInvocationOperation convention) => _airlock.Middleware.GivenTo(convention).Any(Limits);

    private static IEnumerable<INamedTypeSymbol> AttributesOf(ISymbol declaration)
    {
        for (ISymbol? current = declaration; current is not null; current = (current as INamedTypeSymbol)?.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (attribute.AttributeClass is { } type)
                {
                    yield return type;
                }
            }
        }
    }

    private static bool IsLimiter(string name) =>
        name.IndexOf("RateLimit", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Throttl", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Quota", StringComparison.OrdinalIgnoreCase) >= 0;
}
