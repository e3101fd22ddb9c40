using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises actions of controllers.</summary>
internal static class ControllerActions
{
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete"];

    /// <summary>Whether requests can reach the method, by the conventions of ASP.NET Core MVC.</summary>
    public static bool IsAction(IMethodSymbol method) => MayBeAction(method) && IsController(method.ContainingType);

    /// <summary>Whether a class is a controller that requests can reach.</summary>
    public static bool IsController(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, DeclaredAccessibility: Accessibility.Public, IsGenericType: false }
        && (LooksLikeController(type) || BaseTypes(type).Any(current => HasAttribute(current, "ControllerAttribute") || HasAttribute(current, "ApiControllerAttribute")))
        && !HasAttribute(type, "NonControllerAttribute");

    /// <summary>The actions of a controller, its own and those of its base classes in this program.</summary>
    public static IEnumerable<IMethodSymbol> ActionsOf(INamedTypeSymbol controller)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in BaseTypes(controller).TakeWhile(type => !type.DeclaringSyntaxReferences.IsEmpty))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(MayBeAction))
            {
                if (method.OverriddenMethod is { } replaced)
                {
                    overridden.Add(replaced.OriginalDefinition);
                }

                if (!overridden.Contains(method.OriginalDefinition))
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>Verb and route of an action as its attributes give them, as <c>POST /api/Chat/ask</c>; null if they give no route.</summary>
    public static string? RouteOf(IMethodSymbol action, INamedTypeSymbol controller)
    {
        var verb = action.GetAttributes().FirstOrDefault(attribute => Verbs.Any(name => attribute.AttributeClass?.Name == $"Http{name}Attribute"));
        var prefix = BaseTypes(controller).Select(type => TemplateOf(type, "RouteAttribute")).FirstOrDefault(template => template is not null);
        var own = verb is null ? null : Template(verb);
        own ??= TemplateOf(action, "RouteAttribute");
        if (prefix is null && own is null)
        {
            return null;
        }

        var name = controller.Name.EndsWith("Controller", StringComparison.Ordinal) ? controller.Name.Substring(0, controller.Name.Length - "Controller".Length) : controller.Name;
        var isAbsolute = own is not null && (own.StartsWith("/", StringComparison.Ordinal) || own.StartsWith("~/", StringComparison.Ordinal));
        var route = isAbsolute ? own!.TrimStart('~') : "/" + string.Join("/", new[] { prefix, own }.OfType<string>().Select(part => part.Trim('/')).Where(part => part.Length > 0));
        route = route.Replace("[controller]", name).Replace("[action]", action.Name);
        return verb is null ? route : verb.AttributeClass!.Name.Substring("Http".Length, verb.AttributeClass.Name.Length - "HttpAttribute".Length).ToUpperInvariant() + " " + route;
    }

    private static bool MayBeAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false }
        && !HasAttribute(method, "NonActionAttribute");

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

    private static string? TemplateOf(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.Name == attribute) is { } found ? Template(found) : null;

    private static string? Template(AttributeData attribute) => attribute.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Array ? null : argument.Value as string).FirstOrDefault();

    private static bool HasAttribute(ISymbol symbol, string name) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);
}
