using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// What an executable block says before it is lowered to a graph: the values of locals that are written once, and the
/// bodies of its lambdas.
/// </summary>
internal sealed class LocalFacts
{
    private readonly Dictionary<ILocalSymbol, IOperation?> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, IAnonymousFunctionOperation> _functions = [];
    private readonly Dictionary<SyntaxNode, IOperation> _returned = [];
    private readonly Dictionary<SyntaxNode, IInvocationOperation> _calls = [];
    private readonly List<(string Property, string Value, SyntaxNode? Function)> _assigned = [];

    /// <summary>Reads a block.</summary>
    /// <param name="root">The block as it is written, before it is lowered to a graph.</param>
    public LocalFacts(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                    Add(declarator.Symbol, initializer.Value);
                    break;
                case IReturnOperation { ReturnedValue: { } returned }:
                    _returned[returned.Syntax] = returned;
                    break;
                case IInvocationOperation call:
                    _calls[call.Syntax] = call;
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } setting when setting.Value.ConstantText() is { } text:
                    _assigned.Add((property.Property.Name, text, FunctionAround(setting.Syntax)));
                    break;
                case IAnonymousFunctionOperation function:
                    _functions[function.Syntax] = function;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    Add(target.Local, assignment.Value);
                    break;
                case ILocalReferenceOperation { Parent: IArgumentOperation { Parameter.RefKind: not RefKind.None and not RefKind.In } } reference:
                    Add(reference.Local, null);
                    break;
                case ILocalReferenceOperation reference when GrowsBy(reference):
                    Add(reference.Local, null);
                    break;
                case ILocalReferenceOperation { Parent: ICompoundAssignmentOperation or IIncrementOrDecrementOperation or ICoalesceAssignmentOperation or ITupleOperation } reference
                    when IsTarget(reference):
                    Add(reference.Local, null);
                    break;
            }
        }
    }

    /// <summary>The one value that the local ever gets, or null if there are several or none is seen.</summary>
    public IOperation? ValueOf(ILocalSymbol local) => _values.TryGetValue(local, out var value) ? value : null;

    /// <summary>The other locals that hold the same object because one was set to the other and neither is set again.</summary>
    public IEnumerable<ILocalSymbol> AliasesOf(ILocalSymbol local) => AliasesOf(local, local.Type.IsReferenceType);

    private IEnumerable<ILocalSymbol> AliasesOf(ILocalSymbol local, bool isReference)
    {
        if (!isReference || local.Type.SpecialType == SpecialType.System_String)
        {
            yield break;
        }

        foreach (var pair in _values)
        {
            if (pair.Value?.Unwrap() is ILocalReferenceOperation { Local: var original })
            {
                if (SymbolEqualityComparer.Default.Equals(original, local))
                {
                    yield return pair.Key;
                }
                else if (SymbolEqualityComparer.Default.Equals(pair.Key, local))
                {
                    yield return original;
                }
            }
        }
    }

    /// <summary>The lambda that is written at a place, or null.</summary>
    public IAnonymousFunctionOperation? FunctionAt(SyntaxNode syntax) => _functions.TryGetValue(syntax, out var function) ? function : null;

    /// <summary>The value that is returned at a place, as it is written; null if none is.</summary>
    public IOperation? ReturnedAt(SyntaxNode syntax) => _returned.TryGetValue(syntax, out var value) ? value : null;

    /// <summary>The call that is written at a place, before it is lowered; null if none is.</summary>
    public IInvocationOperation? CallAt(SyntaxNode syntax) => _calls.TryGetValue(syntax, out var call) ? call : null;

    /// <summary>Whether a property of that name is set, on whatever object but in the same function, to a text that begins with another.</summary>
    public bool Assigns(string property, string prefix, SyntaxNode place) =>
        _assigned.Any(assigned => assigned.Property == property && assigned.Function == FunctionAround(place) && assigned.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The expression that a lambda returns, or null if it does more than that.</summary>
    public static IOperation? ExpressionOf(IAnonymousFunctionOperation function) =>
        function.Body.Operations.Length == 1 && function.Body.Operations[0] is IReturnOperation { ReturnedValue: { } value } ? value : null;

    private static SyntaxNode? FunctionAround(SyntaxNode place) =>
        place.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    private void Add(ILocalSymbol local, IOperation? value) => _values[local] = _values.ContainsKey(local) ? null : value;

    /// <summary>Whether an element is put into the collection that a local holds.</summary>
    private static bool GrowsBy(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference
            && (call.TargetMethod.Name is "TryAdd" or "Insert" or "InsertRange" or "UnionWith" or "Push" or "Enqueue" || call.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal)),
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } element => assignment.Target == element,
        IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation assignment } element => assignment.Target == element && element.ArrayReference == reference,
        _ => false,
    };

    private static bool IsTarget(IOperation reference) => reference.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == reference,
        ICoalesceAssignmentOperation coalesce => coalesce.Target == reference,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        ITupleOperation => false,
        _ => true,
    };
}
