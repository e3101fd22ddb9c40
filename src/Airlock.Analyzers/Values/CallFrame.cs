using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// A call of a method of the program into which a value is followed: there its parameters have what this call gives, and not what others do. Without it a method
/// that all paths or settings go through would mix them.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="Outer">The call around it, in whose method it stands; null at the beginning.</param>
internal sealed record CallFrame(IInvocationOperation Call, CallFrame? Outer)
{
    /// <summary>The frame of an origin of an expression: for a call one more, unless the origin is what the call is given, and so stands beside it and not in its method.</summary>
    public static CallFrame? Into(IOperation operation, IOperation? origin, CallFrame? frame) =>
        operation is IInvocationOperation call && !(origin is not null && origin.Syntax.SyntaxTree == call.Syntax.SyntaxTree && call.Syntax.Span.Contains(origin.Syntax.Span)) ? new CallFrame(call, frame) : frame;

    /// <summary>What the innermost call gives for a parameter, with the frame in which that stands; null if the parameter is not of its method, or is changed there.</summary>
    public static (IOperation Value, CallFrame? Frame)? Given(IOperation operation, CallFrame? frame, AirlockContext airlock) =>
        frame is not null && operation is IParameterReferenceOperation { Parameter: var parameter }
        && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, (frame.Call.TargetMethod.ReducedFrom ?? frame.Call.TargetMethod).OriginalDefinition)
        && !airlock.Uses.AssignedTo(parameter.OriginalDefinition).Any()
        && frame.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } given
            ? (given.Value, frame.Outer)
            : null;

    /// <summary>The constant text of an expression, also where it is a parameter that calls give a constant to; null if there is none.</summary>
    public static string? TextOf(IOperation? value, CallFrame? frame, AirlockContext airlock)
    {
        while (value is not null && Given(Flow.OperationText.Unwrap(value), frame, airlock) is { } given)
        {
            (value, frame) = given;
        }

        return ConstantText.Of(value)?.Text;
    }
}
