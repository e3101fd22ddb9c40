using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>
/// One step back from an expression: the expressions of the program whose value it has as it is, whatever body they stand in. What follows
/// values over several steps keeps the symbols that it has entered, so that it never goes in circles.
/// </summary>
internal sealed class ValueOrigins(AirlockContext airlock)
{
    private static readonly IOperation?[] NotWritten = [null];

    /// <summary>
    /// Where a value comes from: the branches of a choice, what is assigned to a variable or member, what callers give to a parameter, what a
    /// method of the program returns. Null stands for a value that is not written as an expression. None if the expression makes its value itself.
    /// </summary>
    public IEnumerable<IOperation?> Of(IOperation operation) => operation switch
    {
        ICoalesceOperation coalesce => [coalesce.Value, coalesce.WhenNull],
        IConditionalOperation choice => [choice.WhenTrue, choice.WhenFalse],
        ISwitchExpressionOperation choice => choice.Arms.Select(arm => arm.Value),
        IConditionalAccessOperation access => [access.WhenNotNull],
        IAwaitOperation awaited => [awaited.Operation],
        ILocalReferenceOperation { Local: var local } => AssignedTo(local, operation),
        IParameterReferenceOperation { Parameter: var parameter } => GivenTo(parameter),
        IFieldReferenceOperation { Field: var field } => GivenTo(field),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => GivenTo(property),
        IInvocationOperation call when airlock.Declarations.BodyOf(call.TargetMethod) is { } body => Returned(body).Select(value => value?.Unwrap() is IParameterReferenceOperation given ? GivenBy(call, given) : value),
        _ => [],
    };

    /// <summary>The variable, member or method of the program that stands between an expression and its origins; null if nothing does.</summary>
    public ISymbol? HolderOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter.OriginalDefinition,
        IFieldReferenceOperation { Field: var field } when IsOfProgram(field) => field.OriginalDefinition,
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } when IsOfProgram(property) => property.OriginalDefinition,
        IInvocationOperation { TargetMethod: var method } when airlock.Declarations.BodyOf(method) is not null => method.OriginalDefinition,
        _ => null,
    };

    private static IEnumerable<IOperation?> AssignedTo(ILocalSymbol local, IOperation reference) =>
        reference.Root().Descendants()
            .Where(use => SymbolEqualityComparer.Default.Equals(SymbolUses.ReferredTo(use), local))
            .SelectMany(use => SymbolUses.AssignedBy(use) is { } value ? [value] : EachOf(use) ?? (IsChanged(use) ? NotWritten : []));

    /// <summary>The elements that a loop goes through, if an operation declares its variable and they are written in place.</summary>
    private static IEnumerable<IOperation?>? EachOf(IOperation use) => use is IVariableDeclaratorOperation { Parent: IForEachLoopOperation loop }
        ? loop.Collection.Unwrap() switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => NotWritten,
        }
        : null;

    /// <summary>Whether a variable is changed by something else than an assignment of a value, as by <c>+=</c> or as an <c>out</c> argument.</summary>
    private static bool IsChanged(IOperation use) => use.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == use,
        IArgumentOperation argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out },
        IDeclarationExpressionOperation or ITupleOperation => true,
        _ => false,
    };

    /// <summary>Whether other assemblies may call a method, and give its parameters what is not written here.</summary>
    public bool IsCalledByOthers(IMethodSymbol method)
    {
        if (airlock.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary)
        {
            return false;
        }

        for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What the program's own calls hand to a parameter, and what is assigned to it; and what it has by default, unless every call that is known gives it something
    /// else and nobody else can call.
    /// </summary>
    private IEnumerable<IOperation?> GivenTo(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return [];
        }

        var calls = airlock.Uses.CallsOf(method).Select(call => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)).ToList();
        var given = calls.Where(argument => argument is { ArgumentKind: not ArgumentKind.DefaultValue }).Select(argument => argument!.Value).ToList();
        var isDefault = calls.Count == 0 || given.Count < calls.Count || IsCalledByOthers(method);
        return given.Concat(airlock.Uses.AssignedTo(parameter)).Concat(isDefault && airlock.Declarations.InitialValueOf(parameter) is { } initial ? [initial] : []);
    }

    /// <summary>What a field or property is at first, and what is assigned to it anywhere.</summary>
    private IEnumerable<IOperation?> GivenTo(ISymbol member)
    {
        if (!IsOfProgram(member))
        {
            return [];
        }

        // A property of a record that stands in its parameter list is given what the constructor is given.
        var positional = member is not IPropertySymbol ? null : member.ContainingType.InstanceConstructors
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(parameter => parameter.DeclaringSyntaxReferences.Any(declared => member.DeclaringSyntaxReferences.Any(own => own.Span == declared.Span && own.SyntaxTree == declared.SyntaxTree)));
        return (airlock.Declarations.InitialValueOf(member) is { } initial ? [initial] : Array.Empty<IOperation>())
            .Concat(airlock.Uses.AssignedTo(member)).Concat(positional is null ? [] : GivenTo(positional));
    }

    private bool IsOfProgram(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, airlock.Compilation.Assembly);

    /// <summary>
    /// A method that returns what it is given, as one that checks its argument, returns what this call gives, and not what others do; the reference itself if the
    /// parameter is not the method's, or is changed there.
    /// </summary>
    private IOperation GivenBy(IInvocationOperation call, IParameterReferenceOperation reference) =>
        SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol.OriginalDefinition, call.TargetMethod.OriginalDefinition) && !airlock.Uses.AssignedTo(reference.Parameter).Any()
            && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == reference.Parameter.Ordinal) is { } given
            ? given.Value
            : reference;

    private static IEnumerable<IOperation?> Returned(IOperation body) =>
        CallReach.OperationsOf(body).OfType<IReturnOperation>().Select(returned => returned.ReturnedValue);
}
