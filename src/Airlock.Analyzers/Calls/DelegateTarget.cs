using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Calls;

/// <summary>The code that a delegate, or a reflected method, stands for.</summary>
/// <param name="Method">The lambda or method.</param>
/// <param name="Body">Its body; null if this compilation does not hold it.</param>
internal readonly record struct DelegateTarget(IMethodSymbol Method, IOperation? Body)
{
    /// <summary>
    /// The target of an expression: a lambda, a method group, a variable or member that holds one for good, or
    /// <c>typeof(Tools).GetMethod("Delete")</c>. Null if it can't be seen.
    /// </summary>
    public static DelegateTarget? Of(IOperation? value, DeclaredOperations? declarations) => value?.Unwrap() switch
    {
        IDelegateCreationOperation creation => Of(creation.Target, declarations),
        IAnonymousFunctionOperation lambda => new DelegateTarget(lambda.Symbol, lambda.Body),
        IMethodReferenceOperation reference => OfMethod(reference.Method, declarations),
        ILocalReferenceOperation local => Of(ConstantText.OnlyValueOf(local), declarations),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => Of(declarations?.ValueOf(member.Member), declarations),
        IInvocationOperation { TargetMethod.Name: "GetMethod", Instance: ITypeOfOperation { TypeOperand: var type }, Arguments: { Length: > 0 } arguments }
            when ConstantText.Of(arguments[0].Value) is { } name && type.GetMembers(name.Text).OfType<IMethodSymbol>().FirstOrDefault() is { } method =>
            OfMethod(method, declarations),
        _ => null,
    };

    private static DelegateTarget OfMethod(IMethodSymbol method, DeclaredOperations? declarations) => new(method, declarations?.BodyOf(method));
}
