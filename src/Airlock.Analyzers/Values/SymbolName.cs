using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>Names of symbols as messages and evidence show them.</summary>
internal static class SymbolName
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Namespace, types and member without parameters, as <c>Contoso.Chat.Agent..ctor</c>.</summary>
    public static string Of(ISymbol symbol) => symbol switch
    {
        ITypeSymbol type => type.ToDisplayString(TypeFormat),
        { ContainingType: { } type } => type.ToDisplayString(TypeFormat) + "." + symbol.Name,
        _ => symbol.Name,
    };

    /// <summary>Type and member, or the type alone for a constructor, as <c>OpenAIClient</c>.</summary>
    public static string Short(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } or ITypeSymbol => (symbol.ContainingType ?? symbol).Name,
        { ContainingType: { } type } => type.Name + "." + symbol.Name,
        _ => symbol.Name,
    };
}
