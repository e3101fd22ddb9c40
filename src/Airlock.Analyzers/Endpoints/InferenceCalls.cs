using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Finds where code runs a model.</summary>
internal static class InferenceCalls
{
    /// <summary>The first call in a body that runs inference, or null.</summary>
    public static IInvocationOperation? FirstIn(IOperation? body, CatalogLookup catalog) =>
        body?.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => IsInference(call.TargetMethod, catalog));

    /// <summary>Whether a method runs inference, and so costs what a model costs.</summary>
    public static bool IsInference(IMethodSymbol method, CatalogLookup catalog) =>
        catalog.Find(CatalogTable.InferenceCalls, method).Any(row => row.Kind is not ("tokenize" or "token-count" or "builder-wrapper" or "agent-host" or "fine-tune"));

    /// <summary>
    /// Whether a body checks its caller itself: it asks the authorization service or the user's identity, or it answers
    /// that the caller is not authorized.
    /// </summary>
    public static bool ChecksCaller(IOperation body, CatalogLookup catalog) => body.DescendantsAndSelf().Any(operation =>
        OperationText.MemberOf(operation) is { } member
            ? catalog.Find(CatalogTable.Endpoints, member).Any(row => row.Kind is "auth-check" or "auth-user")
                || member.Name is "Unauthorized" or "Challenge" or "ChallengeAsync" or "Forbid" or "ForbidAsync" or "AuthenticateAsync"
            : operation is ILiteralOperation { ConstantValue.Value: 401 or 403 }
                || operation is IFieldReferenceOperation { Field.Name: "Status401Unauthorized" or "Status403Forbidden" });
}
