using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Airlock.CodeFixes;

/// <summary>Finds the application's configuration among the names that are in scope.</summary>
internal static class ConfigurationScope
{
    private const string ConfigurationType = "Microsoft.Extensions.Configuration.IConfiguration";

    /// <summary>An expression for the configuration, as <c>builder.Configuration</c>, or null if none is at hand.</summary>
    public static string? Find(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (model.Compilation.GetTypeByMetadataName(ConfigurationType) is not { } configuration)
        {
            return null;
        }

        var member = model.GetEnclosingSymbol(place.SpanStart, cancellationToken);
        var isStatic = member is null or { IsStatic: true } || place.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent.Parent.Parent: FieldDeclarationSyntax };
        return model.LookupSymbols(place.SpanStart)
            .Where(symbol => IsUsable(symbol, isStatic, place))
            .OrderBy(symbol => symbol.Name, StringComparer.Ordinal)
            .Select(symbol => ExpressionFor(symbol, configuration))
            .FirstOrDefault(expression => expression is not null);
    }

    private static bool IsUsable(ISymbol symbol, bool isStatic, SyntaxNode place) => symbol switch
    {
        ILocalSymbol local => local.Locations[0].SourceSpan.End < place.SpanStart
            && place.FirstAncestorOrSelf<StatementSyntax>() is var statement && statement?.Span.Contains(local.Locations[0].SourceSpan) != true,
        IParameterSymbol => true,
        IFieldSymbol or IPropertySymbol => symbol.IsStatic || !isStatic,
        _ => false,
    };

    private static string? ExpressionFor(ISymbol symbol, INamedTypeSymbol configuration)
    {
        var type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return IsConfiguration(type) ? symbol.Name
            : HasConfiguration(type) ? symbol.Name + ".Configuration"
            : null;

        bool IsConfiguration(ITypeSymbol? candidate) =>
            candidate is not null
            && (SymbolEqualityComparer.Default.Equals(candidate, configuration) || candidate.AllInterfaces.Contains(configuration, SymbolEqualityComparer.Default));

        bool HasConfiguration(ITypeSymbol? owner)
        {
            for (; owner is not null; owner = owner.BaseType)
            {
                if (owner.GetMembers("Configuration").OfType<IPropertySymbol>().Any(property => IsConfiguration(property.Type)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
