using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Methods that somebody outside the program calls: a model calls tools, users call endpoints. Their parameters are origins.
/// </summary>
internal sealed class EntryPoints(AirlockContext airlock)
{
    private static readonly HashSet<string> Services = new(StringComparer.Ordinal)
    {
        "FromServicesAttribute", "FromKeyedServicesAttribute", "AsParametersAttribute",
    };

    /// <summary>What the parameters of a function are that is handed to a library's method; null if it is called with what the library has.</summary>
    public FlowLabelKind? RegisteredBy(IMethodSymbol callee, int ordinal)
    {
        if (airlock.Tools.Registration(callee, out var index) is not null)
        {
            return index == ordinal ? FlowLabelKind.ToolParameter : null;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Endpoints, callee))
        {
            if (row.Kind == "map" && row.Parameters("handler").Any(parameter => parameter.Index == ordinal))
            {
                return FlowLabelKind.UserInput;
            }
        }

        return null;
    }

    /// <summary>The origin that a parameter is, because of the attributes or base types of its method; null if it is none.</summary>
    public SourceLabel? SourceOf(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || !TakesData(parameter, airlock) || KindOf(method) is not { } kind)
        {
            return null;
        }

        var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is null ? null : new SourceLabel(kind, syntax, NameOf(parameter, method));
    }

    /// <summary>The value of a parameter of a function that is registered at a place.</summary>
    public static FlowValue SourceOf(FlowLabelKind kind, IParameterSymbol parameter, IMethodSymbol function, SyntaxNode registration)
    {
        var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? registration;
        return FlowValue.Of(new SourceLabel(kind, syntax, NameOf(parameter, function)));
    }

    /// <summary>Whether a person sees and approves each call of a tool with its arguments, because of how it is registered.</summary>
    public static bool IsApproved(FlowLabelKind kind, SyntaxNode registration) =>
        kind == FlowLabelKind.ToolParameter
        && registration.Ancestors().OfType<ObjectCreationExpressionSyntax>().Any(creation =>
            creation.Type is SimpleNameSyntax { Identifier.ValueText: "ApprovalRequiredAIFunction" } or QualifiedNameSyntax { Right.Identifier.ValueText: "ApprovalRequiredAIFunction" });

    /// <summary>Whether a parameter is filled from what the caller sent, and not with a service of the program.</summary>
    public static bool TakesData(IParameterSymbol parameter, AirlockContext airlock)
    {
        if (parameter.GetAttributes().Any(attribute => Services.Contains(attribute.AttributeClass?.Name ?? "")))
        {
            return false;
        }

        var type = parameter.Type;
        return type.SpecialType is SpecialType.System_String or SpecialType.System_Object
            || type is IArrayTypeSymbol
            || (airlock.TextTypes.CanCarry(type) && IsData(type));
    }

    private FlowLabelKind? KindOf(IMethodSymbol method)
    {
        if (airlock.Tools.IsEntryPoint(method))
        {
            return FlowLabelKind.ToolParameter;
        }

        return ControllerActions.IsAction(method) || IsPageHandler(method) || IsHubMethod(method) ? FlowLabelKind.UserInput : null;
    }

    private static bool IsPageHandler(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } && method.Name.StartsWith("On", StringComparison.Ordinal)
        && DerivesFrom(method.ContainingType, "PageModel");

    private static bool IsHubMethod(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, MethodKind: MethodKind.Ordinary, IsOverride: false } && DerivesFrom(method.ContainingType, "Hub");

    private static bool DerivesFrom(INamedTypeSymbol type, string name)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == name && current.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is one that text is read into: a JSON value, a collection of data, or a class of the program with properties that can be set.</summary>
    private static bool IsData(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Delegate } => false,
        { Name: "JsonElement" or "JsonNode" or "JsonObject" or "JsonDocument" or "Uri" or "AIFunctionArguments" } => true,
        INamedTypeSymbol { TypeArguments: { Length: > 0 } parts } => IsCollection(type) && parts.Any(IsDataOrText),
        { TypeKind: TypeKind.Interface } => false,
        INamedTypeSymbol { IsRecord: true } => true,
        { DeclaringSyntaxReferences.IsEmpty: false, BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } => type.GetMembers().OfType<IPropertySymbol>().Any(property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public }),
        _ => false,
    };

    /// <summary>A generic type that is no collection is a service: options, a logger, a repository.</summary>
    private static bool IsCollection(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static bool IsDataOrText(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Object || IsData(type);

    private static string NameOf(IParameterSymbol parameter, IMethodSymbol function) =>
        function.MethodKind is MethodKind.AnonymousFunction ? $"parameter '{parameter.Name}'" : $"parameter '{parameter.Name}' of {function.Name}";
}
