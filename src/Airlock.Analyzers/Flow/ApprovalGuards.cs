using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Recognises that a person was asked and said yes: a compared answer from the console, or a method that confirms.</summary>
internal static class ApprovalGuards
{
    /// <summary>Whether a person has agreed where the condition has an outcome.</summary>
    public static bool IsGiven(IOperation condition, bool outcome, AirlockContext airlock, LocalFacts locals)
    {
        switch (condition.Unwrap())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation:
                return IsGiven(negation.Operand, !outcome, airlock, locals);
            case IAwaitOperation awaited:
                return IsGiven(awaited.Operation, outcome, airlock, locals);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return outcome && (IsAnswer(equals.LeftOperand, airlock, locals, 0) || IsAnswer(equals.RightOperand, airlock, locals, 0));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return !outcome && (IsAnswer(differs.LeftOperand, airlock, locals, 0) || IsAnswer(differs.RightOperand, airlock, locals, 0));
            case IIsPatternOperation pattern:
                return outcome == pattern.Pattern is not INegatedPatternOperation && IsAnswer(pattern.Value, airlock, locals, 0);
            case ILocalReferenceOperation local:
                return locals.ValueOf(local.Local) is { } value && IsGiven(value, outcome, airlock, locals);
            case IInvocationOperation { TargetMethod: var method } call:
                return outcome && (Confirms(method) || (method.Name is "Equals" or "StartsWith" && call.Receiver() is { } answer && IsAnswer(answer, airlock, locals, 0)));
            default:
                return false;
        }
    }

    /// <summary>A method that is named for asking, and answers yes or no.</summary>
    private static bool Confirms(IMethodSymbol method) =>
        (method.ReturnType.SpecialType == SpecialType.System_Boolean
            || (method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && results[0].SpecialType == SpecialType.System_Boolean))
        && ToolWords.AsksForApproval(method.Name);

    /// <summary>Whether an expression is what a person typed.</summary>
    private static bool IsAnswer(IOperation operation, AirlockContext airlock, LocalFacts locals, int depth) =>
        depth < 6 && operation.Unwrap() switch
        {
            ILocalReferenceOperation local => locals.ValueOf(local.Local) is { } value && IsAnswer(value, airlock, locals, depth + 1),
            IInvocationOperation call => IsQuestion(call.TargetMethod, airlock) || (call.Instance is { } instance && IsAnswer(instance, airlock, locals, depth + 1)),
            IPropertyReferenceOperation { Instance: { } owner } => IsAnswer(owner, airlock, locals, depth + 1),
            IConditionalAccessOperation access => IsAnswer(access.Operation, airlock, locals, depth + 1),
            IAwaitOperation awaited => IsAnswer(awaited.Operation, airlock, locals, depth + 1),
            ICoalesceOperation coalesce => IsAnswer(coalesce.Value, airlock, locals, depth + 1),
            _ => false,
        };

    private static bool IsQuestion(IMethodSymbol method, AirlockContext airlock) =>
        method.ContainingType?.Name == "Console" && airlock.Catalog.Find(CatalogTable.ToolEntryPoints, method).Any(row => row.Kind == "approval-step");
}
