using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Values;

/// <summary>The id of a hosted model that an expression may have as its value.</summary>
/// <param name="Text">The id.</param>
/// <param name="Syntax">The expression in the code being analysed that has it.</param>
/// <param name="Written">Where it is written, in the code or in a JSON file.</param>
/// <param name="Key">The key of the setting that it was read from; null if it is written in code.</param>
internal readonly record struct ModelId(string Text, SyntaxNode Syntax, Location Written, string? Key = null);

/// <summary>Finds the ids of hosted models: constants, what is handed through the program, and settings.</summary>
internal sealed class ModelIds(AirlockContext airlock)
{
    private const int MaximumDepth = 10;

    /// <summary>The ids that an expression may have, each once; none where nothing fixes them.</summary>
    public IEnumerable<ModelId> Reaching(IOperation value)
    {
        var known = ConstantText.Reaching(value).Select(text => new ModelId(text.Text, text.Syntax, text.Syntax.GetLocation()));
        var handed = Origins(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth).Select(found => found with { Syntax = value.Syntax });
        return known.Concat(handed).Where(id => !string.IsNullOrWhiteSpace(id.Text)).GroupBy(id => id.Text).Select(same => same.First() with { Written = same.Last().Written });
    }

    private IEnumerable<ModelId> Origins(IOperation? value, HashSet<ISymbol> entered, int depth)
    {
        if (value is null || depth == 0)
        {
            return [];
        }

        var operation = value.Unwrap();
        if (operation is { ConstantValue: { HasValue: true, Value: string text } } and not Microsoft.CodeAnalysis.Operations.IMemberReferenceOperation)
        {
            return [new ModelId(text, operation.Syntax, operation.Syntax.GetLocation())];
        }

        return airlock.Settings.ReadBy(operation).SelectMany(FromSetting)
            .Concat(airlock.Origins.HolderOf(operation) is { } holder && !entered.Add(holder) ? [] : airlock.Origins.Of(operation).SelectMany(origin => Origins(origin, entered, depth - 1)));

        IEnumerable<ModelId> FromSetting(string key) =>
            airlock.Configuration.Find(key).Where(found => airlock.Configuration.IsInEffect(found.File, key))
                .Select(found => new ModelId(found.Value.Text, operation.Syntax, found.File.LocationOf(found.Value), key));
    }
}
