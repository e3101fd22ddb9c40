using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Exceptions whose text is meant for the caller: they say what is wrong with the input, or the program itself words them.</summary>
internal static class CallerErrors
{
    private static readonly string[] Names = ["ArgumentException", "ValidationException", "FormatException", "JsonException", "BadHttpRequestException"];

    /// <summary>Whether an exception of a type is about the caller's input, or of the program.</summary>
    public static bool IsAboutInput(ITypeSymbol? type, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Array.IndexOf(Names, current.Name) >= 0 || SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, compilation.Assembly))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the code around a use of an exception has made sure that it is about the input, as <c>catch … when (e is ArgumentException)</c>.</summary>
    public static bool IsProvenAboutInput(IOperation use, Compilation compilation)
    {
        var owner = use is IPropertyReferenceOperation { Instance: { } instance } ? instance : use is IInvocationOperation { Instance: { } receiver } ? receiver : use;
        if (VariableOf(owner) is not { } exception)
        {
            return false;
        }

        for (var current = use; current.Parent is { } parent; current = parent)
        {
            var isProven = parent switch
            {
                ICatchClauseOperation { Filter: { } filter } => current != filter && Proves(filter, exception, compilation),
                IConditionalOperation choice => current == choice.WhenTrue ? Proves(choice.Condition, exception, compilation)
                    : current == choice.WhenFalse && ProvesUnlessTrue(choice.Condition, exception, compilation),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != current)
                    .Any(statement => statement is IConditionalOperation { WhenFalse: null } check && check.WhenTrue.Leaves() && ProvesUnlessTrue(check.Condition, exception, compilation)),
                ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation chosen } arm => IsSame(chosen.Value, exception) && Proves(arm.Pattern, compilation),
                ISwitchCaseOperation { Parent: ISwitchOperation chosen } section => IsSame(chosen.Value, exception)
                    && section.Clauses.All(clause => clause is IPatternCaseClauseOperation matching && Proves(matching.Pattern, compilation)),
                _ => false,
            };
            if (isProven)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Proves(IOperation condition, ISymbol exception, Compilation compilation) => condition switch
    {
        IIsPatternOperation pattern => IsSame(pattern.Value, exception) && Proves(pattern.Pattern, compilation),
        IIsTypeOperation test => IsSame(test.ValueOperand, exception) && IsAboutInput(test.TypeOperand, compilation),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => Proves(both.LeftOperand, exception, compilation) || Proves(both.RightOperand, exception, compilation),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => Proves(either.LeftOperand, exception, compilation) && Proves(either.RightOperand, exception, compilation),
        _ => false,
    };

    private static bool Proves(IPatternOperation pattern, Compilation compilation) => pattern switch
    {
        ITypePatternOperation type => IsAboutInput(type.MatchedType, compilation),
        IDeclarationPatternOperation { MatchedType: { } type } => IsAboutInput(type, compilation),
        IRecursivePatternOperation recursive => IsAboutInput(recursive.MatchedType, compilation),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Proves(either.LeftPattern, compilation) && Proves(either.RightPattern, compilation),
        IBinaryPatternOperation both => Proves(both.LeftPattern, compilation) || Proves(both.RightPattern, compilation),
        _ => false,
    };

    /// <summary>Whether a condition that does not hold proves it, as <c>e is not ArgumentException</c>.</summary>
    private static bool ProvesUnlessTrue(IOperation condition, ISymbol exception, Compilation compilation) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation => Proves(negation.Operand, exception, compilation),
        IIsPatternOperation pattern => IsSame(pattern.Value, exception) && ProvesUnlessTrue(pattern.Pattern, compilation),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => ProvesUnlessTrue(either.LeftOperand, exception, compilation) || ProvesUnlessTrue(either.RightOperand, exception, compilation),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => ProvesUnlessTrue(both.LeftOperand, exception, compilation) && ProvesUnlessTrue(both.RightOperand, exception, compilation),
        _ => false,
    };

    private static bool ProvesUnlessTrue(IPatternOperation pattern, Compilation compilation) => pattern switch
    {
        INegatedPatternOperation negated => Proves(negated.Pattern, compilation),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => ProvesUnlessTrue(both.LeftPattern, compilation) && ProvesUnlessTrue(both.RightPattern, compilation),
        IBinaryPatternOperation either => ProvesUnlessTrue(either.LeftPattern, compilation) || ProvesUnlessTrue(either.RightPattern, compilation),
        _ => false,
    };

    private static bool IsSame(IOperation value, ISymbol exception) => SymbolEqualityComparer.Default.Equals(VariableOf(value), exception);

    private static ISymbol? VariableOf(IOperation value) => value.Unwrap() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member => member.Member,
        _ => null,
    };
}
