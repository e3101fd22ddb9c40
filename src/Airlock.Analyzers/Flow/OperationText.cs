using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>How operations and members are named to people, and how they are looked through.</summary>
internal static class OperationText
{
    /// <summary>A member as a person writes it: <c>Process.Start</c>, <c>new ProcessStartInfo</c>; an extension member under the type it extends.</summary>
    public static string NameOf(ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return "new " + member.ContainingType.Name;
        }

        if (member is IMethodSymbol { MethodKind: MethodKind.Conversion, ReturnType: var made })
        {
            return $"a conversion to {made.Name}";
        }

        var owner = member is IMethodSymbol { IsExtensionMethod: true } extension && extension.Parameters[0].Type is INamedTypeSymbol extended
            ? extended
            : member.ContainingType;
        return owner is null or { Name: "" } ? member.Name : $"{owner.Name}.{member.Name}";
    }

    /// <summary>The member that an operation calls, creates with or refers to, or null.</summary>
    public static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property,
        IConversionOperation conversion => conversion.OperatorMethod,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    /// <summary>The operation without conversions and parentheses.</summary>
    public static IOperation Unwrap(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The operations around an operation, nearest first.</summary>
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            yield return current;
        }
    }

    /// <summary>Whether a function returns by this operation itself, and not a lambda within it.</summary>
    public static bool IsOf(this IReturnOperation returned, IOperation body) =>
        returned.Ancestors().FirstOrDefault(around => around == body || around is IAnonymousFunctionOperation or ILocalFunctionOperation) == body;

    /// <summary>The whole that an operation is a part of: a body with its lambdas and local functions.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The value of a constant string, or null.</summary>
    public static string? ConstantText(this IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>Whether a statement, or the last one of a block, leaves the function.</summary>
    public static bool Leaves(this IOperation statement) =>
        (statement is IBlockOperation { Operations: { Length: > 0 } statements } ? statements[statements.Length - 1] : statement)
            is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    /// <summary>Whether a value is assigned or given to a call, and not compared.</summary>
    public static bool IsGiven(this IOperation value) => value.Parent switch
    {
        IConversionOperation conversion => conversion.IsGiven(),
        IAssignmentOperation or IArgumentOperation or IPropertyInitializerOperation => true,
        _ => false,
    };

    /// <summary>The receiver of a call, for an extension method its first argument; null for a static method.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Argument(0) : null);

    /// <summary>The argument of a parameter, or null.</summary>
    public static IOperation? Argument(this IInvocationOperation call, int index)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == index)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
