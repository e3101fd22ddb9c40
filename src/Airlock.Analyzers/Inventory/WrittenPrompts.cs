using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// Follows an expression back to the texts that it may be: constants, interpolations and concatenations with holes, members and methods of the
/// program, what callers hand on, settings of the project's files, and files that are read at run time.
/// </summary>
internal sealed class WrittenPrompts(AirlockContext airlock)
{
    private const int MaximumDepth = 8;
    private const int MaximumAlternatives = 16;

    private static readonly Regex Placeholder = new(@"\{\{|\}\}|\{\d+[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The texts, in the order in which they are found; none where nothing fixes one.</summary>
    public IReadOnlyList<WrittenPrompt> Of(IOperation value) =>
        [.. Follow(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth, isPart: false).Take(MaximumAlternatives)];

    private IEnumerable<WrittenPrompt> Follow(IOperation? value, HashSet<ISymbol> entered, int depth, bool isPart)
    {
        if (value is null || depth == 0)
        {
            return [];
        }

        var operation = value.Unwrap();
        if (operation is { ConstantValue: { HasValue: true, Value: string text } })
        {
            return [new WrittenPrompt([text], operation) { Holder = (operation as IFieldReferenceOperation)?.Field }];
        }

        if (Composed(operation, entered, depth) is { } parts)
        {
            return [new WrittenPrompt([.. parts], operation)];
        }

        var (path, settings) = isPart ? (null, []) : (FileReadBy(operation), SettingsReadBy(operation).ToList());
        if (path is not null)
        {
            return airlock.Paths.Reaching(path).Where(read => read is { IsWhole: true, Text.Length: > 0 }).Select(read => new WrittenPrompt([], operation) { File = read.Text });
        }

        if (settings.Count > 0)
        {
            return settings;
        }

        return operation switch
        {
            IFieldReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: false } => OfMember(operation, entered, depth, isPart),
            IInvocationOperation call when !isPart && airlock.Origins.HolderOf(call) is { } method =>
                entered.Add(method) ? Held(method, FollowAll(airlock.Origins.Of(call), entered, depth, isPart)) : [],
            IParameterReferenceOperation parameter => !isPart && entered.Add(parameter.Parameter.OriginalDefinition)
                ? FollowAll(airlock.Origins.Of(parameter), entered, depth, isPart).Select(found => found with { IsHanded = found.Holder is null })
                : [],
            ILocalReferenceOperation local => entered.Add(local.Local) ? FollowAll(airlock.Origins.Of(local), entered, depth, isPart) : [],
            ICoalesceOperation or IConditionalOperation or ISwitchExpressionOperation or IAwaitOperation => FollowAll(airlock.Origins.Of(operation), entered, depth, isPart),
            _ => [],
        };
    }

    private IEnumerable<WrittenPrompt> FollowAll(IEnumerable<IOperation?> origins, HashSet<ISymbol> entered, int depth, bool isPart) =>
        origins.ToList().SelectMany(origin => Follow(origin, entered, depth - 1, isPart));

    /// <summary>What a member is at first belongs to the member; what is assigned to it later belongs to where that is written.</summary>
    private IEnumerable<WrittenPrompt> OfMember(IOperation reference, HashSet<ISymbol> entered, int depth, bool isPart)
    {
        if (airlock.Origins.HolderOf(reference) is not { } member || !entered.Add(member))
        {
            return [];
        }

        var initial = airlock.Declarations.InitialValueOf(member);
        return Held(member, Follow(initial, entered, depth - 1, isPart))
            .Concat(isPart && airlock.Declarations.ValueOf(member) is null
                ? []
                : FollowAll(airlock.Origins.Of(reference).Where(origin => origin != initial), entered, depth, isPart));
    }

    private static IEnumerable<WrittenPrompt> Held(ISymbol holder, IEnumerable<WrittenPrompt> texts)
    {
        var number = 0;
        foreach (var text in texts)
        {
            yield return text.Holder is null && text.Setting is null ? text with { Holder = holder, IsHanded = false, Number = ++number } : text;
        }
    }

    /// <summary>The pieces of a text that is put together in one expression; null if it is not.</summary>
    private IEnumerable<string?>? Composed(IOperation operation, HashSet<ISymbol> entered, int depth)
    {
        switch (operation)
        {
            case IInterpolatedStringOperation interpolated:
                return interpolated.Parts.SelectMany(part => part switch
                {
                    IInterpolatedStringTextOperation text => [text.Text.ConstantText()],
                    IInterpolationOperation { FormatString: null, Alignment: null } hole => Part(hole.Expression),
                    _ => [null],
                });
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return Part(sum.LeftOperand).Concat(Part(sum.RightOperand));
            case IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name } } call:
                return OfStringMethod(call, name);
            case IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType: { Name: "StringBuilder", ContainingNamespace.Name: "Text" } }, Instance: { } builder }:
                return OfBuilder(builder.Unwrap());
            default:
                return null;
        }

        IEnumerable<string?>? OfStringMethod(IInvocationOperation call, string name) => (name, call.Arguments.Length) switch
        {
            ("Trim" or "TrimEnd" or "TrimStart", 0) or ("ReplaceLineEndings", _) => Part(call.Instance!),
            ("Replace", 2) when call.Arguments[0].Value.ConstantText() is { Length: > 0 } old =>
                Part(call.Instance!).SelectMany(part => part is null ? [null] : Between(part, old, [.. Part(call.Arguments[1].Value)])),
            ("Format", > 1) when call.Arguments[0].Value.Type?.SpecialType == SpecialType.System_String =>
                Part(call.Arguments[0].Value).SelectMany(part => part is null ? [null] : Formatted(part)),
            ("Concat", _) => call.Arguments.SelectMany(argument => Elements(argument.Value).SelectMany(Part)),
            ("Join", 2) when call.Arguments[0].Value.ConstantText() is { } separator && call.Arguments[1].Value.Unwrap() is IArrayCreationOperation { Initializer: { } list } =>
                list.ElementValues.SelectMany((element, index) => index == 0 ? Part(element) : Part(element).Prepend(separator)),
            _ => null,
        };

        // A piece is put in as it is only where nothing but this text can stand there.
        IEnumerable<string?> Part(IOperation value)
        {
            if (value.Unwrap() is { ConstantValue: { HasValue: true, Value: { } constant } })
            {
                return [constant is string or char ? constant.ToString() : null];
            }

            var found = Follow(value, new HashSet<ISymbol>(entered, SymbolEqualityComparer.Default), depth - 1, isPart: true).Take(2).ToList();
            return found.Count == 1 && found[0].File is null && IsAll(value.Unwrap()) ? found[0].Parts : [null];
        }

        // What is appended to a builder that only this body sees, if each piece is appended exactly once.
        IEnumerable<string?>? OfBuilder(IOperation builder)
        {
            if (builder is not ILocalReferenceOperation { Local: var local }
                || ConstantText.OnlyValueOf((ILocalReferenceOperation)builder) is not { } made || made.Unwrap() is not IObjectCreationOperation creation)
            {
                return null;
            }

            var appended = builder.Root().Descendants().OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name != "ToString" && call.Syntax.SpanStart < builder.Syntax.SpanStart && Receivers(call).Any(receiver => receiver is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)))
                .OrderBy(call => call.Syntax.Span.End)
                .ToList();
            var start = creation.Arguments.Where(argument => argument.Value.Type?.SpecialType == SpecialType.System_String).SelectMany(argument => Part(argument.Value));
            return appended.Any(call => call.TargetMethod.Name is not ("Append" or "AppendLine"))
                ? null
                : start.Concat(appended.SelectMany(call =>
                    (call.Ancestors().Any(around => around is IConditionalOperation or ILoopOperation or ISwitchOperation or IAnonymousFunctionOperation) ? [null]
                        : call.Arguments.Length == 1 ? Part(call.Arguments[0].Value) : call.Arguments.Length == 0 ? [] : new string?[] { null })
                    .Concat(call.TargetMethod.Name == "AppendLine" ? ["\n"] : [])));
        }
    }

    private static IEnumerable<IOperation> Receivers(IInvocationOperation call)
    {
        for (var current = call.Instance?.Unwrap(); current is not null; current = (current as IInvocationOperation)?.Instance?.Unwrap())
        {
            yield return current;
        }
    }

    /// <summary>Whether the text found for a piece is all that the piece may be.</summary>
    private bool IsAll(IOperation part) => part switch
    {
        ILocalReferenceOperation local => ConstantText.OnlyValueOf(local) is not null,
        IMemberReferenceOperation member => airlock.Declarations.ValueOf(member.Member) is not null,
        ICoalesceOperation or IConditionalOperation or ISwitchExpressionOperation => false,
        _ => true,
    };

    private static IEnumerable<IOperation> Elements(IOperation value) => value.Unwrap() switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        ICollectionExpressionOperation list => list.Elements,
        _ => [value],
    };

    private static IEnumerable<string?> Between(string text, string old, IReadOnlyList<string?> put)
    {
        var start = 0;
        for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = text.IndexOf(old, start, StringComparison.Ordinal))
        {
            yield return text.Substring(start, at - start);
            foreach (var part in put)
            {
                yield return part;
            }

            start = at + old.Length;
        }

        yield return text.Substring(start);
    }

    private static IEnumerable<string?> Formatted(string text)
    {
        var start = 0;
        foreach (Match match in Placeholder.Matches(text))
        {
            yield return text.Substring(start, match.Index - start);
            yield return match.Value is "{{" or "}}" ? match.Value.Substring(1) : null;
            start = match.Index + match.Length;
        }

        yield return text.Substring(start);
    }

    /// <summary>The path of the file whose text a call reads, or null.</summary>
    private static IOperation? FileReadBy(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "ReadAllText" or "ReadAllTextAsync", ContainingType: { Name: "File", ContainingNamespace.Name: "IO" } }, Arguments: { Length: > 0 } arguments }
            ? arguments[0].Value
            : null;

    private IEnumerable<WrittenPrompt> SettingsReadBy(IOperation operation) =>
        from key in airlock.Settings.ReadBy(operation)
        from found in airlock.Configuration.Find(key)
        where airlock.Configuration.IsInEffect(found.File, key)
        select new WrittenPrompt([found.Value.Text], operation) { Key = key, Setting = found.File.LocationOf(found.Value) };
}
