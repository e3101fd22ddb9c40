using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// What an answer holds as a whole, which no text shows: a reply of a model with all its metadata, an exception, the instructions to the
/// model. It is read from the operand of the answer and what that is made of.
/// </summary>
internal sealed class DisclosedObjects(AirlockContext airlock)
{
    private const int MaximumDepth = 3;

    /// <summary>Calls that turn their arguments, or their object, into the same in another form.</summary>
    private static readonly HashSet<string> Transparent = new(StringComparer.Ordinal)
    {
        "Serialize", "SerializeToUtf8Bytes", "SerializeToElement", "SerializeToNode", "SerializeToDocument", "SerializeObject", "FromResult", "Select", "ToList", "ToArray", "AsEnumerable", "AsReadOnly",
        "Format", "Concat", "Join", "Trim", "GetBytes", "ConfigureAwait", "ToAsyncEnumerable",
    };

    /// <summary>The objects in an operand of an answer: where each stands, what it is, and its name for people.</summary>
    public IEnumerable<(IOperation Place, FlowLabelKind Kind, string Name)> In(IOperation operand)
    {
        foreach (var (part, isText) in PartsOf(operand, 0, isText: false))
        {
            if (SymbolOf(part) is { } symbol)
            {
                if (airlock.SystemPrompts.IsText(symbol) || (IsMessages(part.Type) && airlock.SystemPrompts.IsList(symbol)))
                {
                    yield return (part, FlowLabelKind.ModelText, symbol.Name);
                }
            }

            // A reply that becomes text is its text.
            if (!isText && part.Type is { } type && Find(type, 0) is { } found)
            {
                yield return (part, found.Kind, found.Name);
            }
        }
    }

    private static ISymbol? SymbolOf(IOperation part) => part switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    /// <summary>A list of messages, and not one of them.</summary>
    private static bool IsMessages(ITypeSymbol? type) =>
        type is not null && type.SpecialType != SpecialType.System_String && (type is IArrayTypeSymbol || type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>An operand and what it is made of.</summary>
    private IEnumerable<(IOperation Part, bool IsText)> PartsOf(IOperation operand, int depth, bool isText)
    {
        var value = operand.Unwrap();
        if (DevelopmentOnly.Covers(value))
        {
            yield break;
        }

        yield return (value, isText);
        var becomesText = isText || TakesParts(value);
        foreach (var part in InnerParts(value, depth).SelectMany(inner => PartsOf(inner.Part, inner.Depth, becomesText)))
        {
            yield return part;
        }
    }

    /// <summary>Whether a value holds texts of its operands, or what the program took out of them, and not the operands as they are.</summary>
    private static bool TakesParts(IOperation value) => value switch
    {
        IInterpolatedStringOperation or IBinaryOperation => true,
        IInvocationOperation call => call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String || call.TargetMethod.Name == "Select",
        IObjectCreationOperation creation => creation.Type is { DeclaringSyntaxReferences.IsEmpty: false },
        _ => false,
    };

    private IEnumerable<(IOperation Part, int Depth)> InnerParts(IOperation value, int depth)
    {
        switch (value)
        {
            case ILocalReferenceOperation local:
                return depth < MaximumDepth && ConstantText.OnlyValueOf(local) is { } only ? [(only, depth + 1)] : [];
            case IMemberReferenceOperation or IThrowOperation or { Type.SpecialType: SpecialType.System_Boolean }:
                return [];
            case IAnonymousFunctionOperation lambda:
                return lambda.Body.DescendantsAndSelf().OfType<IReturnOperation>().Select(returned => returned.ReturnedValue).OfType<IOperation>().Select(part => (part, depth));
            case IInvocationOperation call when Transparent.Contains(call.TargetMethod.Name) && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty:
                return call.ChildOperations.Select(part => (part is IArgumentOperation argument ? argument.Value : part, depth));
            case IInvocationOperation call:
                return depth < MaximumDepth ? ReturnedBy(call.TargetMethod).Select(part => (part, depth + 1)) : [];
            case IConditionalOperation choice:
                return new[] { choice.WhenTrue, choice.WhenFalse }.OfType<IOperation>().Select(part => (part, depth));
            case IConditionalAccessOperation access:
                return [(access.WhenNotNull, depth)];
            case ISwitchExpressionOperation selection:
                return selection.Arms.Select(arm => (arm.Value, depth));
            case ISimpleAssignmentOperation assignment:
                return [(assignment.Value, depth)];
            case IArgumentOperation argument:
                return [(argument.Value, depth)];
            default:
                return value.ChildOperations.Select(part => (part, depth));
        }
    }

    private IEnumerable<IOperation> ReturnedBy(IMethodSymbol method) =>
        (method.IsStatic ? [method.OriginalDefinition] : airlock.Program.Hierarchy.AllTargetsOf(method))
            .Select(airlock.Declarations.BodyOf)
            .OfType<IOperation>()
            .SelectMany(body => CallReach.OperationsOf(body).OfType<IReturnOperation>().Where(returned => returned.IsOf(body)))
            .Select(returned => returned.ReturnedValue)
            .OfType<IOperation>();

    /// <summary>What a type, a container of it, or data of the program with such a property holds.</summary>
    private (FlowLabelKind Kind, string Name)? Find(ITypeSymbol type, int depth)
    {
        if (airlock.Internals.Find(type) is { } kind)
        {
            return (kind, type.Name);
        }

        return depth == MaximumDepth ? null : type switch
        {
            IArrayTypeSymbol array => Find(array.ElementType, depth + 1),
            INamedTypeSymbol { IsAnonymousType: true } anonymous => FindMember(anonymous, depth),
            INamedTypeSymbol { IsGenericType: true, DeclaringSyntaxReferences.IsEmpty: true } generic when IsContainer(generic) =>
                generic.TypeArguments.Select(argument => Find(argument, depth + 1)).FirstOrDefault(found => found is not null),
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } data when !IsException(data) => FindMember(data, depth),
            _ => null,
        };
    }

    private (FlowLabelKind Kind, string Name)? FindMember(INamedTypeSymbol type, int depth) =>
        type.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null }
                && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute"))
            .Select(property => Find(property.Type, depth + 1))
            .FirstOrDefault(found => found is not null);

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsContainer(INamedTypeSymbol type) =>
        type.Name is "Task" or "ValueTask" or "Nullable" or "ValueTuple" or "ActionResult" or "ClientResult" || type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal);
}
