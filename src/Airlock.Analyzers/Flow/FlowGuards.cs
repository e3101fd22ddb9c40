using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Which expressions a condition proves harmless where it has an outcome: equality with a constant, membership of a
/// constant collection, a narrow regular expression, a parse into a plain type, a test of each character. Everything
/// else (not null, not empty, a length, a prefix) proves nothing.
/// </summary>
internal sealed class FlowGuards(AirlockContext airlock, int depth)
{
    /// <summary>How many calls deep guards are looked for in the program's own methods.</summary>
    public const int MaximumDepth = 2;

    private static readonly HashSet<string> CharacterTests = new(StringComparer.Ordinal)
    {
        "IsLetter", "IsDigit", "IsLetterOrDigit", "IsNumber", "IsAsciiLetter", "IsAsciiDigit", "IsAsciiLetterOrDigit", "IsAsciiHexDigit",
        "IsAsciiLetterLower", "IsAsciiLetterUpper", "IsAsciiHexDigitLower", "IsAsciiHexDigitUpper",
    };

    /// <summary>What is harmless where the condition is <paramref name="outcome"/>.</summary>
    public IEnumerable<ProvenPart> Proven(IOperation condition, bool outcome, LocalFacts locals)
    {
        switch (condition.Unwrap())
        {
            case IAwaitOperation awaited:
                return Proven(awaited.Operation, outcome, locals);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation:
                return Proven(negation.Operand, !outcome, locals);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both when outcome:
                return Proven(both.LeftOperand, true, locals).Concat(Proven(both.RightOperand, true, locals));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } neither when !outcome:
                return Proven(neither.LeftOperand, false, locals).Concat(Proven(neither.RightOperand, false, locals));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return ProvenByEquality(equals, outcome, locals);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return ProvenByEquality(differs, !outcome, locals);
            case IBinaryOperation binary:
                return (outcome ? Everywhere(ProvenByIndex(binary, locals)) : []).Concat(ValueGuards.ProvenByRange(binary));
            case IIsPatternOperation pattern:
                return (IsConstantPattern(pattern.Pattern, outcome) ? Everywhere([pattern.Value]) : []).Concat(ValueGuards.ProvenByRange(pattern));
            case IPropertyReferenceOperation property when outcome:
                return ValueGuards.ProvenByResult(property, airlock.Catalog, locals);
            case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local when locals.ValueOf(local.Local) is { } value:
                return Proven(value, outcome, locals);
            case IInvocationOperation call:
                return ProvenByMethod(call, outcome)
                    .Concat(ProvenByPattern(call, outcome, locals))
                    .Concat(outcome ? AllowLists.ProvenHosts(call) : [])
                    .Concat(PathGuards.Proven(call, outcome, locals))
                    .Concat(outcome ? Everywhere(ProvenByCall(call, locals)).Concat(ValueGuards.ProvenByCall(call, airlock.Catalog)) : []);
            default:
                return [];
        }
    }

    /// <summary>Whether what a call of a regular expression gives back is made of harmless characters only.</summary>
    public bool IsNarrowResult(IInvocationOperation call, LocalFacts locals) =>
        call.TargetMethod.Name is "Match" or "Matches" or "Replace" && IsRegex(call.TargetMethod.ContainingType) && airlock.Patterns.IsNarrowResult(call, locals);

    /// <summary>Whether a predicate is true for harmless elements only: a lambda that tests, <c>allowed.Contains</c>, <c>char.IsLetter</c>.</summary>
    public bool IsHarmlessFilter(IOperation predicate, LocalFacts locals)
    {
        var target = predicate.Unwrap() is IDelegateCreationOperation creation ? creation.Target : predicate.Unwrap();
        if (target is IMethodReferenceOperation reference)
        {
            return IsCharacterTest(reference.Method)
                || (reference.Method.Name == "Contains" && IsConstantCollection(reference.Instance, locals))
                || FactsOf(reference.Method).WhenTrue.Any(fact => fact is { Parameter: 0, Category: null });
        }

        return Predicate(predicate, locals) is { } lambda
            && (IsCharacterTest(predicate, locals)
                || Proven(lambda.Body, outcome: true, locals).Any(proven => proven.Category is null
                    && proven.Operation.Unwrap() is IParameterReferenceOperation parameter && SymbolEqualityComparer.Default.Equals(parameter.Parameter, lambda.Parameter)));
    }

    private IEnumerable<ProvenPart> ProvenByPattern(IInvocationOperation call, bool outcome, LocalFacts locals) =>
        call.TargetMethod.Name == "IsMatch" && IsRegex(call.TargetMethod.ContainingType) && airlock.Patterns.IsGuard(call, outcome, locals) && call.Argument(0) is { } input
            ? Everywhere([input])
            : [];

    /// <summary>What a method of the program proves of its arguments.</summary>
    public MethodFacts FactsOf(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, airlock.Compilation.Assembly)
            ? airlock.Program.Facts((method.ReducedFrom ?? method).OriginalDefinition, depth)
            : MethodFacts.None;

    private IEnumerable<ProvenPart> ProvenByMethod(IInvocationOperation call, bool outcome)
    {
        var facts = FactsOf(call.TargetMethod);
        foreach (var fact in outcome ? facts.WhenTrue : facts.WhenFalse)
        {
            if (call.Argument(fact.Parameter) is { } argument)
            {
                yield return new ProvenPart(argument, fact.Category);
            }
        }
    }

    private static IEnumerable<ProvenPart> Everywhere(IEnumerable<IOperation> operations) => operations.Select(operation => new ProvenPart(operation, null));

    private IEnumerable<ProvenPart> ProvenByEquality(IBinaryOperation comparison, bool equal, LocalFacts locals)
    {
        var (left, right) = (comparison.LeftOperand.Unwrap(), comparison.RightOperand.Unwrap());
        if (right.ConstantValue is { HasValue: true, Value: bool expected })
        {
            return Proven(left, equal == expected, locals);
        }

        // An index other than -1 says that the element was found.
        if (!equal && right.ConstantValue is { HasValue: true, Value: -1 })
        {
            return Everywhere(ProvenBySearch(left, locals));
        }

        return !equal ? [] : IsTrusted(right, locals) ? Everywhere([left]) : IsTrusted(left, locals) ? Everywhere([right]) : AllowLists.ProvenHosts(left, right);
    }

    private IEnumerable<IOperation> ProvenByIndex(IBinaryOperation comparison, LocalFacts locals) =>
        (comparison.OperatorKind, comparison.RightOperand.ConstantValue.Value) is
            (BinaryOperatorKind.GreaterThanOrEqual, 0) or (BinaryOperatorKind.GreaterThan, -1)
            ? ProvenBySearch(comparison.LeftOperand, locals)
            : [];

    private IEnumerable<IOperation> ProvenBySearch(IOperation operation, LocalFacts locals)
    {
        if (operation.Unwrap() is not IInvocationOperation { TargetMethod.Name: "IndexOf" or "BinarySearch" } call)
        {
            return [];
        }

        var (collection, element) = call.Instance is null ? (call.Argument(0), call.Argument(1)) : (call.Instance, call.Argument(0));
        return element is not null && IsConstantCollection(collection, locals) ? [element] : [];
    }

    private IEnumerable<IOperation> ProvenByCall(IInvocationOperation call, LocalFacts locals)
    {
        var method = call.TargetMethod;
        var (receiver, first) = call.Instance is null ? (call.Argument(0), call.Argument(1)) : (call.Instance, call.Argument(0));
        switch (method.Name)
        {
            case "Contains" or "ContainsKey" or "TryGetValue" when IsConstantCollection(receiver, locals) || AllowLists.IsNamed(receiver):
                return first is null ? [] : [first];
            case "Equals" or "SequenceEqual" when receiver is not null && first is not null:
                return IsTrusted(first, locals) ? [receiver] : IsTrusted(receiver, locals) ? [first] : [];
            case "Any" or "Exists" when IsConstantCollection(receiver, locals) && Predicate(first, locals) is { } predicate:
                return ComparedWith(predicate.Parameter, predicate.Body);
            case "IsDefined" when method.ContainingType.SpecialType == SpecialType.System_Enum:
                return call.Arguments.Select(argument => argument.Value);
            case "All" or "TrueForAll" when receiver is not null && first is not null && (IsCharacterTest(first, locals) || IsHarmlessFilter(first, locals)):
                return [receiver];
            default:
                return ProvenByParse(call);
        }
    }

    /// <summary>A text that parses as a number, a Guid or a date holds nothing else.</summary>
    private IEnumerable<IOperation> ProvenByParse(IInvocationOperation call)
    {
        if (call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean)
        {
            yield break;
        }

        foreach (var row in airlock.Catalog.Find(CatalogTable.Sanitizers, call.TargetMethod))
        {
            foreach (var parameter in row.Kind == "typed-parse" ? row.Parameters("value") : [])
            {
                if (call.Argument(parameter.Index) is { } value)
                {
                    yield return value;
                }
            }
        }
    }

    /// <summary>A constant, or what the program's author named as allowed.</summary>
    private bool IsTrusted(IOperation operation, LocalFacts locals) => IsFixed(operation.Unwrap(), locals) || AllowLists.IsNamed(operation);

    private bool IsFixed(IOperation operation, LocalFacts locals) =>
        operation.ConstantValue.HasValue
        || operation switch
        {
            IFieldReferenceOperation field => airlock.Declarations.ValueOf(field.Field)?.ConstantValue.HasValue ?? false,
            ILocalReferenceOperation local => locals.ValueOf(local.Local)?.ConstantValue.HasValue ?? false,
            _ => false,
        };

    /// <summary>A set of texts; a text also contains characters, which says nothing.</summary>
    private bool IsConstantCollection(IOperation? collection, LocalFacts locals) =>
        collection is not null
        && collection.Unwrap().Type is { SpecialType: not SpecialType.System_String }
        && airlock.Collections.IsConstant(collection, locals);

    /// <summary>Whether a pattern leaves only constants where it matched, or where it did not.</summary>
    public static bool IsConstantPattern(IPatternOperation pattern, bool matched) => pattern switch
    {
        IConstantPatternOperation => matched,
        INegatedPatternOperation negated => IsConstantPattern(negated.Pattern, !matched),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either =>
            matched
                ? IsConstantPattern(either.LeftPattern, true) && IsConstantPattern(either.RightPattern, true)
                : IsConstantPattern(either.LeftPattern, false) || IsConstantPattern(either.RightPattern, false),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            matched
                ? IsConstantPattern(both.LeftPattern, true) || IsConstantPattern(both.RightPattern, true)
                : IsConstantPattern(both.LeftPattern, false) && IsConstantPattern(both.RightPattern, false),
        _ => false,
    };

    private static bool IsRegex(ITypeSymbol type) => type.ToDisplayString() == "System.Text.RegularExpressions.Regex";

    /// <summary>The parameter and the result of a lambda that is one expression.</summary>
    private static (IParameterSymbol Parameter, IOperation Body)? Predicate(IOperation? argument, LocalFacts locals)
    {
        var function = argument?.Unwrap() is IDelegateCreationOperation creation ? creation.Target : argument;
        return function is not null && locals.FunctionAt(function.Syntax) is { Symbol.Parameters.IsEmpty: false } lambda && LocalFacts.ExpressionOf(lambda) is { } body
            ? (lambda.Symbol.Parameters[0], body)
            : null;
    }

    private static IEnumerable<IOperation> ComparedWith(IParameterSymbol parameter, IOperation body)
    {
        var (left, right) = body.Unwrap() switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => (equals.LeftOperand, equals.RightOperand),
            IInvocationOperation { TargetMethod.Name: "Equals" } call => call.Instance is null
                ? (call.Argument(0), call.Argument(1))
                : (call.Instance, call.Argument(0)),
            _ => default((IOperation?, IOperation?)),
        };
        return IsParameter(left) && right is not null ? [right] : IsParameter(right) && left is not null ? [left] : [];

        bool IsParameter(IOperation? operation) =>
            operation?.Unwrap() is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);
    }

    /// <summary><c>char.IsLetterOrDigit</c>, or a lambda that combines such tests with harmless signs.</summary>
    private static bool IsCharacterTest(IOperation argument, LocalFacts locals)
    {
        if (argument.Unwrap() is IDelegateCreationOperation { Target: IMethodReferenceOperation reference })
        {
            return IsCharacterTest(reference.Method);
        }

        return Predicate(argument, locals) is { } predicate && predicate.Body.DescendantsAndSelf().All(part => part switch
        {
            IInvocationOperation call => IsCharacterTest(call.TargetMethod),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => equals.RightOperand.Unwrap().ConstantValue.Value is '-' or '_' or '.',
            IIsPatternOperation pattern => pattern.Pattern.DescendantsAndSelf().OfType<IConstantPatternOperation>()
                .All(constant => constant.Value.ConstantValue.Value is '-' or '_' or '.'),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or INegatedPatternOperation or IRelationalPatternOperation => false,
            IBinaryOperation { OperatorKind: not BinaryOperatorKind.ConditionalOr and not BinaryOperatorKind.ConditionalAnd } => false,
            _ => true,
        });
    }

    private static bool IsCharacterTest(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_Char && CharacterTests.Contains(method.Name);
}
