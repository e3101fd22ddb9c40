using System.Collections.Concurrent;
using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// Recognises code that checks its caller, by what it does: it reads what only a known caller can bring (a key in a header, a token, a
/// user, a certificate, an address), and on some branch it turns the caller away.
/// </summary>
internal sealed class CallerChecks(AirlockContext airlock)
{
    /// <summary>Members that hold what a caller proves itself with.</summary>
    private static readonly HashSet<string> Credentials = new(StringComparer.Ordinal)
    {
        "Headers", "RequestHeaders", "Cookies", "Query", "User", "Identity", "IsAuthenticated", "ClientCertificate", "GetClientCertificateAsync", "RemoteIpAddress", "AuthContext",
        "AuthenticateAsync", "AuthorizeAsync", "IsInRole", "HasClaim", "FindFirst", "FindFirstValue", "Authorization", "GetHttpContext", "Session",
    };

    /// <summary>Members that turn a caller away.</summary>
    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal)
    {
        "Unauthorized", "Forbid", "ForbidAsync", "Challenge", "ChallengeAsync", "Abort",
    };

    private static readonly HashSet<string> RefusingTypes = new(StringComparer.Ordinal)
    {
        "UnauthorizedResult", "UnauthorizedObjectResult", "UnauthorizedHttpResult", "ForbidResult", "ForbidHttpResult", "ChallengeResult", "UnauthorizedAccessException",
        "AuthenticationException", "SecurityException", "SecurityTokenException", "AuthenticationFailureException",
    };

    private static readonly string[] CredentialWords = ["apikey", "api_key", "accesskey", "secret", "token", "password", "signature", "credential"];

    /// <summary>Headers that say nothing of who calls.</summary>
    private static readonly string[] PlainHeaders = ["Accept", "Content-", "User-Agent", "X-Correlation", "X-Request-Id", "Correlation", "Request-Id", "Origin", "Referer", "Host", "If-", "Cache-", "traceparent"];

    private readonly ConcurrentDictionary<ISymbol, bool> _types = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a body, with what it calls, checks its caller: it answers that it is not allowed, or compares what it read with a credential.</summary>
    public bool Refuses(IOperation? body)
    {
        var (reads, refuses) = (false, false);
        foreach (var reached in body is null ? [] : airlock.Reach.From(body))
        {
            reads |= ReadsCredential(reached.Operation);
            refuses |= IsRefusal(reached.Operation) || IsDecision(reached.Operation) || IsComparison(reached.Operation);
            if (reads && refuses)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a filter or middleware guards what comes after it: it refuses, or what it reads of the caller decides whether the next one runs.
    /// </summary>
    public bool Guards(IOperation? body) =>
        Refuses(body) || body is not null && CallReach.OperationsOf(body).OfType<IConditionalOperation>().Any(choice => ReadsOrHolds(choice.Condition, body) && EndsRequest(choice));

    /// <summary>Whether a class of filter or middleware guards what comes after it.</summary>
    public bool Guards(ITypeSymbol? type) => type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named && _types.GetOrAdd(named.OriginalDefinition, _ =>
        named.GetMembers().OfType<IMethodSymbol>().Any(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation && Guards(airlock.Declarations.BodyOf(method))));

    /// <summary>Whether a body asks who its caller is, though nothing is seen that it does about it.</summary>
    public bool AsksForUser(IOperation body) => body.DescendantsAndSelf().Any(operation =>
        OperationText.MemberOf(operation) is { } member && airlock.Catalog.Find(CatalogTable.Endpoints, member).Any(row => row.Kind is "auth-check" or "auth-user"));

    private static bool ReadsOrHolds(IOperation condition, IOperation body) =>
        condition.DescendantsAndSelf().Any(part => ReadsCredential(part) || part is ILocalReferenceOperation local && IsFilledFromCredential(local.Local, body));

    private static bool IsFilledFromCredential(ILocalSymbol local, IOperation body) => body.Descendants().Any(operation => operation switch
    {
        IVariableDeclaratorOperation declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) && declarator.Descendants().Any(ReadsCredential),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => SymbolEqualityComparer.Default.Equals(target.Local, local) && assignment.Value.DescendantsAndSelf().Any(ReadsCredential),
        IInvocationOperation call => call.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { IsDeclaration: true } declared && SymbolEqualityComparer.Default.Equals(declared.Local, local)))
            && call.DescendantsAndSelf().Any(ReadsCredential),
        _ => false,
    });

    private static bool EndsRequest(IConditionalOperation choice) => new[] { choice.WhenTrue, choice.WhenFalse }.Any(branch =>
        branch is not null && branch.DescendantsAndSelf().Any(operation => operation is IReturnOperation or IThrowOperation)
        && !branch.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod: { Name: "Invoke", ContainingType.TypeKind: TypeKind.Delegate } or { Name: "InvokeAsync" } }));

    private static bool ReadsCredential(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: var name } property } =>
            (Credentials.Contains(name) && IsOfRequest(property.ContainingType) && !(name is "Headers" or "RequestHeaders" && IsPlainHeader(operation))) || IsNamedAsCredential(name, property.Type),
        IInvocationOperation { TargetMethod: { Name: var name } method } => Credentials.Contains(name) && IsOfRequest(method.ContainingType),
        IParameterReferenceOperation { Parameter: var parameter } => IsNamedAsCredential(parameter.Name, parameter.Type),
        _ => false,
    };

    private static bool IsOfRequest(INamedTypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || space.StartsWith("System.Security", StringComparison.Ordinal)
            || space.StartsWith("Grpc.", StringComparison.Ordinal) || space.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal));

    /// <summary>Whether a header is read whose name is constant and no credential's.</summary>
    private static bool IsPlainHeader(IOperation headers)
    {
        var use = headers.Parent is IConversionOperation conversion ? conversion.Parent : headers.Parent;
        var name = use switch
        {
            IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var typed } } => typed,
            IPropertyReferenceOperation { Arguments: { Length: 1 } arguments } => arguments[0].Value.ConstantText(),
            IInvocationOperation { Arguments: { Length: > 0 } arguments } => arguments.Select(argument => argument.Value.ConstantText()).FirstOrDefault(text => text is not null),
            _ => null,
        };
        return name is not null && PlainHeaders.Any(plain => name.StartsWith(plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether something holds a credential by its name, and can by its type: a number of tokens and a token of cancellation are none.</summary>
    private static bool IsNamedAsCredential(string name, ITypeSymbol? type) =>
        (type is { SpecialType: SpecialType.System_String or SpecialType.System_Object } or { Name: "StringValues" or "ReadOnlySpan" or "SecureString" or "Guid" } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte })
        && CredentialWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsRefusal(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => Refusals.Contains(name),
        IObjectCreationOperation { Type.Name: var name } creation => RefusingTypes.Contains(name) || (name is "RpcException" or "HubException" or "BadHttpRequestException" && creation.Parent is IThrowOperation or IConversionOperation { Parent: IThrowOperation }),
        ILiteralOperation { ConstantValue.Value: 401 or 403 } or IFieldReferenceOperation { Field.Name: "Status401Unauthorized" or "Status403Forbidden" or "Unauthorized" or "Forbidden" } =>
            operation.IsGiven(),
        _ => false,
    };

    /// <summary>Whether the caller's identity decides between two branches.</summary>
    private static bool IsDecision(IOperation operation) => operation switch
    {
        IConditionalOperation choice => choice.Condition.DescendantsAndSelf().Any(AsksIdentity) && (choice.Type is not null || EndsRequest(choice)),
        ICoalesceOperation { WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } coalesce => coalesce.Value.DescendantsAndSelf().Any(AsksIdentity),
        _ => false,
    };

    /// <summary>Whether something is compared with a credential, or a record is looked up by one.</summary>
    private static bool IsComparison(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            NamesCredential(comparison.LeftOperand) && !IsNull(comparison.RightOperand) || NamesCredential(comparison.RightOperand) && !IsNull(comparison.LeftOperand),
        IInvocationOperation { TargetMethod.Name: "Equals" or "FixedTimeEquals" or "SequenceEqual" } call => call.Arguments.Any(argument => NamesCredential(argument.Value)),
        _ => false,
    };

    private static bool NamesCredential(IOperation value) => value.Unwrap() switch
    {
        IMemberReferenceOperation member => IsNamedAsCredential(member.Member.Name, member.Type),
        IParameterReferenceOperation parameter => IsNamedAsCredential(parameter.Parameter.Name, parameter.Type),
        ILocalReferenceOperation local => IsNamedAsCredential(local.Local.Name, local.Type),
        _ => false,
    };

    private static bool IsNull(IOperation value) => value.Unwrap().ConstantValue is { HasValue: true, Value: null or "" };

    private static bool AsksIdentity(IOperation operation) =>
        OperationText.MemberOf(operation)?.Name is "IsAuthenticated" or "IsInRole" or "HasClaim" or "FindFirst" or "FindFirstValue" or "AuthorizeAsync" or "AuthenticateAsync" or "User";
}
