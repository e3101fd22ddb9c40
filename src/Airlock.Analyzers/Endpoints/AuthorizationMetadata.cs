using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>What attributes and endpoint conventions say of access.</summary>
internal sealed class AuthorizationMetadata(AirlockContext airlock)
{
    private readonly AuthorizationPolicies _policies = new(airlock);

    /// <summary>What the attributes of a lambda, a method or a class (with its base classes) say.</summary>
    public EndpointAccess OfDeclaration(ISymbol? declaration)
    {
        var access = EndpointAccess.Open;
        for (var current = declaration; current is not null; current = Base(current))
        {
            foreach (var attribute in current.GetAttributes())
            {
                access = access.And(OfAttribute(attribute));
            }
        }

        return access;
    }

    /// <summary>What a convention says that is called on an endpoint or group.</summary>
    public EndpointAccess OfConvention(IInvocationOperation convention)
    {
        foreach (var row in airlock.Catalog.Find(CatalogTable.Endpoints, convention.TargetMethod))
        {
            switch (row.Kind)
            {
                case "auth-require":
                    return LetsAllPass(convention) ? EndpointAccess.Open : EndpointAccess.Authenticated;
                case "auth-anonymous":
                    return EndpointAccess.Anonymous;
                case "auth-host":
                    return TextsGivenTo(convention) is { Count: > 0 } hosts && hosts.All(LoopbackOnly.IsLoopbackHost)
                        ? EndpointAccess.Local
                        : EndpointAccess.Open;
                case "auth-filter":
                    return IsGuard(convention) ? EndpointAccess.Checked : EndpointAccess.Open;
                case "auth-metadata":
                    return OfMetadataIn(convention);
            }
        }

        return convention.TargetMethod.Name is "Add" or "Finally" ? OfMetadataIn(convention)
            : UnseenAuthorization.MayBeBy(convention.TargetMethod, airlock.Compilation) ? EndpointAccess.Unknown
            : EndpointAccess.Open;
    }

    /// <summary>What a piece of metadata says by its type.</summary>
    public EndpointAccess OfMetadata(ITypeSymbol? type) =>
        type is null ? EndpointAccess.Open
        : Implements(type, "IAllowAnonymous") ? EndpointAccess.Anonymous
        : Implements(type, "IAuthorizeData") || Implements(type, "IAuthorizationRequirementData") ? EndpointAccess.Authenticated
        : Implements(type, "IFilterMetadata") ? OfFilter(type)
        : EndpointAccess.Open;

    /// <summary>What a filter of MVC says: one of the program by what it does, one of a library by its name.</summary>
    public EndpointAccess OfFilter(ITypeSymbol filter) =>
        filter.Name == "AuthorizeFilter" ? EndpointAccess.Authenticated
        : filter.Name == "AllowAnonymousFilter" ? EndpointAccess.Anonymous
        : airlock.CallerChecks.Guards(filter) ? EndpointAccess.Checked
        : UnseenAuthorization.MayBeBy(filter, airlock.Compilation) ? EndpointAccess.Unknown
        : EndpointAccess.Open;

    private EndpointAccess OfAttribute(AttributeData attribute)
    {
        var type = attribute.AttributeClass;
        if (type?.Name is "ServiceFilterAttribute" or "TypeFilterAttribute")
        {
            var filter = type.TypeArguments.FirstOrDefault() ?? attribute.ConstructorArguments.Select(argument => argument.Value).OfType<ITypeSymbol>().FirstOrDefault();
            return filter is null ? EndpointAccess.Unknown : OfFilter(filter);
        }

        var access = OfMetadata(type);
        return access == EndpointAccess.Authenticated && type?.Name == "AuthorizeAttribute" && IsOpenPolicy(attribute) ? EndpointAccess.Open : access;
    }

    private bool IsOpenPolicy(AttributeData attribute)
    {
        var policy = attribute.ConstructorArguments.Select(argument => argument.Value)
            .Concat(attribute.NamedArguments.Where(argument => argument.Key == "Policy").Select(argument => argument.Value.Value))
            .OfType<string>()
            .FirstOrDefault();
        return policy is not null ? _policies.IsOpen(policy) : !attribute.NamedArguments.Any(argument => argument.Key == "Roles") && _policies.IsDefaultOpen;
    }

    private bool LetsAllPass(IInvocationOperation convention)
    {
        var values = ValuesGivenTo(convention).ToList();
        var names = TextsGivenTo(convention);
        return values.Any(value => value.Type?.Name is "AuthorizationPolicy" or "Action") ? values.All(_policies.IsOpen)
            : names.Count > 0 ? names.All(_policies.IsOpen)
            : _policies.IsDefaultOpen && !values.SelectMany(value => value.DescendantsAndSelf()).OfType<IObjectCreationOperation>().Any();
    }

    private static IEnumerable<IOperation> ValuesGivenTo(IInvocationOperation convention) =>
        convention.Arguments.Where(argument => argument.Parameter?.Ordinal > 0 && argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value);

    private static List<string> TextsGivenTo(IInvocationOperation convention) =>
        [.. ValuesGivenTo(convention).SelectMany(value => value.DescendantsAndSelf()).Select(value => value.ConstantText()).OfType<string>()];

    private EndpointAccess OfMetadataIn(IInvocationOperation convention) =>
        ValuesGivenTo(convention).SelectMany(value => value.DescendantsAndSelf())
            .Select(value => value is IObjectCreationOperation creation ? OfMetadata(creation.Type) : EndpointAccess.Open)
            .Aggregate(EndpointAccess.Open, EndpointAccessExtensions.And);

    /// <summary>Whether an endpoint filter, given as a lambda, an object or a type, guards the endpoint.</summary>
    private bool IsGuard(IInvocationOperation convention) =>
        convention.TargetMethod.TypeArguments.Any(airlock.CallerChecks.Guards)
        || convention.Arguments.Any(argument => argument.Parameter?.Ordinal > 0
            && (airlock.CallerChecks.Guards(argument.Value.Unwrap().Type) || airlock.CallerChecks.Guards(DelegateTarget.Of(argument.Value, airlock.Declarations)?.Body)));

    private static bool Implements(ITypeSymbol type, string contract) => type.Name == contract || type.AllInterfaces.Any(implemented => implemented.Name == contract);

    private static ISymbol? Base(ISymbol declaration) => declaration switch
    {
        INamedTypeSymbol type => type.BaseType,
        IMethodSymbol method => method.OverriddenMethod,
        _ => null,
    };
}
