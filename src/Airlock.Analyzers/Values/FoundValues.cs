using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// Follows an expression back to the texts that it may have as its value, and says of each how it was found: through constants, variables, members and
/// parameters, what methods of the program return, classes of options, settings and the environment. The same texts go through a <c>Uri</c> unchanged.
/// </summary>
internal sealed class FoundValues(AirlockContext airlock)
{
    private const int MaximumDepth = 12;

    /// <summary>The most values of an expression; what has more is a list of somebody's, not a setting.</summary>
    private const int MaximumValues = 32;

    /// <summary>What every variable of the environment has before its name where it stands for a key.</summary>
    private const string Environment = "env:";

    private static readonly string[] Unchanging = ["Trim", "TrimEnd", "TrimStart", "ToString", "ToLowerInvariant", "ToLower"];

    /// <summary>The values that an expression may have, those that are written before what only the running program knows.</summary>
    public IReadOnlyList<FoundValue> Reaching(IOperation value) =>
        [.. Follow(value, value.Syntax, new HashSet<ISymbol>(SymbolEqualityComparer.Default), null, MaximumDepth).Distinct().Take(MaximumValues).OrderBy(found => found.Text is null)];

    /// <summary>
    /// The values that hold when the program runs with the files of the project: what a file says of a key replaces the default, and that a key might
    /// say something else is no news where its value or its default is known; nor that somebody is asked if the key says nothing.
    /// </summary>
    public IReadOnlyList<FoundValue> InEffect(IOperation value)
    {
        var found = Reaching(value);
        return
        [
            .. found.Where(one => one.Key is null
                ? one.Source != ValueSource.Unknown || !found.Any(other => other is { Source: ValueSource.Default, Key: not null })
                : !found.Any(other => other.Key == one.Key && Replaces(other, one))),
        ];
    }

    private static bool Replaces(FoundValue found, FoundValue other) => other.Source switch
    {
        ValueSource.Default => found.Source == ValueSource.Configuration,
        ValueSource.Unknown => found.Text is not null,
        _ => false,
    };

    private IEnumerable<FoundValue> Follow(IOperation? value, SyntaxNode part, HashSet<ISymbol> entered, CallFrame? frame, int depth)
    {
        if (value is null || depth == 0)
        {
            return [Unknown(part)];
        }

        var operation = value.Unwrap();
        part = operation.Syntax.SyntaxTree == part.SyntaxTree && part.Span.Contains(operation.Syntax.Span) ? operation.Syntax : part;
        IEnumerable<FoundValue> Next(IOperation? next) => Follow(next, part, entered, frame, depth - 1);
        return operation switch
        {
            IThrowOperation or { ConstantValue: { HasValue: true, Value: null } } => [],
            { ConstantValue: { HasValue: true, Value: string text } } and not IMemberReferenceOperation =>
                string.IsNullOrWhiteSpace(text) ? [] : [new FoundValue(text, part, operation.Syntax.GetLocation(), ValueSource.Constant)],
            ICoalesceOperation choice => Replaceable(Next(choice.Value), Next(choice.WhenNull)),
            IConditionalOperation { WhenFalse: { } whenFalse } choice when AsksFor(choice.Condition, whenFalse) => Replaceable(Next(whenFalse), Next(choice.WhenTrue)),
            IConditionalOperation { WhenFalse: { } whenFalse } choice when AsksFor(choice.Condition, choice.WhenTrue) => Replaceable(Next(choice.WhenTrue), Next(whenFalse)),
            IObjectCreationOperation { Type: { Name: "Uri", ContainingNamespace.Name: "System" }, Arguments.Length: 1 } creation => Next(creation.Arguments[0].Value),
            IInvocationOperation { Instance: { } instance, TargetMethod: var method } when Array.IndexOf(Unchanging, method.Name) >= 0 && airlock.Origins.HolderOf(operation) is null => Next(instance),
            IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType.Name: "Environment" } } read =>
                [Unknown(part, CallFrame.TextOf(read.Arguments[0].Value, frame, airlock) is { } name ? Environment + name : null)],
            IParameterReferenceOperation when CallFrame.Given(operation, frame, airlock) is { } given => Follow(given.Value, part, entered, given.Frame, depth - 1),
            _ when airlock.Settings.ReadBy(operation, frame).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } keys => FromSettings(operation, keys, part, entered, frame, depth),
            _ => FromOrigins(operation, part, entered, frame, depth),
        };
    }

    /// <summary>What the project's files give to the keys that an expression reads, and what it is without them.</summary>
    private IEnumerable<FoundValue> FromSettings(IOperation operation, IReadOnlyList<string> keys, SyntaxNode part, HashSet<ISymbol> entered, CallFrame? frame, int depth)
    {
        var written = keys.SelectMany(key => airlock.Configuration.Find(key).Where(found => airlock.Configuration.IsInEffect(found.File, key))
            .Select(found => new FoundValue(found.Value.Text, part, found.File.LocationOf(found.Value), ValueSource.Configuration, key))
            .Where(found => !string.IsNullOrWhiteSpace(found.Text))).ToList();
        var otherwise = operation is IInvocationOperation read
            ? read.Arguments.FirstOrDefault(argument => argument is { Parameter.Name: "defaultValue", ArgumentKind: not ArgumentKind.DefaultValue })?.Value is { } value ? Follow(value, part, entered, frame, depth - 1) : []
            : FromOrigins(operation, part, entered, frame, depth);
        var defaults = Replaceable([Unknown(part, keys[0])], otherwise).Where(found => found.Text is not null).ToList();
        return written.Count + defaults.Count > 0 ? written.Concat(defaults) : [Unknown(part, keys[0])];
    }

    private IEnumerable<FoundValue> FromOrigins(IOperation operation, SyntaxNode part, HashSet<ISymbol> entered, CallFrame? frame, int depth)
    {
        var holder = airlock.Origins.HolderOf(operation);
        if (holder is not null && !entered.Add(holder))
        {
            return [];
        }

        var origins = airlock.Origins.Of(operation).ToList();
        if (origins.Count == 0)
        {
            return operation.ConstantText() is { } text ? [new FoundValue(text, part, operation.Syntax.GetLocation(), ValueSource.Constant)] : [Unknown(part)];
        }

        // What a class of options says of a property that anybody may set is replaced by whoever makes the object, and a parameter's default by whoever calls.
        var isReplaceable = holder is IPropertySymbol { IsStatic: false, SetMethod: not null } || holder is IParameterSymbol { ContainingSymbol: IMethodSymbol method } && airlock.Origins.IsCalledByOthers(method);
        var initial = isReplaceable ? airlock.Declarations.InitialValueOf(holder!) : null;
        var values = origins.SelectMany(origin => Follow(origin, part, entered, CallFrame.Into(operation, origin, frame), depth - 1)
            .Select(found => origin is not null && origin == initial && found.Source == ValueSource.Constant ? found with { Source = ValueSource.Default } : found));
        if (operation is not IInvocationOperation)
        {
            return values;
        }

        // The same method may be called once more for another value.
        var returned = values.Take(MaximumValues).ToList();
        entered.Remove(holder!);
        return returned;
    }

    /// <summary>Values of which the others hold only if the first are not there.</summary>
    private static IEnumerable<FoundValue> Replaceable(IEnumerable<FoundValue> first, IEnumerable<FoundValue> others)
    {
        var given = first.ToList();
        var key = given.Select(found => found.Key).FirstOrDefault(key => key is not null);
        return given.Concat(others.Select(found => key is not null && found.Source is ValueSource.Constant or ValueSource.Default && found.Key is null
            ? found with { Source = ValueSource.Default, Key = key }
            : found));
    }

    /// <summary>Whether a condition asks for a value, as <c>string.IsNullOrEmpty(model)</c> does for <c>model</c>.</summary>
    private static bool AsksFor(IOperation condition, IOperation value) =>
        SymbolUses.ReferredTo(value.Unwrap()) is { } symbol && condition.DescendantsAndSelf().Any(operation => SymbolEqualityComparer.Default.Equals(SymbolUses.ReferredTo(operation), symbol));

    private static FoundValue Unknown(SyntaxNode part, string? key = null) => new(null, part, part.GetLocation(), ValueSource.Unknown, key);
}
