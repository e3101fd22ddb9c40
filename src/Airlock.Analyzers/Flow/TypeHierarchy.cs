using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>Which methods of the program may run where a virtual method or an interface's is called.</summary>
internal sealed class TypeHierarchy
{
    private static readonly string[] MediatorNames = ["Mediator", "Sender", "Dispatcher", "CommandBus", "QueryBus", "MessageBus"];

    private readonly Compilation _compilation;
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _targets = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IMethodSymbol>> _handlers = new(SymbolEqualityComparer.Default);

    /// <summary>Reads the types that the program declares.</summary>
    public TypeHierarchy(Compilation compilation)
    {
        _compilation = compilation;
        ReadTypes(compilation.Assembly.GlobalNamespace);
    }

    /// <summary>
    /// The methods that may run, in the order of the program; the one that is named among them if it has a body. What
    /// everything implements (<c>ToString</c>, <c>IDisposable</c>) is not followed, because it leads nowhere.
    /// </summary>
    public ImmutableArray<IMethodSymbol> TargetsOf(IMethodSymbol method, bool isVirtual)
    {
        var declared = method.OriginalDefinition;
        return !isVirtual || !IsReplaceable(declared) ? [declared]
            : !IsCommon(declared.ContainingType) ? AllTargetsOf(declared)
            : declared.IsAbstract ? [] : [declared];
    }

    /// <summary>The methods that may run, also those of what everything implements.</summary>
    public ImmutableArray<IMethodSymbol> AllTargetsOf(IMethodSymbol method) =>
        IsReplaceable(method.OriginalDefinition) ? _targets.GetOrAdd(method.OriginalDefinition, FindTargets) : [method.OriginalDefinition];

    /// <summary>
    /// The methods of the program that a mediator calls with the message it is given: those of types that implement a generic interface
    /// over the message's type. None for any other call.
    /// </summary>
    public IEnumerable<IMethodSymbol> HandlersOf(IInvocationOperation call) =>
        IsMediator(call.TargetMethod) && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == (call.TargetMethod.IsExtensionMethod ? 1 : 0))?.Value.Unwrap().Type is INamedTypeSymbol message && IsOurs(message)
            ? _handlers.GetOrAdd(message.OriginalDefinition, FindHandlers)
            : [];

    private static bool IsMediator(IMethodSymbol method) =>
        method.Name is "Send" or "SendAsync" or "InvokeAsync" or "Dispatch" or "DispatchAsync" or "CreateStream" or "Query" or "QueryAsync" or "Execute" or "ExecuteAsync"
        && method.ContainingType is { TypeKind: TypeKind.Interface or TypeKind.Class, Name: var name }
        && MediatorNames.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    private ImmutableArray<IMethodSymbol> FindHandlers(INamedTypeSymbol message) =>
    [
        .. from types in _derived
           where types.Key is { TypeKind: TypeKind.Interface, IsGenericType: true }
           from type in types.Value
           from contract in type.AllInterfaces
           where SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, types.Key) && contract.TypeArguments.Contains(message, SymbolEqualityComparer.Default)
           from member in contract.GetMembers().OfType<IMethodSymbol>()
           where member.Parameters.Length > 0 && SymbolEqualityComparer.Default.Equals(member.Parameters[0].Type, message)
           select type.FindImplementationForInterfaceMember(member) as IMethodSymbol into handler
           where handler is not null
           select handler.OriginalDefinition,
    ];

    /// <summary>
    /// Whether a method may run for a receiver of a type: one that handles a message of one type does not run for a handler of another.
    /// </summary>
    public bool MayServe(IMethodSymbol target, INamedTypeSymbol receiver) =>
        !receiver.IsGenericType || receiver.TypeArguments.Any(argument => argument is ITypeParameterSymbol) || target.ContainingType.IsGenericType
        || SymbolEqualityComparer.Default.Equals(target.ContainingType, receiver) || Serves(target.ContainingType, receiver)
        || (_derived.TryGetValue(target.ContainingType, out var derived) && derived.Any(type => Serves(type, receiver)));

    private static bool Serves(INamedTypeSymbol type, INamedTypeSymbol receiver)
    {
        if (receiver.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Contains(receiver, SymbolEqualityComparer.Default);
        }

        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(above, receiver))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReplaceable(IMethodSymbol method) =>
        method.IsVirtual || method.IsAbstract || method.IsOverride || method.ContainingType?.TypeKind == TypeKind.Interface;

    private ImmutableArray<IMethodSymbol> FindTargets(IMethodSymbol method)
    {
        var targets = ImmutableArray.CreateBuilder<IMethodSymbol>();
        if (!method.IsAbstract)
        {
            targets.Add(method);
        }

        foreach (var type in _derived.TryGetValue(method.ContainingType.OriginalDefinition, out var derived) ? derived : [])
        {
            var target = method.ContainingType.TypeKind == TypeKind.Interface ? ImplementationIn(type, method) : OverrideIn(type, method);
            if (target is not null && !targets.Contains(target.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                targets.Add(target.OriginalDefinition);
            }
        }

        return targets.ToImmutable();
    }

    private static IMethodSymbol? ImplementationIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, method.ContainingType.OriginalDefinition)
                && contract.GetMembers(method.Name).FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method)) is { } member
                && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
            {
                return implementation;
            }
        }

        return null;
    }

    private static IMethodSymbol? OverrideIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            for (var overridden = candidate.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private void ReadTypes(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol space:
                    ReadTypes(space);
                    break;
                case INamedTypeSymbol type:
                    ReadType(type);
                    ReadTypes(type);
                    break;
            }
        }
    }

    private void ReadType(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return;
        }

        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            Add(above, type);
        }

        foreach (var contract in type.AllInterfaces)
        {
            Add(contract, type);
        }
    }

    private void Add(INamedTypeSymbol above, INamedTypeSymbol type)
    {
        if (!_derived.TryGetValue(above.OriginalDefinition, out var derived))
        {
            _derived.Add(above.OriginalDefinition, derived = []);
        }

        derived.Add(type);
    }

    private bool IsCommon(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface ? !IsOurs(type) && IsSystem(type) : type.SpecialType != SpecialType.None;

    private bool IsOurs(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly);

    private static bool IsSystem(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }
}
