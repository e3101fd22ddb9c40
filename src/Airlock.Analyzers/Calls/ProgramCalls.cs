using System.Collections.Concurrent;
using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
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

    /// <summary>The assignments to properties of a name.</summary>
    public ImmutableArray<IAssignmentOperation> Setting(string name) => _settings.TryGetValue(name, out var known) ? known : _settings.GetOrAdd(name,
    [
        .. OperationsMentioning(name).OfType<IAssignmentOperation>().Where(assignment => assignment.Target is IPropertyReferenceOperation property && property.Property.Name == name),
    ]);

    /// <summary>The operations of every body that mentions a name.</summary>
    public IEnumerable<IOperation> OperationsMentioning(string name) =>
        airlock.Program.Index.Mentioning(name).Select(airlock.Declarations.Read).OfType<IOperation>().SelectMany(body => body.DescendantsAndSelf());

    /// <summary>The calls that run a method of the program, also by the interface or base method that it stands for.</summary>
    public ImmutableArray<IInvocationOperation> Of(IMethodSymbol method)
    {
        var declared = (IMethodSymbol)CatalogLookup.Declaration(method);
        return _callers.TryGetValue(declared, out var known) ? known : _callers.GetOrAdd(declared, [.. CallsOf(declared)]);
    }

    private IEnumerable<IInvocationOperation> CallsOf(IMethodSymbol method)
    {
        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        return method.MethodKind == MethodKind.AnonymousFunction ? [] : Named(name).Where(call =>
            CatalogLookup.Declaration(call.TargetMethod) is IMethodSymbol target
            && (SymbolEqualityComparer.Default.Equals(target, method) || airlock.Program.Hierarchy.AllTargetsOf(target).Contains(method, SymbolEqualityComparer.Default)));
    }
}
