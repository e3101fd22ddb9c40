using System.Collections.Concurrent;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>Where the program uses a symbol: reads or writes it, or calls it. Bodies are found by name, and each is bound once.</summary>
internal sealed class SymbolUses(AirlockContext airlock)
{
    private readonly ConcurrentDictionary<SyntaxNode, IOperation?> _bodies = [];

    /// <summary>The references to a variable, parameter, field or property, in the order of the program.</summary>
    public IEnumerable<IOperation> Of(ISymbol symbol) =>
        BodiesThatMayUse(symbol).SelectMany(body => body.DescendantsAndSelf()).Where(operation => SymbolEqualityComparer.Default.Equals(ReferredTo(operation), symbol.OriginalDefinition));

    /// <summary>The values that the program gives to a variable, field or property where it assigns to it; initial values apart.</summary>
    public IEnumerable<IOperation> AssignedTo(ISymbol symbol) => Of(symbol).Select(AssignedBy).OfType<IOperation>();

    /// <summary>The calls of a method or constructor of the program, or of the method of an interface or base class that it stands for.</summary>
    public IEnumerable<Call> CallsOf(IMethodSymbol method)
    {
        var declared = method.OriginalDefinition;
        foreach (var operation in BodiesThatMayCall(declared).SelectMany(body => body.DescendantsAndSelf()))
        {
            if (Call.From(operation) is { } call && (Declared(call.Method) is var target)
                && (SymbolEqualityComparer.Default.Equals(target, declared)
                    || (LastPart(target.Name) == LastPart(declared.Name) && airlock.Program.Hierarchy.AllTargetsOf(target).Contains(declared, SymbolEqualityComparer.Default))))
            {
                yield return call;
            }
        }
    }

    /// <summary>The bodies that mention a name.</summary>
    public IEnumerable<IOperation> BodiesMentioning(string name) => airlock.Program.Index.Mentioning(name).Select(Read).OfType<IOperation>();

    /// <summary>What an operation gives to the variable or member that it refers to, or null if it only reads it.</summary>
    public static IOperation? AssignedBy(IOperation reference) => reference switch
    {
        IVariableDeclaratorOperation declarator => declarator.GetVariableInitializer()?.Value,
        { Parent: ISimpleAssignmentOperation assignment } when assignment.Target == reference => assignment.Value,
        { Parent: ICoalesceAssignmentOperation assignment } when assignment.Target == reference => assignment.Value,
        _ => null,
    };

    /// <summary>The symbol that an operation reads, writes or declares, in its original definition.</summary>
    public static ISymbol? ReferredTo(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        IMemberReferenceOperation member => member.Member.OriginalDefinition,
        _ => null,
    };

    private static IMethodSymbol Declared(IMethodSymbol method) => (IMethodSymbol)CatalogLookup.Declaration(method);

    private IEnumerable<IOperation> BodiesThatMayUse(ISymbol symbol)
    {
        var isLocal = symbol is ILocalSymbol or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } };
        return isLocal
            ? CodeIndex.BodyAround(symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) is { } around && Read(around) is { } body ? [body] : []
            : BodiesMentioning(symbol.Name);
    }

    private IEnumerable<IOperation> BodiesThatMayCall(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => CodeIndex.BodyAround(method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) is { } around && Read(around) is { } body ? [body] : [],
        MethodKind.Constructor => airlock.Program.BodiesThatMayCreate(method.ContainingType).Select(Read).OfType<IOperation>(),
        MethodKind.AnonymousFunction => [],
        _ => BodiesMentioning(LastPart(method.Name)),
    };

    /// <summary>The name without the interface that an explicit implementation stands under.</summary>
    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private IOperation? Read(SyntaxNode body) => _bodies.GetOrAdd(body, node => airlock.Compilation.ContainsSyntaxTree(node.SyntaxTree) ? airlock.Declarations.Read(node) : null);
}
