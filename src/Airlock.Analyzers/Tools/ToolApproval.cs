using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Tools;

/// <summary>Recognises that somebody is asked before a tool acts: where it is registered, or in its own body.</summary>
internal sealed class ToolApproval(AirlockContext airlock)
{
    private const string Wrapper = "ApprovalRequiredAIFunction";

    /// <summary>Whether the function that an operation makes is wrapped so that each call waits for approval.</summary>
    public bool IsWrapped(IOperation registration)
    {
        for (var current = registration; current.Parent is not null; current = current.Parent)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IArgumentOperation or IAwaitOperation or IVariableInitializerOperation:
                    break;
                case IObjectCreationOperation { Type.Name: Wrapper }:
                    return true;
                case IInvocationOperation call when airlock.Declarations.BodyOf(call.TargetMethod) is { } body:
                    return airlock.Reach.From(body).Any(reached => IsWrapping(reached.Operation));
                case IVariableDeclaratorOperation declarator:
                    return IsWrappedLater(registration, operand => operand is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, declarator.Symbol));
                default:
                    return IsWrappedLater(registration, _ => false);
            }
        }

        return false;
    }

    /// <summary>
    /// Whether somebody is asked in a body before an operation of it: a person, an authorization service, or a method whose
    /// name speaks of approval. What the model itself passed, as a parameter <c>confirmed</c>, is no approval.
    /// </summary>
    public bool IsAskedBefore(IOperation act, IOperation body) =>
        CallReach.OperationsOf(body).Any(operation => operation.Syntax.SpanStart < act.Syntax.SpanStart && operation != act && IsStep(operation));

    private bool IsStep(IOperation operation)
    {
        if (OperationText.MemberOf(operation) is not { } member)
        {
            return false;
        }

        if (airlock.Catalog.Find(CatalogTable.ToolEntryPoints, member).Any(row => row.Kind == "approval-step"))
        {
            return true;
        }

        return operation switch
        {
            IInvocationOperation { TargetMethod: var method } => (Answers(method) && ToolWords.Mentions(method.Name, "approval")) || AsksPerson(method),
            IPropertyReferenceOperation { Property: var property } reference => ToolWords.Mentions(property.Name, "approval") && !ComesFromParameter(reference),
            _ => false,
        };
    }

    /// <summary>A method of the compilation that tells yes or no after it has asked a person, whatever its name.</summary>
    private bool AsksPerson(IMethodSymbol method) =>
        ResultOf(method) is { SpecialType: SpecialType.System_Boolean }
        && airlock.Declarations.BodyOf(method) is { } body
        && airlock.Reach.From(body).Any(reached => OperationText.MemberOf(reached.Operation) is { } member
            && airlock.Catalog.Find(CatalogTable.ToolEntryPoints, member).Any(row => row.Kind == "approval-step"));

    /// <summary>Whether a method answers the question, or throws if the answer is no; <c>ApproveLoan()</c> is an act and does neither.</summary>
    private static bool Answers(IMethodSymbol method) => ResultOf(method) is not null || ToolWords.BeginsWithDemand(method.Name);

    /// <summary>The type of what a method gives back, awaited; null if it gives back nothing.</summary>
    private static ITypeSymbol? ResultOf(IMethodSymbol method) => method.ReturnType switch
    {
        { SpecialType: SpecialType.System_Void } => null,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } => results[0],
        INamedTypeSymbol { Name: "Task" or "ValueTask" } => null,
        var result => result,
    };

    private static bool ComesFromParameter(IPropertyReferenceOperation reference)
    {
        IOperation? root = reference;
        while (root is IPropertyReferenceOperation or IFieldReferenceOperation)
        {
            root = (root as IMemberReferenceOperation)!.Instance?.Unwrap();
        }

        return root is IParameterReferenceOperation;
    }

    /// <summary>Whether the body wraps the variable that holds the function, or all functions that it has collected.</summary>
    private static bool IsWrappedLater(IOperation registration, Func<IOperation, bool> isVariable) =>
        registration.Root().DescendantsAndSelf().Any(operation => IsWrapping(operation)
            && ((IObjectCreationOperation)operation).Arguments.FirstOrDefault()?.Value.Unwrap() is { } wrapped
            && (isVariable(wrapped) || wrapped is IParameterReferenceOperation || IsLoopVariable(wrapped)));

    private static bool IsLoopVariable(IOperation operand) =>
        operand is ILocalReferenceOperation { Local: var local }
        && operand.Root().DescendantsAndSelf().Any(operation => operation switch
        {
            IForEachLoopOperation loop => loop.Locals.Contains(local, SymbolEqualityComparer.Default),
            IDeclarationPatternOperation pattern => SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, local),
            _ => false,
        });

    private static bool IsWrapping(IOperation operation) => operation is IObjectCreationOperation { Type.Name: Wrapper };
}
