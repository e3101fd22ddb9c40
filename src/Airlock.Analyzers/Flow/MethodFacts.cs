using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>A parameter whose argument is harmless.</summary>
/// <param name="Parameter">Its ordinal.</param>
/// <param name="Category">The category of sinks (<see cref="SinkCategory"/>) for which it is; null for all.</param>
internal readonly record struct ProvenParameter(int Parameter, string? Category);

/// <summary>What a method of the program proves of its arguments.</summary>
/// <param name="WhenTrue">Harmless where it returned true.</param>
/// <param name="WhenFalse">Harmless where it returned false.</param>
/// <param name="OnReturn">Harmless wherever it returned at all, because it throws otherwise.</param>
internal sealed record MethodFacts(ImmutableArray<ProvenParameter> WhenTrue, ImmutableArray<ProvenParameter> WhenFalse, ImmutableArray<ProvenParameter> OnReturn)
{
    /// <summary>It proves nothing.</summary>
    public static MethodFacts None { get; } = new([], [], []);
}

/// <summary>Reads from a body what it proves of its parameters.</summary>
internal sealed partial class FlowInterpreter
{
    /// <summary>The categories for which guards prove something; null first, because it holds for all.</summary>
    private static readonly string?[] GuardedCategories = [null, SinkCategory.Path, SinkCategory.Address, SinkCategory.Structured];

    private MethodFacts ReadFacts(IMethodSymbol method)
    {
        var parameters = method.Parameters.Where(parameter => _scope.Airlock.TextTypes.CanCarry(parameter.Type)).ToList();
        if (parameters.Count == 0 || _exits.Count == 0)
        {
            return MethodFacts.None;
        }

        return new MethodFacts(InAll(true), InAll(false), InAll(null));

        ImmutableArray<ProvenParameter> InAll(bool? outcome) =>
        [
            .. from parameter in parameters
               from category in GuardedCategories
               where _exits.Values.All(exit => IsProven(parameter, category, exit.Value, exit.State, outcome))
               select new ProvenParameter(parameter.Ordinal, category),
        ];
    }

    /// <summary>Whether a parameter is harmless where the body was left with a value that has an outcome; null asks for any value.</summary>
    private bool IsProven(IParameterSymbol parameter, string? category, IOperation? value, FlowState state, bool? outcome)
    {
        // A method that looks at the values of an object checks the object.
        if (category == SinkCategory.Structured && state[parameter].Members.Any(member => state[parameter].Member(member).All.All(taint => taint.Cleared.Contains(category))))
        {
            return true;
        }

        if (category is null ? state[parameter].IsEmpty : state[parameter].All.All(taint => taint.Cleared.Contains(category)))
        {
            return true;
        }

        if (outcome is not { } expected || value is null)
        {
            return false;
        }

        // As it is written, not as it is lowered: there a condition is torn into branches.
        var written = _scope.Locals.ReturnedAt(value.Syntax) ?? value;
        if (written.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant != expected;
        }

        return _scope.Guards.Proven(written, expected, _scope.Locals)
            .Any(proven => (proven.Category is null || proven.Category == category) && RefersTo(proven.Operation, parameter));
    }

    private bool RefersTo(IOperation operation, IParameterSymbol parameter) => operation.Unwrap() switch
    {
        IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter),
        ILocalReferenceOperation local => _scope.Locals.ValueOf(local.Local) is { } value && value.Unwrap() is not ILocalReferenceOperation && RefersTo(value, parameter),
        IPropertyReferenceOperation { Property: { Name: "Host" or "IdnHost" or "DnsSafeHost" or "Authority" }, Instance: { } address } => RefersTo(address, parameter),
        IInvocationOperation { TargetMethod: { Name: "GetFullPath", ContainingType.Name: "Path" } } full => full.Argument(0) is { } path && RefersTo(path, parameter),
        IInvocationOperation { Instance: { } instance, TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Trim" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" } } => RefersTo(instance, parameter),
        _ => false,
    };
}
