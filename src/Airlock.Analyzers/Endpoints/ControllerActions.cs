using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises actions of controllers.</summary>
internal static class ControllerActions
{
    /// <summary>Whether requests can reach the method, by the conventions of ASP.NET Core MVC.</summary>
    public static bool IsAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false }
        && IsController(method.ContainingType)
        && !HasAttribute(method, "NonActionAttribute");

    /// <summary>Who may call the action, by its own attributes and those of its class, without what holds for all controllers.</summary>
    public static EndpointAccess Access(IMethodSymbol action, IOperation body, CatalogLookup catalog)
    {
        var access = AuthorizationMetadata.OfDeclaration(action).And(AuthorizationMetadata.OfDeclaration(action.ContainingType));
        return InferenceCalls.ChecksCaller(body, catalog) ? access.And(EndpointAccess.Unknown) : access;
    }

    private static bool IsController(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, DeclaredAccessibility: Accessibility.Public, IsGenericType: false }
        && (LooksLikeController(type) || BaseTypes(type).Any(current => HasAttribute(current, "ControllerAttribute") || HasAttribute(current, "ApiControllerAttribute")))
        && !HasAttribute(type, "NonControllerAttribute");

    /// <summary>Whether base class or name make a controller of the class, which is cheaper to ask than its attributes.</summary>
    private static bool LooksLikeController(INamedTypeSymbol type) =>
        BaseTypes(type).Any(current => current is { Name: "ControllerBase", ContainingNamespace.Name: "Mvc" })
        || (type.Name.EndsWith("Controller", StringComparison.OrdinalIgnoreCase) && type.ContainingType is null);

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool HasAttribute(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);
}
