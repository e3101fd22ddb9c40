using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Values;

/// <summary>A call of a method or constructor, whichever way it is written.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Method">What is called.</param>
/// <param name="Arguments">What is given to it.</param>
internal readonly record struct Call(IOperation Operation, IMethodSymbol Method, ImmutableArray<IArgumentOperation> Arguments)
{
    /// <summary>The kinds of operation that are calls.</summary>
    public static ImmutableArray<OperationKind> Kinds { get; } = [OperationKind.Invocation, OperationKind.ObjectCreation];

    /// <summary>The operation as a call, or null if it is none.</summary>
    public static Call? From(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => new Call(invocation, invocation.TargetMethod, invocation.Arguments),
        IObjectCreationOperation { Constructor: { } constructor } creation => new Call(creation, constructor, creation.Arguments),
        _ => null,
    };

    /// <summary>The name for people and evidence, as <c>OpenAI.OpenAIClient.GetChatClient</c>.</summary>
    public string Name => SymbolName.Of(CatalogLookup.Declaration(Method));

    /// <summary>What was written for a parameter that the catalog names; null if nothing was, so that its default holds.</summary>
    public IOperation? Argument(CatalogParameter parameter)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Index)
            {
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? null : argument.Value;
            }
        }

        return null;
    }
}
