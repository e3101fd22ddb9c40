using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>What attributes and endpoint conventions say of access.</summary>
internal static class AuthorizationMetadata
{
    /// <summary>Namespaces whose attributes and extension methods are known: those that authenticate are named here.</summary>
    private static readonly string[] FrameworkNamespaces = ["Microsoft.AspNetCore", "Microsoft.Extensions", "System", "Swashbuckle", "Scalar", "Asp.Versioning"];

    /// <summary>What the attributes of a lambda, a method or a class (with its base classes) say.</summary>
    public static EndpointAccess OfDeclaration(ISymbol declaration)
    {
        var access = EndpointAccess.Open;
        for (ISymbol? current = declaration; current is not null; current = Base(current))
        {
            foreach (var attribute in current.GetAttributes())
            {
                access = access.And(OfMetadata(attribute.AttributeClass));
            }
        }

        return access;
    }

    /// <summary>What a piece of metadata says by its type.</summary>
    public static EndpointAccess OfMetadata(ITypeSymbol? type)
    {
        if (type is null)
        {
            return EndpointAccess.Open;
        }

        if (Implements("IAllowAnonymous"))
        {
            return EndpointAccess.Anonymous;
        }

        if (Implements("IAuthorizeData") || Implements("IAuthorizationRequirementData"))
        {
            return EndpointAccess.Authenticated;
        }

        // A filter of the app's own may check a key or a token.
        return Implements("IFilterMetadata") && (!IsFramework(type) || type.Name is "ServiceFilterAttribute" or "TypeFilterAttribute")
            ? EndpointAccess.Unknown
            : EndpointAccess.Open;

        bool Implements(string contract) => type.AllInterfaces.Any(implemented => implemented.Name == contract);
    }

    /// <summary>What a convention says that is called on an endpoint or group.</summary>
    public static EndpointAccess OfConvention(IInvocationOperation convention, CatalogLookup catalog)
    {
        foreach (var row in catalog.Find(CatalogTable.Endpoints, convention.TargetMethod))
        {
            switch (row.Kind)
            {
                case "auth-require":
                    return EndpointAccess.Authenticated;
                case "auth-anonymous":
                    return EndpointAccess.Anonymous;
                case "auth-filter":
                    return EndpointAccess.Unknown;
                case "auth-metadata":
                    return convention.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf())
                        .Select(value => value is IObjectCreationOperation creation ? OfMetadata(creation.Type) : EndpointAccess.Open)
                        .Aggregate(EndpointAccess.Open, EndpointAccessExtensions.And);
            }
        }

        // The raw convention and an extension method of the app's own may do anything.
        return convention.TargetMethod.Name is "Add" or "Finally" || !IsFramework(convention.TargetMethod.ContainingType) ? EndpointAccess.Unknown : EndpointAccess.Open;
    }

    private static ISymbol? Base(ISymbol declaration) => declaration switch
    {
        INamedTypeSymbol type => type.BaseType,
        IMethodSymbol method => method.OverriddenMethod,
        _ => null,
    };

    private static bool IsFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return type.DeclaringSyntaxReferences.IsEmpty
            && FrameworkNamespaces.Any(known => space.StartsWith(known, StringComparison.Ordinal) && (space.Length == known.Length || space[known.Length] == '.'));
    }
}
