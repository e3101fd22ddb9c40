using System.Collections.Immutable;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>Texts that have a name, as far as one body shows that they are given to a model.</summary>
internal static class PromptTexts
{
    /// <summary>The texts with a name that an argument holds: itself, the elements of an array, the holes of an interpolation.</summary>
    public static IEnumerable<(IOperation Place, ImmutableArray<ISymbol> Name)> In(IOperation argument) => argument.Unwrap() switch
    {
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.SelectMany(In),
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(hole => In(hole.Expression)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => In(sum.LeftOperand).Concat(In(sum.RightOperand)),
        { Type: { } type } value when IsText(type) && NameOf(value) is { IsEmpty: false } name => [(value, name)],
        _ => [],
    };

    /// <summary>A call in the same body that runs a model with the text; null if there is none.</summary>
    public static IInvocationOperation? ModelCallWith(ImmutableArray<ISymbol> name, IOperation operation, AirlockContext airlock)
    {
        var body = operation;
        while (body.Parent is not null)
        {
            body = body.Parent;
        }

        return body.Descendants().OfType<IInvocationOperation>().FirstOrDefault(call =>
            InferenceCalls.IsInference(call.TargetMethod, airlock.Catalog)
            && call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).Any(value => NameOf(value).SequenceEqual(name, SymbolEqualityComparer.Default)));
    }

    /// <summary>The variable, and the members that lead from it to the value; empty if the value has no name.</summary>
    private static ImmutableArray<ISymbol> NameOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local when !local.Local.IsConst => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IMemberReferenceOperation { Member: IFieldSymbol { IsConst: false, IsStatic: false } or IPropertySymbol { IsIndexer: false, IsStatic: false }, Instance: { } owner } member
            when NameOf(owner.Unwrap()) is { IsEmpty: false } name => name.Add(member.Member),
        _ => [],
    };

    private static bool IsText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String } or { Name: "ChatMessage" };
}
