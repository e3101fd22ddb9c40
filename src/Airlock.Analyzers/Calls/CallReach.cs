using System.Collections.Immutable;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>An operation that a body runs, itself or through methods of the compilation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Body">The body that holds it.</param>
/// <param name="Way">The calls that lead from the first body to this one, in their order.</param>
internal readonly record struct ReachedOperation(IOperation Operation, IOperation Body, ImmutableArray<IOperation> Way);

/// <summary>What a body runs through calls, at any depth, as far as the compilation holds the methods.</summary>
internal sealed class CallReach(DeclaredOperations declarations, Func<TypeHierarchy> hierarchy)
{
    // A bound for code that leads nearly everywhere; real tools stay far below it.
    private const int MaximumBodies = 400;

    /// <summary>The operations of a body and of what it calls, nearest first. Each method is read once.</summary>
    /// <param name="body">The body to start from.</param>
    /// <param name="isFollowed">Whether a call in a body is followed; all are, if it is left out.</param>
    public IEnumerable<ReachedOperation> From(IOperation body, Func<IOperation, IOperation, bool>? isFollowed = null)
    {
        var entered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<(IOperation Body, ImmutableArray<IOperation> Way)>();
        waiting.Enqueue((body, []));
        for (var read = 0; waiting.Count > 0 && read < MaximumBodies; read++)
        {
            var (current, way) = waiting.Dequeue();
            foreach (var operation in OperationsOf(current))
            {
                yield return new ReachedOperation(operation, current, way);
                foreach (var callee in Callees(operation))
                {
                    if (!entered.Contains(callee) && BodyOf(callee) is { } next && isFollowed?.Invoke(operation, current) != false)
                    {
                        entered.Add(callee);
                        waiting.Enqueue((next, way.Add(operation)));
                    }
                }
            }
        }
    }

    /// <summary>The operations of what a call runs, as far as the compilation holds it.</summary>
    public IEnumerable<ReachedOperation> FromCall(IInvocationOperation call) =>
        Targets(call.TargetMethod).Select(BodyOf).OfType<IOperation>().SelectMany(body => From(body));

    /// <summary>Whether the compilation does not hold what a call of the method runs.</summary>
    public bool IsOpen(IMethodSymbol method) => Targets(method).All(target => BodyOf(target) is null);

    /// <summary>The operations of a body with its lambdas; a local function counts where it is called.</summary>
    public static IEnumerable<IOperation> OperationsOf(IOperation body)
    {
        yield return body;
        foreach (var child in body.ChildOperations)
        {
            if (child is not ILocalFunctionOperation)
            {
                foreach (var operation in OperationsOf(child))
                {
                    yield return operation;
                }
            }
        }
    }

    private IOperation? BodyOf(IMethodSymbol method) => declarations.BodyOf(method.PartialImplementationPart ?? method);

    private IEnumerable<IMethodSymbol> Callees(IOperation operation) => operation switch
    {
        IInvocationOperation call => Targets(call.TargetMethod),
        IObjectCreationOperation { Constructor: { } constructor } => [constructor.OriginalDefinition],
        IMethodReferenceOperation reference => Targets(reference.Method),
        _ => [],
    };

    private ImmutableArray<IMethodSymbol> Targets(IMethodSymbol method) => method.IsStatic ? [method.OriginalDefinition] : hierarchy().AllTargetsOf(method);
}
