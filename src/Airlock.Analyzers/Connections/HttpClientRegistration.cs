using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Connections;

/// <summary>The clients that a program registers with <c>AddHttpClient</c>, as a part of that registration sees them.</summary>
/// <param name="Name">The name for <c>CreateClient</c>; null if it is not known.</param>
/// <param name="Type">The class that is given the client, or that stands for it; null for a client that only has a name.</param>
/// <param name="IsForAll">Whether every client of the program is meant.</param>
/// <param name="Call">The call that registers.</param>
internal sealed record HttpClientRegistration(string? Name, ITypeSymbol? Type, bool IsForAll, IInvocationOperation Call)
{
    /// <summary>Calls that one registration chains; a bound for code that is being typed, whose variables may name themselves.</summary>
    private const int LongestChain = 50;

    /// <summary>The registration that a call belongs to, as <c>services.AddHttpClient("chat").ConfigurePrimaryHttpMessageHandler(…)</c>; null if it belongs to none.</summary>
    public static HttpClientRegistration? Of(IInvocationOperation call)
    {
        IOperation? current = call;
        for (var step = 0; step < LongestChain && current is not null; step++)
        {
            switch (current.Unwrap())
            {
                case IInvocationOperation { TargetMethod: { Name: "AddHttpClient", ContainingType.Name: "HttpClientFactoryServiceCollectionExtensions" } method } added:
                    var name = added.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "name")?.Value;
                    return new HttpClientRegistration(
                        name is null ? method.TypeArguments.FirstOrDefault()?.Name ?? "" : ConstantText.Of(name)?.Text, method.TypeArguments.LastOrDefault(), IsForAll: false, added);
                case IInvocationOperation { TargetMethod.Name: "ConfigureHttpClientDefaults" } defaults:
                    return new HttpClientRegistration(null, null, IsForAll: true, defaults);
                case IInvocationOperation chained:
                    current = chained.Receiver();
                    break;
                case ILocalReferenceOperation local:
                    current = ConstantText.OnlyValueOf(local);
                    break;
                case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter:
                    current = CallWithLambda(parameter);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The call that is given the lambda around an operation; null if there is none.</summary>
    public static IInvocationOperation? CallWithLambda(IOperation inside)
    {
        for (var outer = inside.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation)
            {
                return CallWith(outer);
            }
        }

        return null;
    }

    /// <summary>The call that is given a lambda; null if it goes elsewhere.</summary>
    public static IInvocationOperation? CallWith(IOperation lambda)
    {
        var outer = lambda.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation)
        {
            outer = outer.Parent;
        }

        return outer is IArgumentOperation { Parent: IInvocationOperation call } ? call : null;
    }
}
