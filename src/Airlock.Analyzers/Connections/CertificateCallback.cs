using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Connections;

/// <summary>Recognises callbacks that accept every certificate.</summary>
internal static class CertificateCallback
{
    /// <summary>Members and choices between the property and the callback; real code has two.</summary>
    private const int MaximumDepth = 6;

    /// <summary>
    /// Whether what is given as a callback, outside development, answers yes whatever it is asked: it never answers anything else. One
    /// that looks at the certificate, its chain or the errors answers what it finds, and so does one that asks a setting.
    /// </summary>
    public static bool AcceptsAll(IOperation value, DeclaredOperations declarations) => AcceptsAll(value, declarations, MaximumDepth);

    private static bool AcceptsAll(IOperation value, DeclaredOperations declarations, int depth)
    {
        if (depth == 0 || DevelopmentOnly.Covers(value))
        {
            return false;
        }

        return value.Unwrap() switch
        {
            IConditionalOperation choice => AcceptsAll(choice.WhenTrue, declarations, depth - 1) || (choice.WhenFalse is { } other && AcceptsAll(other, declarations, depth - 1)),
            ICoalesceOperation choice => AcceptsAll(choice.WhenNull, declarations, depth - 1),
            IPropertyReferenceOperation { Property.Name: "DangerousAcceptAnyServerCertificateValidator" } => true,
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } held => declarations.InitialValueOf(held.Member) is { } initial && AcceptsAll(initial, declarations, depth - 1),
            var callback => DelegateTarget.Of(callback, declarations) is { Body: { } body } && AlwaysAnswersYes(body),
        };
    }

    private static bool AlwaysAnswersYes(IOperation body)
    {
        var answers = CallReach.OperationsOf(body).OfType<IReturnOperation>().Select(answer => answer.ReturnedValue).ToList();
        return answers.Count > 0
            && answers.All(answer => answer is { ConstantValue: { HasValue: true, Value: true } })
            && !CallReach.OperationsOf(body).OfType<IThrowOperation>().Any();
    }
}
