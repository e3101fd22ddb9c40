using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Airlock.Analyzers.Flow;

/// <summary>Who calls a method, a lambda or a local function, directly or through a delegate that was handed on or kept.</summary>
internal sealed class FlowCallers(FlowProgram program)
{
    private const int MaximumDepth = 6;

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<(CallSite Site, CallFrame? Frame)>> _callers = new(SymbolEqualityComparer.Default);

    /// <summary>The calls that hand something to a parameter, in the order of the program.</summary>
    public ImmutableArray<(CallSite Site, CallFrame? Frame)> Of(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method ? Of(method) : [];

    /// <summary>The calls of a function.</summary>
    public ImmutableArray<(CallSite Site, CallFrame? Frame)> Of(IMethodSymbol function)
    {
        var declared = function.OriginalDefinition;
        return _callers.TryGetValue(declared, out var known) ? known : _callers.GetOrAdd(declared, [.. Find(declared).Distinct()]);
    }

    private IEnumerable<(CallSite Site, CallFrame? Frame)> Find(IMethodSymbol function)
    {
        foreach (var body in BodiesThatMayCall(function))
        {
            if (program.Summary(body) is not { } summary)
            {
                continue;
            }

            foreach (var site in summary.Sites)
            {
                if (site.Target is { } target && MayRun(target, site.IsVirtual, function))
                {
                    yield return (site, null);
                }
            }

            foreach (var call in CallsOf(summary, taint => taint is { Label: FunctionLabel label, Members.IsEmpty: true } && SymbolEqualityComparer.Default.Equals(label.Function, function), null, 0))
            {
                yield return call;
            }
        }
    }

    private bool MayRun(IMethodSymbol target, bool isVirtual, IMethodSymbol function) =>
        SymbolEqualityComparer.Default.Equals(target, function)
        || (isVirtual && LastPart(target.Name) == LastPart(function.Name) && program.Hierarchy.TargetsOf(target, isVirtual).Contains(function, SymbolEqualityComparer.Default));

    /// <summary>The calls of a delegate within a body, in methods it is handed to, and wherever a member is called that it is kept in.</summary>
    private IEnumerable<(CallSite Site, CallFrame? Frame)> CallsOf(BodySummary summary, Func<FlowTaint, bool> isDelegate, CallFrame? frame, int depth)
    {
        if (depth > MaximumDepth)
        {
            yield break;
        }

        foreach (var site in summary.Sites)
        {
            if (site.Target is null && site.Function.Content.Any(isDelegate))
            {
                yield return (site, frame);
            }

            foreach (var argument in site.Arguments)
            {
                if (argument.Key != CallSite.ReceiverIndex && argument.Value.Value.All.Any(isDelegate))
                {
                    foreach (var call in CallsInside(site, argument.Key, frame, depth))
                    {
                        yield return call;
                    }
                }
            }
        }

        foreach (var write in summary.Writes)
        {
            if (write.Value.All.Any(isDelegate))
            {
                foreach (var call in CallsOfMember(write.Key))
                {
                    yield return call;
                }
            }
        }
    }

    private IEnumerable<(CallSite Site, CallFrame? Frame)> CallsInside(CallSite site, int argument, CallFrame? frame, int depth)
    {
        if (site.Target is null)
        {
            yield break;
        }

        foreach (var target in program.Hierarchy.TargetsOf(site.Target, site.IsVirtual))
        {
            if (argument >= target.Parameters.Length)
            {
                continue;
            }

            // A parameter of a primary constructor is called in any member of its type.
            var parameter = target.Parameters[argument];
            var bodies = target.MethodKind == MethodKind.Constructor && target.ContainingType.InstanceConstructors.Length == 1 ? program.Index.Mentioning(parameter.Name) : [];
            foreach (var inside in bodies.Select(program.Summary).Append(program.Summary(target)).OfType<BodySummary>().Distinct())
            {
                foreach (var call in CallsOf(
                    inside,
                    taint => taint is { Label: ParameterLabel label, Members.IsEmpty: true } && SymbolEqualityComparer.Default.Equals(label.Parameter, parameter),
                    CallFrame.Enter(site, target, frame),
                    depth + 1))
                {
                    yield return call;
                }
            }
        }
    }

    private IEnumerable<(CallSite Site, CallFrame? Frame)> CallsOfMember(ISymbol member)
    {
        foreach (var body in program.Index.Mentioning(member.Name))
        {
            foreach (var site in program.Summary(body)?.Sites ?? [])
            {
                if (site.Target is null && site.Function.Content.Any(taint => IsRead(taint, member)))
                {
                    yield return (site, null);
                }
            }
        }
    }

    private static bool IsRead(FlowTaint taint, ISymbol member) =>
        taint.Members.IsEmpty
            ? taint.Label is MemberLabel label && SymbolEqualityComparer.Default.Equals(label.Member, member)
            : SymbolEqualityComparer.Default.Equals(taint.Members[taint.Members.Length - 1], member);

    private IEnumerable<SyntaxNode> BodiesThatMayCall(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.AnonymousFunction or MethodKind.LocalFunction =>
            CodeIndex.BodyAround(function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) is { } body ? [body] : [],
        MethodKind.Constructor => program.BodiesThatMayCreate(function.ContainingType),
        MethodKind.PropertyGet or MethodKind.PropertySet => program.Index.Mentioning(LastPart(function.AssociatedSymbol!.Name)),
        _ => program.Index.Mentioning(LastPart(function.Name)),
    };

    /// <summary>The name without the interface that an explicit implementation stands under.</summary>
    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
