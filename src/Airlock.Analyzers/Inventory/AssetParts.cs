using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Airlock.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Inventory;

/// <summary>
/// Which assets flow into what a call makes or is called on: from its receiver, arguments and initializer back through variables, members, chains of
/// builders, calls that put something in, and the container's registrations, to the calls that bring an asset into use.
/// </summary>
internal sealed class AssetParts(AirlockContext airlock, AgentMaking agents, OfferedTools tools, Prompts prompts)
{
    // A bound for code in which everything leads to everything; real agents stay far below it.
    private const int MaximumSteps = 600;

    /// <summary>What holds all of an application says nothing of one part of it.</summary>
    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal)
    {
        "IServiceCollection", "ServiceCollection", "IServiceProvider", "ServiceProvider", "IHostApplicationBuilder", "HostApplicationBuilder", "WebApplicationBuilder", "WebApplication",
        "IHostBuilder", "IHost", "IConfiguration", "IConfigurationRoot", "IConfigurationSection", "IConfigurationManager", "ConfigurationManager", "ILoggerFactory", "ILogger", "HttpContext",
        "CancellationToken", "HttpClient", "JsonSerializerOptions", "Uri", "TimeSpan",
    };

    private static readonly string[] PuttingVerbs = ["Add", "TryAdd", "Insert", "Import", "With", "Use", "Set", "Register", "Append"];

    /// <summary>References (<see cref="Asset.Reference"/>) to the assets, each once, in ordinal order.</summary>
    /// <param name="operation">A call that makes something, as an agent, or that asks a model.</param>
    public IReadOnlyList<string> Of(IOperation operation)
    {
        var walk = new Walk();
        Enter(operation, walk, isStart: true);
        for (var steps = 0; walk.Waiting.Count > 0 && steps < MaximumSteps; steps++)
        {
            Enter(walk.Waiting.Dequeue(), walk, isStart: false);
        }

        // A chain of calls on an agent leads back to it; it is no part of itself.
        walk.Found.Remove(Asset.ReferenceTo(InventoryKinds.Agent, operation.Syntax.GetLocation()));
        return [.. walk.Found];
    }

    private void Enter(IOperation operation, Walk walk, bool isStart)
    {
        switch (operation)
        {
            case IInvocationOperation or IObjectCreationOperation:
                EnterCall(operation, walk, isStart);
                break;
            case ISimpleAssignmentOperation assignment:
                Record(assignment, walk);
                walk.Push(assignment.Value);
                break;
            case IMemberInitializerOperation { Initializer: var inner }:
                walk.Push(inner);
                break;
            case IObjectOrCollectionInitializerOperation { Initializers: var initializers }:
                walk.Push(initializers);
                break;
            case IArrayCreationOperation { Initializer: { } elements }:
                walk.Push(elements.ElementValues);
                break;
            case ICollectionExpressionOperation { Elements: var elements }:
                walk.Push(elements);
                break;
            case ISpreadOperation { Operand: var operand }:
                walk.Push(operand);
                break;
            case IDelegateCreationOperation { Target: var target }:
                walk.Push(target);
                break;
            case IAnonymousFunctionOperation function:
                walk.Push(function.Body.Descendants().OfType<IReturnOperation>().Where(returned => returned.IsOf(function)).Select(returned => returned.ReturnedValue));
                break;
            case IMethodReferenceOperation { Method: var method } when airlock.Declarations.BodyOf(method) is { } body:
                walk.Push(body.Descendants().OfType<IReturnOperation>().Select(returned => returned.ReturnedValue));
                break;
            case IConditionalAccessOperation access:
                walk.Push([access.Operation, access.WhenNotNull]);
                break;
            case IMemberReferenceOperation { Instance: { } owner } when airlock.Origins.HolderOf(operation) is null:
                walk.Push(owner);
                break;
            default:
                EnterValue(operation, walk);
                break;
        }
    }

    private void EnterCall(IOperation operation, Walk walk, bool isStart)
    {
        if (!isStart && agents.Made(operation) is not null)
        {
            walk.Found.Add(Asset.ReferenceTo(InventoryKinds.Agent, operation.Syntax.GetLocation()));
            return;
        }

        Record(operation, walk);
        if (operation is IInvocationOperation call)
        {
            walk.Push(call.Instance);
            walk.Call(call.TargetMethod.Name is "AddKernel" or "AddAIAgent" ? PutInto(call) : []);
            walk.Call(call.TargetMethod.Name == "AddAIAgent" ? AskedOfContainer(call) : []);
            if (call.TargetMethod.TypeArguments.Length == 1 && call.TargetMethod.Name is "GetRequiredService" or "GetService" or "GetRequiredKeyedService" or "GetKeyedService")
            {
                var key = call.TargetMethod.Name.Contains("Keyed") ? call.Arguments.LastOrDefault()?.Value : null;
                walk.Call(airlock.Registrations.Of(call.TargetMethod.TypeArguments[0], key, isKeyed: key is not null).Select(registration => registration.Operation));
                return;
            }

            if (airlock.Origins.HolderOf(call) is { } method && walk.Holders.Add(method))
            {
                walk.Push(airlock.Origins.Of(call));
            }
        }
        else if (operation is IObjectCreationOperation { Initializer: { } initializer })
        {
            walk.Push(initializer);
        }

        walk.Push(Call.From(operation)?.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value) ?? []);
    }

    /// <summary>What gives an agent its model that is registered by name and instructions alone: it asks the container for the client, by the key that it is given.</summary>
    private IEnumerable<IOperation> AskedOfContainer(IInvocationOperation registration)
    {
        var given = registration.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value.Unwrap()).ToList();
        if (given.Any(value => value is IDelegateCreationOperation or IAnonymousFunctionOperation || value.Type?.Name == "IChatClient")
            || airlock.Compilation.GetTypeByMetadataName("Microsoft.Extensions.AI.IChatClient") is not { } client)
        {
            return [];
        }

        var key = registration.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "chatClientServiceKey" && argument.Value.Unwrap().ConstantValue is not { HasValue: true, Value: null })?.Value;
        return airlock.Registrations.Of(client, key, isKeyed: key is not null).Select(service => service.Operation);
    }

    /// <summary>A value that a variable or member holds, or that a choice gives.</summary>
    private void EnterValue(IOperation operation, Walk walk)
    {
        if (airlock.Origins.HolderOf(operation) is not { } holder)
        {
            walk.Push(airlock.Origins.Of(operation));
            return;
        }

        if (!walk.Holders.Add(holder))
        {
            return;
        }

        var origins = airlock.Origins.Of(operation).ToList();
        walk.Push(origins);
        walk.Call(PutInto(operation, holder));
        if (holder is IParameterSymbol or IPropertySymbol && !origins.Any(origin => origin is { ConstantValue.HasValue: false }))
        {
            walk.Call(airlock.Registrations.InjectedInto(holder).Select(registration => registration.Operation));
        }
    }

    /// <summary>The calls and assignments that put something into what a variable or field holds.</summary>
    private IEnumerable<IOperation> PutInto(IOperation reference, ISymbol holder)
    {
        var uses = holder switch
        {
            ILocalSymbol => reference.Root().Descendants().Where(use => use is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, holder)),
            IFieldSymbol => airlock.Uses.Of(holder),
            IParameterSymbol => reference.Root().Descendants().Where(use => use is IParameterReferenceOperation parameter && SymbolEqualityComparer.Default.Equals(parameter.Parameter, holder)),
            _ => [],
        };
        return uses.SelectMany(PutInto);
    }

    /// <summary>The same for one use of it, with the calls that follow in a chain, as <c>services.AddKernel().Plugins.AddFromType&lt;T&gt;()</c>.</summary>
    private IEnumerable<IOperation> PutInto(IOperation use)
    {
        for (var current = use; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IPropertyReferenceOperation or IConversionOperation or IParenthesizedOperation:
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } }:
                    continue;
                case ISimpleAssignmentOperation assignment when assignment.Target == current && current != use:
                    yield return assignment;
                    yield break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when use is IInvocationOperation:
                    foreach (var put in use.Root().Descendants().Where(other => other is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, declarator.Symbol)).SelectMany(PutInto))
                    {
                        yield return put;
                    }

                    yield break;
                case IInvocationOperation call when call.Receiver()?.Unwrap() == Bare(current) && PuttingVerbs.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)):
                    yield return call;
                    break;
                default:
                    yield break;
            }
        }
    }

    private static IOperation Bare(IOperation operation) => (operation is IArgumentOperation argument ? argument.Value : operation).Unwrap();

    private void Record(IOperation operation, Walk walk)
    {
        foreach (var asset in CalledAssets.In(operation, airlock.Compilation.Assembly, airlock).Where(asset => asset.Kind is not (InventoryKinds.Service or InventoryKinds.Dataset)))
        {
            walk.Found.Add(asset.Reference);
        }

        walk.Found.UnionWith(tools.ReferencesIn(operation));
        walk.Found.UnionWith(prompts.In(operation).Where(prompt => prompt.Fact(InventoryKeys.Role) != Prompts.ToolRole).Select(prompt => prompt.Reference));
        if (agents.Made(operation) is { } made && !HostedModel.In(operation, airlock).Any())
        {
            walk.Found.UnionWith(made.Arguments("model", "modelId", "deploymentName").SelectMany(airlock.ModelIds.Reaching).Select(id => Asset.ReferenceTo(InventoryKinds.HostedModel, id.Syntax.GetLocation())));
        }
    }

    private sealed class Walk
    {
        private readonly HashSet<IOperation> _entered = [];

        public SortedSet<string> Found { get; } = new(StringComparer.Ordinal);

        public HashSet<ISymbol> Holders { get; } = new(SymbolEqualityComparer.Default);

        public Queue<IOperation> Waiting { get; } = new();

        public void Push(IEnumerable<IOperation?> operations)
        {
            foreach (var operation in operations.ToList())
            {
                Push(operation);
            }
        }

        /// <summary>Goes on at a value, if its type may hold an asset.</summary>
        public void Push(IOperation? operation)
        {
            var next = operation?.Unwrap();
            if (next is not null && (next is IAssignmentOperation || IsFollowed(next.Type)) && _entered.Add(next))
            {
                Waiting.Enqueue(next);
            }
        }

        /// <summary>Goes on at calls and assignments for what they do, whatever they give back.</summary>
        public void Call(IEnumerable<IOperation> operations)
        {
            foreach (var operation in operations.Where(_entered.Add).ToList())
            {
                Waiting.Enqueue(operation);
            }
        }

        private static bool IsFollowed(ITypeSymbol? type) =>
            type is null || (type.SpecialType is SpecialType.None or SpecialType.System_Object or SpecialType.System_Void && type.TypeKind != TypeKind.Enum && !Containers.Contains(type.Name));
    }
}
