using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>
/// Recognises code that asks a model again and again until it wants no more tools, and what bounds it: a counter, a
/// budget, a deadline, or somebody who types the next line.
/// </summary>
internal sealed class ToolLoops(AirlockContext airlock)
{
    /// <summary>The types that hold a call which a model asked for: their short names, to be asked first, with their full ones.</summary>
    private static readonly Lazy<ILookup<string, string>> ToolCallTypes = new(() =>
        CatalogTable.LlmOutputs.Rows.Where(row => row.Kind == "tool-args" && row.Id.StartsWith("P:", StringComparison.Ordinal))
            .Select(row => row.Id.Substring(2, row.Id.LastIndexOf('.') - 2))
            .Distinct()
            .ToLookup(type => type.Substring(type.LastIndexOf('.') + 1)));

    /// <summary>The call by which a loop asks a model in each round, for as long as it wants; null if it is bounded or asks none.</summary>
    public IOperation? UnboundedInference(ILoopOperation loop)
    {
        // Who writes "for (…; ; round++)" counts the rounds, and hands the count to whatever looks at it.
        if (loop is IForEachLoopOperation or IForLoopOperation { AtLoopBottom.IsEmpty: false })
        {
            return null;
        }

        var operations = OperationsOf(loop).ToImmutableArray();
        return operations.Any(IsToolCall) && InferenceIn(operations) is { } inference && !IsBounded(operations) ? inference : null;
    }

    /// <summary>The call by which a method asks a model before it calls itself, for as long as the model wants; null if it is bounded or asks none.</summary>
    /// <param name="call">A method's call of itself.</param>
    /// <param name="body">The method's body.</param>
    public IOperation? UnboundedInference(IInvocationOperation call, IOperation body)
    {
        var operations = OperationsOf(body).ToImmutableArray();
        return operations.Any(IsToolCall)
            && !call.Arguments.Any(argument => argument.Value.Unwrap() is IBinaryOperation { Type.SpecialType: SpecialType.System_Int32 })
            && operations.FirstOrDefault(operation => operation is IInvocationOperation inner && InferenceCalls.IsInference(inner.TargetMethod, airlock.Catalog)) is { } inference
            && !IsBounded(operations)
                ? inference
                : null;
    }

    /// <summary>Whether a method stops what runs in it after a time.</summary>
    public static bool HasDeadline(IOperation operation)
    {
        while (operation.Parent is not null)
        {
            operation = operation.Parent;
        }

        return operation.DescendantsAndSelf().Any(part => part switch
        {
            IObjectCreationOperation { Type.Name: "CancellationTokenSource", Arguments.Length: > 0 } => true,
            IInvocationOperation { TargetMethod.Name: "CancelAfter" } => true,
            IInvocationOperation { TargetMethod: { Name: "WaitAsync", Parameters: { Length: > 0 } parameters } } => parameters[0].Type.Name == "TimeSpan",
            _ => false,
        });
    }

    /// <summary>What a loop runs itself; a loop inside that may be endless is judged by itself.</summary>
    private static IEnumerable<IOperation> OperationsOf(IOperation operation)
    {
        yield return operation;
        foreach (var child in operation.ChildOperations)
        {
            if (child is not (IWhileLoopOperation or IForLoopOperation or ILocalFunctionOperation))
            {
                foreach (var inner in OperationsOf(child))
                {
                    yield return inner;
                }
            }
        }
    }

    private IOperation? InferenceIn(ImmutableArray<IOperation> operations) => operations.FirstOrDefault(operation =>
        operation is IInvocationOperation call
        && (InferenceCalls.IsInference(call.TargetMethod, airlock.Catalog)
            || airlock.Reach.FromCall(call).Any(reached =>
                reached.Operation is IInvocationOperation inner && InferenceCalls.IsInference(inner.TargetMethod, airlock.Catalog))));

    /// <summary>Whether an operation looks at a call that a model asked for.</summary>
    private static bool IsToolCall(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: var property } => IsToolCallType(property.ContainingType) || ToolWords.IsToolCall(property.Name),
        IFieldReferenceOperation { Field: var field } => ToolWords.IsToolCall(field.Name),
        IInvocationOperation { TargetMethod: var method } => method.TypeArguments.Any(IsToolCallType) || ToolWords.IsToolCall(method.Name),
        IIsTypeOperation { TypeOperand: var type } => IsToolCallType(type),
        IDeclarationPatternOperation { MatchedType: { } type } => IsToolCallType(type),
        ITypePatternOperation { MatchedType: var type } => IsToolCallType(type),
        IRecursivePatternOperation { MatchedType: var type } => IsToolCallType(type),
        _ => false,
    };

    private static bool IsToolCallType(ITypeSymbol type) =>
        ToolWords.IsToolCall(type.Name) || (ToolCallTypes.Value.Contains(type.Name) && ToolCallTypes.Value[type.Name].Contains(type.ToDisplayString()));

    private bool IsBounded(ImmutableArray<IOperation> operations)
    {
        var counters = operations.Select(Counter).OfType<ISymbol>().ToImmutableHashSet(SymbolEqualityComparer.Default);
        return operations.Any(operation => operation switch
        {
            IBinaryOperation comparison when IsComparison(comparison) => IsLimit(comparison, counters),
            IIsPatternOperation { Pattern: IRelationalPatternOperation } match => match.Value.DescendantsAndSelf().Any(part => IsCounter(part, counters)),
            IConditionalOperation { Condition: var condition } => condition.DescendantsAndSelf().Any(NamesBound),
            IWhileLoopOperation { Condition: { } condition } => condition.DescendantsAndSelf().Any(NamesBound),
            IArgumentOperation argument => IsCounter(argument.Value.Unwrap(), counters),
            IMemberReferenceOperation { Member.Name: "IsCancellationRequested" } => true,
            IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
            IInvocationOperation { TargetMethod: var method } => WaitsForInput(method),
            _ => false,
        }) || HasDeadline(operations[0]);
    }

    private bool WaitsForInput(IMethodSymbol method) =>
        ToolWords.Mentions(method.Name, "input")
        || airlock.Catalog.Find(CatalogTable.ToolEntryPoints, method).Any(row => row.Kind == "approval-step")
        || (method.Name is "ReadAsync" or "WaitToReadAsync" && method.ContainingType.Name == "ChannelReader")
        || method.Name == "WaitForNextTickAsync"
        || (airlock.Declarations.BodyOf(method) is { } body
            && airlock.Reach.From(body).Any(reached => OperationText.MemberOf(reached.Operation) is { } member
                && airlock.Catalog.Find(CatalogTable.ToolEntryPoints, member).Any(row => row.Kind == "approval-step")));

    private static bool IsComparison(IBinaryOperation operation) => operation.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
        or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;

    /// <summary>Whether a comparison holds a count of rounds, an amount or a time against something.</summary>
    private static bool IsLimit(IBinaryOperation comparison, ImmutableHashSet<ISymbol> counters)
    {
        IOperation[] sides = [comparison.LeftOperand, comparison.RightOperand];
        if (sides.Any(side => side.DescendantsAndSelf().Any(part => IsCounter(part, counters) || NamesBound(part))
            || side.Type?.Name is "TimeSpan" or "DateTime" or "DateTimeOffset"
            || side.Unwrap() is IPropertyReferenceOperation { Property.Name: "ElapsedMilliseconds" or "ElapsedTicks" }))
        {
            return true;
        }

        // The history grows by each round; that it holds more than one element says something, that it is not empty does not.
        return comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
            && sides.Any(side => side.Unwrap() is IPropertyReferenceOperation { Property.Name: "Count" or "Length" })
            && !sides.Any(side => side.ConstantValue is { HasValue: true, Value: 0 or 1 });
    }

    private static bool IsCounter(IOperation operation, ImmutableHashSet<ISymbol> counters) => VariableOf(operation) is { } variable && counters.Contains(variable);

    /// <summary>The variable that an operation counts up or down, or null.</summary>
    private static ISymbol? Counter(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation { Target: var target } => VariableOf(target),
        ICompoundAssignmentOperation { Target: { Type.SpecialType: not SpecialType.System_String } target } => VariableOf(target),
        ISimpleAssignmentOperation { Target: var target, Value: IBinaryOperation sum } when VariableOf(target) is { } variable
            && sum.DescendantsAndSelf().Any(part => SymbolEqualityComparer.Default.Equals(VariableOf(part), variable)) => variable,
        _ => null,
    };

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IMemberReferenceOperation { Member: var member } => member,
        _ => null,
    };

    /// <summary>Whether an operation refers to something that by its name is a bound, as <c>budget.IsExhausted</c>.</summary>
    private static bool NamesBound(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => ToolWords.Mentions(method.Name, "bound"),
        _ => VariableOf(operation) is { } variable && ToolWords.Mentions(variable.Name, "bound"),
    };
}
