using System.Collections.Immutable;
using Airlock.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>The code of the program that runs for requests in general: lambdas given to <c>Use</c>, classes given to <c>UseMiddleware</c>.</summary>
internal sealed class Middleware(AirlockContext airlock)
{
    private readonly Lazy<ImmutableArray<IOperation>> _bodies = new(() => [.. Find(airlock)]);

    /// <summary>The bodies of all middleware outside development.</summary>
    public ImmutableArray<IOperation> Bodies => _bodies.Value;

    /// <summary>The methods of the class that a call of <c>UseMiddleware</c> adds.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(IInvocationOperation use) =>
        use.TargetMethod.TypeArguments.Concat(use.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<ITypeOfOperation>().Select(operand => operand.TypeOperand))
            .Where(type => !type.DeclaringSyntaxReferences.IsEmpty)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation);

    /// <summary>The bodies of a filter that a convention is given, as a lambda, a method or a type.</summary>
    public IEnumerable<IOperation> GivenTo(IInvocationOperation convention) =>
        convention.TargetMethod.TypeArguments.SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()).Select(airlock.Declarations.BodyOf)
            .Concat(convention.Arguments.Where(argument => argument.Parameter?.Ordinal > 0).Select(argument => DelegateTarget.Of(argument.Value, airlock.Declarations)?.Body))
            .OfType<IOperation>();

    private static IEnumerable<IOperation> Find(AirlockContext airlock)
    {
        foreach (var use in airlock.Calls.Named("Use", "UseWhen", "UseMiddleware").Where(call => !DevelopmentOnly.Covers(call)))
        {
            var lambdas = use.TargetMethod.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.Builder"
                ? use.Arguments.Select(argument => DelegateTarget.Of(argument.Value, airlock.Declarations)?.Body)
                : [];
            var methods = use.TargetMethod.Name == "UseMiddleware" ? MethodsOf(use).Select(airlock.Declarations.BodyOf) : [];
            foreach (var body in lambdas.Concat(methods).OfType<IOperation>())
            {
                yield return body;
            }
        }
    }
}
