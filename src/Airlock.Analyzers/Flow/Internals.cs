using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What says how an application works inside: exceptions, model names, token counts, configuration. It is labelled only where
/// there may be callers who should not learn it.
/// </summary>
internal sealed class Internals(AirlockContext airlock)
{
    /// <summary>The labels.</summary>
    public static ImmutableHashSet<FlowLabelKind> Labels { get; } =
        [FlowLabelKind.ExceptionText, FlowLabelKind.ModelName, FlowLabelKind.TokenUsage, FlowLabelKind.ReplyMetadata, FlowLabelKind.Configuration];

    /// <summary>Whether a label is one of these.</summary>
    public static bool IsInternal(FlowLabelKind kind) => kind is >= FlowLabelKind.ExceptionText and <= FlowLabelKind.Configuration;

    /// <summary>What the value of a member is; null if it says nothing of that kind.</summary>
    /// <param name="member">A property or method.</param>
    /// <param name="owner">The static type that it is read from.</param>
    public FlowLabelKind? Find(ISymbol member, ITypeSymbol? owner)
    {
        if (!airlock.Endpoints.IsWeb || airlock.Catalog.Find(CatalogTable.Internals, member) is not { IsEmpty: false } rows)
        {
            return null;
        }

        return KindOf(rows[0]) is var kind && kind == FlowLabelKind.ExceptionText && CallerErrors.IsAboutInput(owner, airlock.Compilation) ? null : kind;
    }

    /// <summary>What an object of a type is as a whole; null if it says nothing of that kind.</summary>
    public FlowLabelKind? Find(ITypeSymbol? type)
    {
        for (var current = airlock.Endpoints.IsWeb ? type : null; current is not null; current = current.BaseType)
        {
            if (airlock.Catalog.Find(CatalogTable.Internals, current) is { IsEmpty: false } rows)
            {
                return KindOf(rows[0]) is var kind && kind == FlowLabelKind.ExceptionText && CallerErrors.IsAboutInput(type, airlock.Compilation) ? null : kind;
            }
        }

        return null;
    }

    private static FlowLabelKind KindOf(CatalogRow row) => row.Kind switch
    {
        "exception" => FlowLabelKind.ExceptionText,
        "model" => FlowLabelKind.ModelName,
        "usage" => FlowLabelKind.TokenUsage,
        "reply" => FlowLabelKind.ReplyMetadata,
        _ => FlowLabelKind.Configuration,
    };
}
