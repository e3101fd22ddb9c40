using System.Collections.Immutable;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>
/// Follows an endpoint, and the groups it stands in, through one function: the chain of calls after a mapping, the local or member that
/// holds it, the methods of the program it is given to. Where it leaves the function, <see cref="RouteMountings"/> goes on at the callers.
/// </summary>
internal sealed class RouteTrail(AirlockContext airlock)
{
    private const int MaximumDepth = 12;

    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>The calls on the endpoint and its groups.</summary>
    public ImmutableArray<IInvocationOperation>.Builder Conventions { get; } = ImmutableArray.CreateBuilder<IInvocationOperation>();

    /// <summary>The patterns of the groups so far; null if one is not constant.</summary>
    public string? Prefix { get; private set; } = "";

    /// <summary>The parameter that the outermost group or the application came in by.</summary>
    public IParameterSymbol? Parameter { get; private set; }

    /// <summary>Whether the endpoint is what the function returns.</summary>
    public bool IsReturned { get; private set; }

    /// <summary>What can't be seen.</summary>
    public string? Unseen { get; private set; }

    /// <summary>Follows the endpoint or group that an expression yields to whatever is called on it.</summary>
    public void FollowBuilder(IOperation builder, int depth = 0)
    {
        for (var current = builder; ;)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation:
                    current = current.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument:
                    FollowInto(call, argument.Parameter?.Ordinal ?? 0, depth);
                    if (argument.Parameter?.Ordinal != 0 || !call.TargetMethod.IsExtensionMethod)
                    {
                        return;
                    }

                    AddConvention(call);
                    current = call;
                    break;
                case IInvocationOperation call when call.Instance == current:
                    AddConvention(call);
                    current = call;
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    FollowUses(declarator.Symbol, declarator, depth);
                    return;
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    FollowAssignment(assignment, depth);
                    return;
                case IReturnOperation when !IsValueUnused(current):
                    IsReturned = true;
                    return;
                case IReturnOperation or IExpressionStatementOperation or ISimpleAssignmentOperation:
                    return;
                default:
                    // Put into a collection, chosen by a condition: conventions may follow elsewhere.
                    Unseen ??= "what else is done with the endpoint";
                    return;
            }
        }
    }

    /// <summary>Follows the place in which routes are mapped outwards: to the application, or to the parameter it came in by.</summary>
    public void FollowRoutes(IOperation? routes, int depth = 0)
    {
        routes = routes?.Unwrap();
        switch (routes)
        {
            case null:
            case var _ when depth > MaximumDepth:
                Unseen ??= "the group that it stands in";
                break;
            case IParameterReferenceOperation parameter when !IsOfFramework(parameter):
                Parameter = parameter.Parameter;
                FollowUses(parameter.Parameter, parameter, depth);
                break;
            case IParameterReferenceOperation:
            case { Type.Name: "WebApplication" }:
                break;
            case IInvocationOperation call:
                FollowCall(call, depth);
                break;
            case ILocalReferenceOperation local:
                FollowUses(local.Local, local, depth);
                FollowRoutes(ValueOf(local), depth + 1);
                break;
            case IMemberReferenceOperation member:
                FollowUses(member.Member, member, depth);
                FollowRoutes(WrittenTo(member.Member), depth + 1);
                break;
            default:
                Unseen ??= "the group that it stands in";
                break;
        }
    }

    /// <summary>Whether a call maps something on its receiver, and so says nothing of the receiver itself.</summary>
    public static bool IsMapping(IInvocationOperation call, CatalogLookup catalog) =>
        catalog.Find(CatalogTable.Endpoints, call.TargetMethod).Any(row => row.Kind is "map" or "map-group" or "map-agent" or "map-mcp" or "map-proxy");

    private void FollowCall(IInvocationOperation call, int depth)
    {
        if (airlock.Catalog.Find(CatalogTable.Endpoints, call.TargetMethod).Any(row => row.Kind == "map-group"))
        {
            Prefix = call.Argument(1)?.ConstantText() is { } pattern && Prefix is not null ? RouteMounting.Join(pattern, Prefix) : null;
            FollowRoutes(call.Receiver(), depth + 1);
        }
        else if (ReturnedBy(call.TargetMethod) is { } returned)
        {
            // A method of the program that makes the group: its parameters are the arguments of this call.
            FollowRoutes(returned, depth + 1);
            if (Parameter is { } parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, CatalogLookup.Declaration(call.TargetMethod)))
            {
                Parameter = null;
                FollowRoutes(call.Argument(parameter.Ordinal), depth + 1);
            }
        }
        else
        {
            AddConvention(call);
            FollowRoutes(call.Receiver(), depth + 1);
        }
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment, int depth)
    {
        switch (assignment.Target)
        {
            case ILocalReferenceOperation local:
                FollowUses(local.Local, local, depth);
                break;
            case IMemberReferenceOperation member:
                FollowUses(member.Member, member, depth);
                break;
        }
    }

    /// <summary>Follows every other mention of what holds the endpoint or group. To map a route in a group says nothing of the group.</summary>
    private void FollowUses(ISymbol holder, IOperation known, int depth)
    {
        if (depth > MaximumDepth || !_followed.Add(holder))
        {
            return;
        }

        var bodies = holder is ILocalSymbol or IParameterSymbol ? known.Root().DescendantsAndSelf() : airlock.Calls.OperationsMentioning(holder.Name);
        foreach (var reference in bodies)
        {
            if (reference != known && IsReference(reference, holder) && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference))
            {
                FollowUse(reference, depth + 1);
            }
        }
    }

    private void FollowUse(IOperation reference, int depth)
    {
        var current = reference;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        if (current.Parent is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation call } && call.TargetMethod.IsExtensionMethod && IsMapping(call, airlock.Catalog))
        {
            return;
        }

        // A group that is only returned or handed to a variable brings nothing new here.
        if (current.Parent is IReturnOperation or IVariableInitializerOperation)
        {
            return;
        }

        var isReturned = IsReturned;
        FollowBuilder(reference, depth);
        IsReturned = isReturned;
    }

    /// <summary>What a method of the program does with a parameter that it is given the endpoint or group by.</summary>
    private void FollowInto(IInvocationOperation call, int ordinal, int depth)
    {
        var method = (IMethodSymbol)CatalogLookup.Declaration(call.TargetMethod);
        if (airlock.Declarations.BodyOf(method.PartialImplementationPart ?? method) is { } body && ordinal < method.Parameters.Length)
        {
            FollowUses(method.Parameters[ordinal], body, depth + 1);
        }
    }

    private void AddConvention(IInvocationOperation call)
    {
        if (!DevelopmentOnly.Covers(call))
        {
            Conventions.Add(call);
        }
    }

    private IOperation? ValueOf(ILocalReferenceOperation local) => new LocalFacts(local.Root()).ValueOf(local.Local);

    private IOperation? WrittenTo(ISymbol member)
    {
        var written = airlock.Calls.OperationsMentioning(member.Name).OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IMemberReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Member, member))
            .Select(assignment => assignment.Value)
            .Take(2)
            .ToList();
        return written.Count == 1 ? written[0] : written.Count == 0 ? airlock.Declarations.ValueOf(member) : null;
    }

    private IOperation? ReturnedBy(IMethodSymbol method)
    {
        var declared = (IMethodSymbol)CatalogLookup.Declaration(method);
        return airlock.Declarations.BodyOf(declared.PartialImplementationPart ?? declared)?.DescendantsAndSelf().OfType<IReturnOperation>().Select(statement => statement.ReturnedValue).FirstOrDefault();
    }

    private static bool IsReference(IOperation operation, ISymbol holder) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, holder),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter.OriginalDefinition, holder),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member, holder),
        _ => false,
    };

    /// <summary>A lambda whose value nobody asks for, as in <c>UseEndpoints(endpoints => endpoints.MapPost(…))</c>.</summary>
    private static bool IsValueUnused(IOperation returned)
    {
        for (var current = returned.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Symbol.ReturnsVoid: true })
            {
                return true;
            }

            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether the framework hands the application to a lambda, as <c>UseEndpoints</c> does.</summary>
    private static bool IsOfFramework(IParameterReferenceOperation parameter) =>
        parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }
        && parameter.Ancestors().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name == "UseEndpoints");
}
