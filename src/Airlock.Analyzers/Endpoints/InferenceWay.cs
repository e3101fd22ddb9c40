using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>The way by which code runs a model.</summary>
/// <param name="Call">The call that runs it.</param>
/// <param name="Calls">The calls that lead there, in their order.</param>
/// <param name="Api">The call for people, as <c>IChatClient.GetResponseAsync</c>, or the address of a plain request.</param>
internal sealed record InferenceWay(IInvocationOperation Call, ImmutableArray<CallStep> Calls, string Api)
{
    /// <summary>The members on the way and the call at its end, as <c>ChatService.AnswerAsync → IChatClient.GetResponseAsync</c>.</summary>
    public string Text => string.Join(" → ", Calls
        .Where(step => step.Callee.MethodKind != MethodKind.AnonymousFunction)
        .Select(step => step.Callee.MethodKind == MethodKind.LocalFunction ? step.Callee.Name : OperationText.NameOf(step.Callee))
        .Append(Api));

    /// <summary>The places on the way, the last of which is the call.</summary>
    public IEnumerable<Location> Places => Calls.Select(step => step.Call).Append(Call).Select(operation => WrittenLocation.Of(operation.Syntax));
}
