using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>Recognises work that is put aside for a worker, which runs it when and as often as it likes.</summary>
internal static class BackgroundWork
{
    // Of channels, of dataflow, of job schedulers and of the queues that applications write themselves.
    private static readonly string[] Verbs = ["Enqueue", "Queue", "Schedule", "TryWrite", "WriteAsync", "AddOrUpdate", "Defer"];

    /// <summary>Whether a lambda is given to a queue or a scheduler, at once or within the object that is.</summary>
    public static bool IsQueued(IAnonymousFunctionOperation function)
    {
        for (var current = function.Parent; current is not null and not IAnonymousFunctionOperation and not IBlockOperation; current = current.Parent)
        {
            if (current is IInvocationOperation { TargetMethod: var method } && IsQueue(method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsQueue(IMethodSymbol method) =>
        Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) && method.ContainingType?.Name is not ("ConcurrentDictionary" or "Stream");
}
