using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>Tells whether an authorization policy turns anybody away.</summary>
internal sealed class AuthorizationPolicies(AirlockContext airlock)
{
    private const int MaximumDepth = 4;

    /// <summary>Whether a named policy is one that everybody passes; one that is not found here may ask for anything.</summary>
    public bool IsOpen(string name) => airlock.Calls.Named("AddPolicy", "AddDefaultPolicy", "AddFallbackPolicy").Any(call =>
        call.Arguments.Any(argument => argument.Value.ConstantText() == name)
        && call.Arguments.Any(argument => argument.Value.Type?.Name is "AuthorizationPolicy" or "Action" && IsOpen(argument.Value, 0)));

    /// <summary>Whether the default policy, which <c>[Authorize]</c> without a name stands for, is one that everybody passes.</summary>
    public bool IsDefaultOpen =>
        airlock.Calls.Setting("DefaultPolicy").Any(setting => IsOpen(setting.Value, 0))
        || airlock.Calls.Named("SetDefaultPolicy", "AddDefaultPolicy").Any(call => call.Arguments.Any(argument => argument.Value.Type?.Name is "AuthorizationPolicy" or "Action" && IsOpen(argument.Value, 0)));

    /// <summary>Whether an expression is a policy, or a lambda that builds one, that everybody passes.</summary>
    public bool IsOpen(IOperation policy) => IsOpen(policy, 0);

    private bool IsOpen(IOperation policy, int depth)
    {
        var value = policy.Unwrap();
        if (value is ILocalReferenceOperation local && depth < MaximumDepth)
        {
            return new LocalFacts(local.Root()).ValueOf(local.Local) is { } held && IsOpen(held, depth + 1);
        }

        var calls = value.DescendantsAndSelf().OfType<IInvocationOperation>().Where(call => IsBuilder(call.TargetMethod.ContainingType) || IsBuilder(call.Receiver()?.Type)).ToList();
        var requirements = calls.Where(call => call.TargetMethod.Name.StartsWith("Require", StringComparison.Ordinal) || call.TargetMethod.Name is "AddRequirements" or "Combine").ToList();
        return requirements.Count > 0 && requirements.All(LetsAllPass);
    }

    private static bool IsBuilder(ITypeSymbol? type) => type?.Name == "AuthorizationPolicyBuilder";

    private static bool LetsAllPass(IInvocationOperation requirement) =>
        requirement.TargetMethod.Name == "RequireAssertion"
        && requirement.Arguments.Any(argument => argument.Value.Unwrap() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } && LocalFacts.ExpressionOf(function) is { } answer && IsTrue(answer));

    private static bool IsTrue(IOperation answer) => answer.Unwrap() switch
    {
        { ConstantValue: { HasValue: true, Value: true } } => true,
        IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: { Length: 1 } arguments } => arguments[0].Value.ConstantValue is { HasValue: true, Value: true },
        _ => false,
    };
}
