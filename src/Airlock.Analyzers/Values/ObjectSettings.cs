using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// What code sets the properties of an object to, wherever it does: in the initialiser, on the variable that holds it, or in the delegate that is given the
/// object to configure it.
/// </summary>
internal sealed class ObjectSettings(AirlockContext airlock)
{
    private const int MaximumDepth = 6;

    /// <summary>The assignments to properties of the object that an expression stands for, or that a delegate configures.</summary>
    public IEnumerable<ISimpleAssignmentOperation> Of(IOperation? value) => Of(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth);

    /// <summary>The constructions that may have made the object that an expression stands for.</summary>
    public IEnumerable<IOperation> MadeBy(IOperation? value) => MadeBy(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MaximumDepth);

    private IEnumerable<ISimpleAssignmentOperation> Of(IOperation? value, HashSet<ISymbol> entered, int depth)
    {
        if (value is null || depth == 0)
        {
            return [];
        }

        var operation = value.Unwrap();
        switch (operation)
        {
            case IObjectCreationOperation creation:
                return creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [];
            case IDelegateCreationOperation or IAnonymousFunctionOperation:
                return DelegateTarget.Of(operation, airlock.Declarations) is { Body: { } body, Method: { Parameters.Length: > 0 } method }
                    ? body.Descendants().OfType<ISimpleAssignmentOperation>().Where(assignment => IsOn(assignment, method.Parameters[0]) || IsOn(assignment, method.Parameters[method.Parameters.Length - 1]))
                    : [];
            case IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "Options" } } wrapped:
                return wrapped.Arguments.SelectMany(argument => Of(argument.Value, entered, depth - 1));
        }

        if (airlock.Origins.HolderOf(operation) is { } holder && !entered.Add(holder))
        {
            return [];
        }

        var later = operation is ILocalReferenceOperation { Local: var local } ? operation.Root().Descendants().OfType<ISimpleAssignmentOperation>().Where(assignment => IsOn(assignment, local)) : [];
        return airlock.Origins.Of(operation).SelectMany(origin => Of(origin, entered, depth - 1)).Concat(later);
    }

    private IEnumerable<IOperation> MadeBy(IOperation? value, HashSet<ISymbol> entered, int depth)
    {
        if (value is null || depth == 0)
        {
            return [];
        }

        var operation = value.Unwrap();
        return operation is IObjectCreationOperation || ClientCall.Of(operation, airlock).Any() ? [operation]
            : airlock.Origins.HolderOf(operation) is { } holder && !entered.Add(holder) ? []
            : airlock.Origins.Of(operation).ToList() is { Count: > 0 } origins ? origins.SelectMany(origin => MadeBy(origin, entered, depth - 1))
            : operation is IInvocationOperation ? [operation] : [];
    }

    private static bool IsOn(ISimpleAssignmentOperation assignment, ISymbol holder) =>
        assignment.Target is IPropertyReferenceOperation { Instance: { } instance } && SymbolEqualityComparer.Default.Equals(SymbolUses.ReferredTo(instance), holder);
}
