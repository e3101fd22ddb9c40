using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>
/// Where in the program members are called or set, looked up by their names: only bodies that mention a name are read. It serves
/// the questions about an application as a whole, whose answers stand in its start-up code.
/// </summary>
internal sealed class ProgramCalls(AirlockContext airlock)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<IInvocationOperation>> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<IAssignmentOperation>> _settings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IInvocationOperation>> _callers = new(SymbolEqualityComparer.Default);

    /// <summary>The calls of methods of a name, in the order of the program.</summary>
    public ImmutableArray<IInvocationOperation> Named(string name) => _calls.TryGetValue(name, out var known) ? known : _calls.GetOrAdd(name,
    [
        .. OperationsMentioning(name).OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == name),
    ]);

    /// <summary>The calls of methods of these names.</summary>
    public IEnumerable<IInvocationOperation> Named(params string[] names) => names.SelectMany(name => Named(name));

    /// <summary>
    /// The calls of methods of these names in bodies that mention another name too: for names that stand everywhere, as <c>Add</c>,
    /// which would have most of the program bound.
    /// </summary>
    public IEnumerable<IInvocationOperation> NamedBeside(string mention, params string[] names) =>
        OperationsMentioning(mention).OfType<IInvocationOperation>().Where(call => Array.IndexOf(names, call.TargetMethod.Name) >= 0);

    /// <summary>The assignments to properties of a name.</summary>
    public ImmutableArray<IAssignmentOperation> Setting(string name) => _settings.TryGetValue(name, out var known) ? known : _settings.GetOrAdd(name,
    [
        .. OperationsMentioning(name).OfType<IAssignmentOperation>().Where(assignment => assignment.Target is IPropertyReferenceOperation property && property.Property.Name == name),
    ]);

    /// <summary>The operations of every body that mentions a name.</summary>
    public IEnumerable<IOperation> OperationsMentioning(string name) =>
        airlock.Uses.BodiesMentioning(name).SelectMany(body => body.DescendantsAndSelf());

    /// <summary>The calls that run a method of the program, also by the interface or base method that it stands for.</summary>
    public ImmutableArray<IInvocationOperation> Of(IMethodSymbol method)
    {
        var declared = (IMethodSymbol)CatalogLookup.Declaration(method);
        return _callers.TryGetValue(declared, out var known) ? known : _callers.GetOrAdd(declared, [.. airlock.Uses.CallsOf(declared).Select(call => call.Operation).OfType<IInvocationOperation>()]);
    }
}
