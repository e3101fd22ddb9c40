using System.Collections.Immutable;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A text with the expression that writes it down.</summary>
/// <param name="Text">The text; <see cref="PackageSpecifier.Unknown"/> stands for a part that only the running program knows.</param>
/// <param name="Syntax">The literal, or what comes nearest to one.</param>
internal readonly record struct WrittenText(string Text, SyntaxNode Syntax);

/// <summary>
/// Follows an expression back to the literals that may be its value: through constants, local variables, members that never
/// change, choices, and what collections are made of.
/// </summary>
/// <param name="declarations">Operations of declarations.</param>
/// <param name="bound">What parameters and properties hold, where the question is about one call or object.</param>
internal sealed class WrittenTexts(DeclaredOperations declarations, ImmutableDictionary<ISymbol, IOperation> bound)
{
    private const int MaximumDepth = 12;
    private const int MaximumAlternatives = 16;

    private static readonly string Unknown = PackageSpecifier.Unknown.ToString();

    /// <summary>The parameters and properties on which the answers depended and that are not bound, in the order in which they were met.</summary>
    public List<ISymbol> Open { get; } = [];

    /// <summary>The texts that an expression may have.</summary>
    public IEnumerable<WrittenText> Of(IOperation value) => Of(value, 0).Take(MaximumAlternatives);

    /// <summary>The lists that one of several expressions may hold, with what is added afterwards; a text is the list of its words.</summary>
    public IReadOnlyList<ImmutableList<WrittenText>> ListsOf(IReadOnlyList<IOperation> values, IReadOnlyList<IOperation> added) =>
        [.. Append(values.Count == 0 ? [[]] : values.SelectMany(value => ListsOf(value, 0)).Take(MaximumAlternatives), added, 0)];

    private IEnumerable<WrittenText> Of(IOperation value, int depth)
    {
        value = value.Unwrap();
        if (depth > MaximumDepth)
        {
            return [new(Unknown, value.Syntax)];
        }

        if (Sources(value, depth) is { } sources)
        {
            return sources.SelectMany(source => Of(source, depth + 1));
        }

        return value switch
        {
            _ when value.ConstantText() is { } text => [new(text, value.Syntax)],
            IInterpolatedStringOperation interpolated => [new(string.Concat(interpolated.Parts.Select(part => PartOf(part, depth))), value.Syntax)],
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => [new(Only(sum.LeftOperand, depth) + Only(sum.RightOperand, depth), value.Syntax)],
            ILocalReferenceOperation local when EachOf(local) is { } loop => ListsOf(loop, depth + 1).SelectMany(list => list),
            _ => [new(Unknown, value.Syntax)],
        };
    }

    private IEnumerable<ImmutableList<WrittenText>> ListsOf(IOperation value, int depth)
    {
        value = value.Unwrap();
        if (depth > MaximumDepth)
        {
            return NotKnown(value);
        }

        if (value.Type?.SpecialType == SpecialType.System_String)
        {
            return Of(value, depth).Select(line => ShellLine.Commands(line.Text).SelectMany(words => words).Select(word => line with { Text = word }).ToImmutableList());
        }

        if (Sources(value, depth) is { } sources)
        {
            var lists = sources.SelectMany(source => ListsOf(source, depth + 1));
            return value is ILocalReferenceOperation local ? Append(lists, AddedTo(local), depth) : lists;
        }

        return value switch
        {
            ICollectionExpressionOperation collection => Append([[]], collection.Elements, depth),
            IArrayCreationOperation array => Append([[]], array.Initializer?.ElementValues ?? [], depth),
            IObjectCreationOperation creation => Append(
                [[]],
                creation.Arguments.Select(argument => argument.Value).Where(IsList).Concat(creation.Initializer?.Initializers.OfType<IInvocationOperation>().Select(Added) ?? []),
                depth),
            IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } } call => ListsOf(call.Instance!, depth + 1),
            IInvocationOperation { TargetMethod.Name: "Empty" } => [[]],
            IInvocationOperation { TargetMethod.Name: "Concat" or "Append" } call when call.TargetMethod.ContainingNamespace?.ToDisplayString() == "System.Linq" =>
                Append([[]], call.Arguments.Select(argument => argument.Value), depth),
            IInvocationOperation call when ConstantCollections.IsCopy(call.TargetMethod) =>
                Append([[]], (call.Instance is { } receiver ? [receiver] : ImmutableArray<IOperation>.Empty).Concat(call.Arguments.Select(argument => argument.Value)).Where(IsListOrText), depth),
            _ => NotKnown(value),
        };
    }

    /// <summary>The lists with each element after them; an element that is a list itself is spread.</summary>
    private IEnumerable<ImmutableList<WrittenText>> Append(IEnumerable<ImmutableList<WrittenText>> lists, IEnumerable<IOperation> elements, int depth)
    {
        foreach (var element in elements)
        {
            var part = element is ISpreadOperation spread ? spread.Operand : element;
            var alternatives = IsList(part.Unwrap()) ? [.. ListsOf(part, depth + 1)] : Of(part, depth + 1).Select(text => ImmutableList.Create(text)).ToList();
            lists = [.. lists.SelectMany(list => alternatives.Select(list.AddRange)).Take(MaximumAlternatives)];
        }

        return lists;
    }

    /// <summary>The expressions that an expression takes its value from; null if it is no such expression.</summary>
    private IEnumerable<IOperation>? Sources(IOperation value, int depth)
    {
        switch (value)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return [conditional.WhenTrue, whenFalse];
            case ICoalesceOperation coalesce:
                return [coalesce.Value, coalesce.WhenNull];
            case ISwitchExpressionOperation choice:
                return choice.Arms.Select(arm => arm.Value);
            case ILocalReferenceOperation local when WrittenTo(local) is { Count: > 0 } written:
                return written;
            case IFieldReferenceOperation field when declarations.ValueOf(field.Field) is { } initial:
                return [initial];
            case IPropertyReferenceOperation { Property: var property } when declarations.ValueOf(property) is { } initial:
                return [initial];
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property }:
                return Bound(property.OriginalDefinition);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Bound(parameter.OriginalDefinition);
            default:
                return null;
        }
    }

    private IEnumerable<IOperation>? Bound(ISymbol symbol)
    {
        if (bound.TryGetValue(symbol, out var value))
        {
            return [value];
        }

        Open.Add(symbol);
        return null;
    }

    private string PartOf(IInterpolatedStringContentOperation part, int depth) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text.ConstantText() ?? Unknown,
        IInterpolationOperation hole => Only(hole.Expression, depth),
        _ => Unknown,
    };

    private string Only(IOperation value, int depth) =>
        Of(value, depth + 1).Select(text => text.Text).Distinct().Take(2).ToList() is { Count: 1 } only ? only[0] : Unknown;

    private static IEnumerable<ImmutableList<WrittenText>> NotKnown(IOperation value) => [[new(Unknown, value.Syntax)]];

    private static IOperation Added(IInvocationOperation add) => add.Arguments[0].Value;

    private static bool IsListOrText(IOperation value) => IsList(value) || value.Unwrap().Type?.SpecialType == SpecialType.System_String;

    private static bool IsList(IOperation value) =>
        value.Unwrap() is ICollectionExpressionOperation
        || (value.Unwrap().Type is { SpecialType: not SpecialType.System_String } type && (type is IArrayTypeSymbol || type.AllInterfaces.Append(type).Any(contract => contract.Name == "IEnumerable")));

    /// <summary>Everything that is written to a local variable, where it is declared or later.</summary>
    private static List<IOperation> WrittenTo(ILocalReferenceOperation reference)
    {
        var written = new List<IOperation>();
        foreach (var operation in reference.Root().Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, reference) && declarator.GetVariableInitializer() is { } initializer:
                    written.Add(initializer.Value);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Same(target.Local, reference):
                    written.Add(assignment.Value);
                    break;
            }
        }

        return written;
    }

    /// <summary>What calls of <c>Add</c> put into the list that a local variable holds, in the order of the code.</summary>
    private static IEnumerable<IOperation> AddedTo(ILocalReferenceOperation reference) =>
        reference.Root().Descendants().OfType<IInvocationOperation>()
            .Where(call => call is { TargetMethod.Name: "Add" or "AddRange", Instance: ILocalReferenceOperation list, Arguments.Length: 1 } && Same(list.Local, reference))
            .Select(Added);

    /// <summary>The collection that a loop goes through, if the variable is the loop's.</summary>
    private static IOperation? EachOf(ILocalReferenceOperation reference) =>
        reference.Root().Descendants().OfType<IForEachLoopOperation>()
            .FirstOrDefault(loop => loop.LoopControlVariable is IVariableDeclaratorOperation declarator && Same(declarator.Symbol, reference))?.Collection;

    private static bool Same(ILocalSymbol local, ILocalReferenceOperation reference) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
}
