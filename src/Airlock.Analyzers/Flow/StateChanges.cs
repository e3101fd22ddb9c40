using System.Collections.Concurrent;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Flow;

/// <summary>
/// Calls that change something outside the process for good, as sinks: of the objects that they are given (AIR1011), and of
/// the condition that they are made under (AIR1010).
/// </summary>
internal sealed class StateChanges(AirlockContext airlock)
{
    /// <summary>The row that stands for a call which is given what it changes.</summary>
    public static readonly CatalogRow Change = new("", "state-change", "", "");

    /// <summary>The row that stands for a call which is made or not.</summary>
    public static readonly CatalogRow Decision = new("", "authz-decision", "", "");

    /// <summary>The role of what a call is given.</summary>
    public const string ValueRole = "value";

    /// <summary>The role of the condition that a call is made under.</summary>
    public const string ConditionRole = "condition";

    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal) { "delete", "pay", "grant", "send", "sql", "sql-query", "save", "stop" };

    private static readonly HashSet<string> Deciding = new(StringComparer.Ordinal) { "delete", "pay", "grant" };

    private readonly DestructiveCalls _calls = new(airlock);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayChange = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a call of the method may be one; asked of every call, so that only a body with one is looked at.</summary>
    public bool MayChange(IMethodSymbol method) => _mayChange.GetOrAdd(method.OriginalDefinition, FindMayChange);

    /// <summary>Whether a call changes something with what it is given.</summary>
    public bool TakesValues(IInvocationOperation call, IOperation body) =>
        MayChange(call.TargetMethod) && _calls.KindOf(call, body, "") is { } kind && Changing.Contains(kind);

    /// <summary>Whether a call is an act that nobody may be talked into: a payment, a deletion, a right.</summary>
    public bool IsDecided(IInvocationOperation call, IOperation body) =>
        airlock.Catalog.Find(CatalogTable.Sinks, call.TargetMethod).Any(row => row.Kind == Decision.Kind)
        || (MayChange(call.TargetMethod) && (_calls.KindOf(call, body, "") ?? KindByName(call.TargetMethod)) is { } kind && Deciding.Contains(kind));

    private bool FindMayChange(IMethodSymbol method) =>
        airlock.Catalog.Contains(CatalogTable.DestructiveCalls, method) || KindByName(method) is not null;

    private string? KindByName(IMethodSymbol method)
    {
        var isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, airlock.Compilation.Assembly);
        return method.MethodKind is MethodKind.Ordinary && (isOwn || !DestructiveCalls.IsFramework(method.ContainingAssembly?.Name ?? "mscorlib")) ? ToolWords.EffectOf(method, isOwn) : null;
    }
}
