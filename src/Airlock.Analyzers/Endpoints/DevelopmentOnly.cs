using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Recognises code that runs on a developer's machine only.</summary>
internal static class DevelopmentOnly
{
    /// <summary>Whether an operation stands in a branch that <c>IsDevelopment()</c> guards, or after one that everything else leaves by.</summary>
    public static bool Covers(IOperation operation)
    {
        for (var current = operation; current.Parent is not null; current = current.Parent)
        {
            switch (current.Parent)
            {
                case IConditionalOperation choice when current != choice.Condition && Holds(choice.Condition, current == choice.WhenTrue):
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != current).Any(LeavesElsewhere):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a statement ends everything outside development: <c>if (!env.IsDevelopment()) return …;</c></summary>
    private static bool LeavesElsewhere(IOperation statement) =>
        statement is IConditionalOperation { WhenFalse: null } choice && Holds(choice.Condition, outcome: false) && choice.WhenTrue.Leaves();

    /// <summary>Whether a condition with that outcome means development.</summary>
    private static bool Holds(IOperation condition, bool outcome) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation => Holds(negation.Operand, !outcome),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when outcome => Holds(both.LeftOperand, true) || Holds(both.RightOperand, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } neither when !outcome => Holds(neither.LeftOperand, false) || Holds(neither.RightOperand, false),
        IInvocationOperation { TargetMethod: { Name: "IsDevelopment", ContainingType.Name: "HostEnvironmentEnvExtensions" or "HostingEnvironmentExtensions" } } => outcome,
        IInvocationOperation { TargetMethod.Name: "IsEnvironment" } call => outcome && call.Arguments.Any(argument => IsName(argument.Value)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } same => outcome && IsEnvironmentName(same),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } other => !outcome && IsEnvironmentName(other),
        ILocalReferenceOperation local => ConstantText.OnlyValueOf(local) is { } value && Holds(value, outcome),
        IParenthesizedOperation parenthesized => Holds(parenthesized.Operand, outcome),
        IConversionOperation conversion => Holds(conversion.Operand, outcome),
        _ => false,
    };

    private static bool IsEnvironmentName(IBinaryOperation comparison) =>
        new[] { comparison.LeftOperand, comparison.RightOperand }.Any(side => side.Unwrap() is IPropertyReferenceOperation { Property.Name: "EnvironmentName" })
        && (IsName(comparison.LeftOperand) || IsName(comparison.RightOperand));

    private static bool IsName(IOperation value) => value.Unwrap().ConstantText() == "Development";
}
