using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Recognises collections whose elements are constants: membership of one is an allow-list.</summary>
internal sealed class ConstantCollections(DeclaredOperations members, Func<CodeIndex> index)
{
    private const int MaximumDepth = 8;

    /// <summary>Whether the collection holds constants only.</summary>
    /// <param name="collection">The expression of the collection.</param>
    /// <param name="locals">The locals of the block it stands in.</param>
    public bool IsConstant(IOperation? collection, LocalFacts locals) => IsConstant(collection, locals, 0);

    private bool IsConstant(IOperation? operation, LocalFacts locals, int depth)
    {
        if (operation is null || depth > MaximumDepth)
        {
            return false;
        }

        if (operation.ConstantValue.HasValue)
        {
            return true;
        }

        bool Holds(IOperation? part) => IsConstant(part, locals, depth + 1);
        return operation switch
        {
            IConversionOperation conversion => Holds(conversion.Operand),
            IParenthesizedOperation parenthesized => Holds(parenthesized.Operand),
            ILocalReferenceOperation local => Holds(locals.ValueOf(local.Local)),
            IFieldReferenceOperation field => Holds(members.ValueOf(field.Field)) && (IsImmutable(field.Type) || !index().IsGrown(field.Field)),
            IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "StringComparer" } } => true,
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property =>
                Holds(members.ValueOf(property.Property)) && (IsImmutable(property.Type) || !index().IsGrown(property.Property)),
            IArrayCreationOperation array => array.Initializer is not null && Holds(array.Initializer),
            IArrayInitializerOperation initializer => initializer.ElementValues.All(Holds),
            ICollectionExpressionOperation collection => collection.Elements.All(Holds),
            ISpreadOperation spread => Holds(spread.Operand),
            IObjectCreationOperation creation => creation.Arguments.All(argument => Holds(argument.Value))
                && (creation.Initializer is null || creation.Initializer.Initializers.All(Holds))
                && (creation.Initializer is not null || creation.Arguments.Length > 0),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } target } entry =>
                target.Arguments.All(argument => Holds(argument.Value)),
            IInvocationOperation { TargetMethod.Name: "Add" } add => add.Arguments.Take(1).All(argument => Holds(argument.Value)),
            IInvocationOperation call => IsCopy(call.TargetMethod) && (call.Instance is null || Holds(call.Instance))
                && call.Arguments.All(argument => argument.IsImplicit || Holds(argument.Value)),
            _ => false,
        };
    }

    private static bool IsImmutable(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String } or { Name: "ReadOnlySpan" or "IEnumerable" or "StringComparer" } || type is not null
        && (type.Name.StartsWith("Frozen", StringComparison.Ordinal) || type.Name.StartsWith("Immutable", StringComparison.Ordinal) || type.Name.StartsWith("IReadOnly", StringComparison.Ordinal)
            || type.Name.StartsWith("ReadOnly", StringComparison.Ordinal));

    /// <summary>Methods that build a collection from the elements they get: <c>ToFrozenSet</c>, <c>ImmutableArray.Create</c>, <c>AsReadOnly</c>.</summary>
    public static bool IsCopy(IMethodSymbol method) =>
        (method.Name.StartsWith("To", StringComparison.Ordinal) || method.Name is "Create" or "AsReadOnly" or "AsSpan" or "Of")
        && method.ContainingNamespace.ToDisplayString() is var space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));
}
