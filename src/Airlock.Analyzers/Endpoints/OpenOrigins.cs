using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises rules for cross-origin requests that let scripts of any site in, and finds the inference endpoints they hold for.</summary>
internal sealed class OpenOrigins(AirlockContext airlock)
{
    private const string OriginHeader = "Access-Control-Allow-Origin";

    /// <summary>Whether a call opens a policy to every origin.</summary>
    public static bool IsOpening(IInvocationOperation call) => call.TargetMethod is { ContainingType.Name: "CorsPolicyBuilder" } && call.TargetMethod.Name switch
    {
        "AllowAnyOrigin" => true,
        "SetIsOriginAllowed" => DelegateTarget.Of(call.Argument(0), null)?.Body is { } body
            && body.DescendantsAndSelf().OfType<IReturnOperation>().All(answer => answer.ReturnedValue?.ConstantValue is { HasValue: true, Value: true }),
        "WithOrigins" => call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).Any(value => value.ConstantText() == "*"),
        _ => false,
    };

    /// <summary>The endpoints that a policy holds for which a call opens; none if nothing applies it.</summary>
    public IReadOnlyList<InferenceEndpoint> ReachedThrough(IInvocationOperation opening)
    {
        foreach (var outer in PolicyOwners(opening))
        {
            switch (outer.TargetMethod.Name)
            {
                case "UseCors":
                    return DevelopmentOnly.Covers(outer) ? [] : WithoutOwnPolicy();
                case "RequireCors":
                    return [.. airlock.Endpoints.All.Where(endpoint => endpoint.IsReachable && endpoint.Conventions.Any(convention => convention.Syntax == outer.Syntax))];
                case "AddDefaultPolicy":
                    return Applying(null);
                case "AddPolicy":
                    return ConstantText.Of(outer.Argument(outer.TargetMethod.IsExtensionMethod ? 1 : 0))?.Text is { } name ? Applying(name) : [];
            }
        }

        return [];
    }

    /// <summary>The endpoints whose replies carry a header that lets every origin read them, set by hand in an operation.</summary>
    public IReadOnlyList<InferenceEndpoint> ReachedThroughHeader(IOperation setting)
    {
        var endpoints = airlock.Endpoints.All.Where(endpoint => endpoint.IsReachable);
        return airlock.Middleware.Bodies.Any(body => Holds(body, setting))
            ? [.. endpoints]
            : [.. endpoints.Where(endpoint => endpoint.Body is { } body && airlock.Reach.From(body).Any(reached => reached.Operation.Syntax == setting.Syntax))];
    }

    /// <summary>Whether an operation sets the header that names the allowed origin to all of them.</summary>
    public static bool SetsHeader(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "AccessControlAllowOrigin" } } } typed => IsAny(typed.Value),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { Length: 1 } arguments } } indexed =>
            IsOriginHeader(arguments[0].Value) && IsAny(indexed.Value),
        IInvocationOperation { TargetMethod.Name: "Add" or "Append" or "TryAdd" } call =>
            call.Arguments.Any(argument => IsOriginHeader(argument.Value)) && call.Arguments.Any(argument => IsAny(argument.Value)),
        _ => false,
    };

    private static bool Holds(IOperation body, IOperation setting) => body.Syntax.SyntaxTree == setting.Syntax.SyntaxTree && body.Syntax.Span.Contains(setting.Syntax.Span);

    private static bool IsOriginHeader(IOperation value) => value.ConstantText()?.Equals(OriginHeader, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsAny(IOperation value) => value.Unwrap().ConstantText() == "*";

    /// <summary>The calls that a policy is built for: around the opening call, or with the local that holds the policy.</summary>
    private static IEnumerable<IInvocationOperation> PolicyOwners(IInvocationOperation opening)
    {
        foreach (var ancestor in opening.Ancestors())
        {
            if (ancestor is IArgumentOperation { Parent: IInvocationOperation call })
            {
                yield return call;
            }
            else if (ancestor is IVariableDeclaratorOperation declarator)
            {
                foreach (var use in opening.Root().DescendantsAndSelf().OfType<IArgumentOperation>())
                {
                    if (use.Parent is IInvocationOperation owner && use.Value.Unwrap() is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, declarator.Symbol))
                    {
                        yield return owner;
                    }
                }
            }
        }
    }

    /// <summary>The endpoints that a policy is applied to, the default one if it has no name.</summary>
    private IReadOnlyList<InferenceEndpoint> Applying(string? name) =>
        airlock.Calls.Named("UseCors").Any(use => !DevelopmentOnly.Covers(use) && Names(use, name))
            ? WithoutOwnPolicy(name)
            : [.. airlock.Endpoints.All.Where(endpoint => endpoint.IsReachable && HasOwnPolicy(endpoint, name))];

    private IReadOnlyList<InferenceEndpoint> WithoutOwnPolicy(string? but = null) =>
        [.. airlock.Endpoints.All.Where(endpoint => endpoint.IsReachable && (!HasAnyPolicy(endpoint) || HasOwnPolicy(endpoint, but)))];

    private static bool HasAnyPolicy(InferenceEndpoint endpoint) =>
        endpoint.Conventions.Any(convention => convention.TargetMethod.Name == "RequireCors")
        || Attributes(endpoint).Any(attribute => attribute.AttributeClass?.Name is "EnableCorsAttribute" or "DisableCorsAttribute");

    private static bool HasOwnPolicy(InferenceEndpoint endpoint, string? name) =>
        endpoint.Conventions.Any(convention => convention.TargetMethod.Name == "RequireCors" && Names(convention, name))
        || Attributes(endpoint).Any(attribute => attribute.AttributeClass?.Name == "EnableCorsAttribute"
            && attribute.ConstructorArguments.Select(argument => argument.Value as string).FirstOrDefault() == name);

    private static IEnumerable<AttributeData> Attributes(InferenceEndpoint endpoint) =>
        endpoint.Attributed.SelectMany(symbol => symbol.GetAttributes());

    /// <summary>Whether a call applies the policy of a name, or the default one if it has none.</summary>
    private static bool Names(IInvocationOperation call, string? name)
    {
        var given = call.Arguments.Where(argument => argument.Parameter?.Ordinal > 0).Select(argument => argument.Value).FirstOrDefault();
        return given is null ? name is null : name is not null && ConstantText.Of(given)?.Text == name;
    }
}
