using System.Collections.Immutable;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>An operation that a body runs, itself or through methods of the compilation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Body">The body that holds it.</param>
/// <param name="Way">The calls that lead from the first body to this one, in their order.</param>
internal readonly record struct ReachedOperation(IOperation Operation, IOperation Body, ImmutableArray<CallStep> Way);

/// <summary>A call on a way.</summary>
/// <param name="Call">The call.</param>
/// <param name="Callee">The method that it runs, which is not the one it names if that is an interface's.</param>
internal readonly record struct CallStep(IOperation Call, IMethodSymbol Callee);

/// <summary>What a body runs through calls, at any depth, as far as the compilation holds the methods.</summary>
internal sealed class CallReach(DeclaredOperations declarations, Func<TypeHierarchy> hierarchy)
{
    // A bound for code that leads nearly everywhere; real tools stay far below it.
    private const int MaximumBodies = 400;

    /// <summary>The operations of a body and of what it calls, nearest first. Each method is read once.</summary>
    /// <param name="body">The body to start from.</param>
    /// <param name="isFollowed">Whether a call in a body is followed into a method; all are, if it is left out.</param>
    public IEnumerable<ReachedOperation> From(IOperation body, Func<CallStep, IOperation, bool>? isFollowed = null)
    {
        var entered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<(IOperation Body, ImmutableArray<CallStep> Way)>();
        waiting.Enqueue((body, []));
        for (var read = 0; waiting.Count > 0 && read < MaximumBodies; read++)
        {
            var (current, way) = waiting.Dequeue();
            foreach (var operation in OperationsOf(current))
            {
                yield return new ReachedOperation(operation, current, way);
                foreach (var callee in Callees(operation))
                {
                    var step = new CallStep(operation, callee);
                    if (!entered.Contains(callee) && isFollowed?.Invoke(step, current) != false && BodyOf(callee) is { } next)
                    {
                        entered.Add(callee);
                        waiting.Enqueue((next, way.Add(step)));
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

    /// <summary>The operations of a body with its lambdas, in the order of the code; a local function counts where it is called.</summary>
    public static IEnumerable<IOperation> OperationsOf(IOperation body)
    {
        var waiting = new Stack<IOperation>();
        waiting.Push(body);
        while (waiting.Count > 0)
        {
            var current = waiting.Pop();
            yield return current;
            foreach (var child in current.ChildOperations.Reverse())
            {
                if (child is not ILocalFunctionOperation && !(child is IAnonymousFunctionOperation function && BackgroundWork.IsQueued(function)))
                {
                    waiting.Push(child);
                }
            }
        }
    }

    private IOperation? BodyOf(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction
        ? (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } lambda ? (declarations.Read(lambda)?.Unwrap() as IAnonymousFunctionOperation)?.Body : null)
        : declarations.BodyOf(method.PartialImplementationPart ?? method);

    private IEnumerable<IMethodSymbol> Callees(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } function } =>
            DelegateTarget.Of(function, declarations) is { } target ? [target.Method.OriginalDefinition] : [],
        IInvocationOperation call => Targets(call.TargetMethod).Concat(hierarchy().HandlersOf(call)),
        IObjectCreationOperation { Constructor: { } constructor } => [constructor.OriginalDefinition],
        IMethodReferenceOperation reference => Targets(reference.Method),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } =>
            new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().SelectMany(Targets),
        _ => [],
    };

    private IEnumerable<IMethodSymbol> Targets(IMethodSymbol method) =>
        method.IsStatic ? [method.OriginalDefinition] : hierarchy().AllTargetsOf(method).Where(target => hierarchy().MayServe(target, method.ContainingType));
}
