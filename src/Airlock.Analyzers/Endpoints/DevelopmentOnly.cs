using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises code that runs on a developer's machine only.</summary>
internal static class DevelopmentOnly
{
    /// <summary>Whether an operation stands in a branch that <c>IsDevelopment()</c> guards.</summary>
    public static bool Covers(IOperation operation)
    {
        for (var current = operation; current.Parent is not null; current = current.Parent)
        {
            if (current.Parent is IConditionalOperation choice && current != choice.Condition && Holds(choice.Condition, current == choice.WhenTrue))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a condition with that outcome means development.</summary>
    private static bool Holds(IOperation condition, bool outcome) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation => Holds(negation.Operand, !outcome),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when outcome => Holds(both.LeftOperand, true) || Holds(both.RightOperand, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } neither when !outcome => Holds(neither.LeftOperand, false) || Holds(neither.RightOperand, false),
        IInvocationOperation { TargetMethod: { Name: "IsDevelopment", ContainingType.Name: "HostEnvironmentEnvExtensions" } } => outcome,
        _ => false,
    };
}
