using Airlock.Analyzers.Calls;
using Airlock.Analyzers.Catalog;
using Airlock.Analyzers.Endpoints;
using Airlock.Analyzers.Flow;
using Airlock.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Connections;

/// <summary>The way of one object through the program, as far as a model (see <see cref="ModelConnections"/>). A search is made for one question.</summary>
internal sealed class ConnectionSearch(AirlockContext airlock)
{
    /// <summary>Steps that one object is followed; real programs need ten.</summary>
    private const int MaximumSteps = 400;

    private readonly HashSet<ISymbol> _entered = new(SymbolEqualityComparer.Default);
    private int _steps;

    /// <summary>Whether the object that a member is set on connects to a model: what is made here, what a variable holds, or what a registration configures.</summary>
    public bool OfOwner(IMemberReferenceOperation setting) => ++_steps <= MaximumSteps && setting.Instance?.Unwrap() switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver => OfInitialized(receiver),
        IInstanceReferenceOperation => OfType(setting.Instance.Type as INamedTypeSymbol),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter =>
            OfSymbol(parameter.Parameter) || OfRegistration(HttpClientRegistration.CallWithLambda(setting)),
        ILocalReferenceOperation local => (ConstantText.OnlyValueOf(local)?.Unwrap() is { } made && HasModelAddress(made)) || OfSymbol(local.Local),
        IParameterReferenceOperation parameter => OfSymbol(parameter.Parameter),
        IFieldReferenceOperation field => OfSymbol(field.Field),
        IPropertyReferenceOperation property => IsOurs(property.Property) ? OfSymbol(property.Property) : OfOwner(property),
        _ => false,
    };

    /// <summary>Whether the value of an expression connects to a model, by where it goes from there.</summary>
    public bool Of(IOperation value)
    {
        if (++_steps > MaximumSteps || DevelopmentOnly.Covers(value))
        {
            return false;
        }

        return IsModels(value) || value.Parent switch
        {
            IConversionOperation or ICoalesceOperation or IConditionalOperation or IAwaitOperation or IParenthesizedOperation or IConditionalAccessOperation => Of(value.Parent),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfSymbol(declarator.Symbol),
            IFieldInitializerOperation initializer => initializer.InitializedFields.Any(OfSymbol),
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.Any(OfSymbol),
            IAssignmentOperation assignment when assignment.Target != value => OfTarget(assignment.Target),
            IArgumentOperation { Parent: { } call } argument => OfCall(call, argument),
            IInvocationOperation call when call.Instance == value => ReachesModel(call) || OfResult(call),
            IConditionalAccessInstanceOperation => false,
            IPropertyReferenceOperation property when property.Instance == value => OfPart(property),
            IReturnOperation answer => OfReturned(answer),
            _ => false,
        };
    }

    private bool OfSymbol(ISymbol symbol) => _entered.Add(symbol.OriginalDefinition) && airlock.Uses.Of(symbol).Any(use => use is not IVariableDeclaratorOperation && Of(use));

    private bool OfTarget(IOperation target) => target switch
    {
        ILocalReferenceOperation local => OfSymbol(local.Local),
        IMemberReferenceOperation member => IsOurs(member.Member) ? OfSymbol(member.Member) : OfOwner(member),
        _ => false,
    };

    /// <summary>What is read from the object: a part of it leads on, as <c>lazy.Value</c>; an address that is set says where it goes.</summary>
    private bool OfPart(IPropertyReferenceOperation property) =>
        property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property
            ? IsModelAddress(assignment.Value)
            : property.Property.Name is "Value" or "Result" && Of(property);

    private bool OfCall(IOperation operation, IArgumentOperation argument)
    {
        if (Call.From(operation) is not { } call)
        {
            return false;
        }

        if (IsOfAiLibrary(call.Method) || ReachesModel(operation))
        {
            return true;
        }

        if (IsOurs(call.Method))
        {
            var parameter = argument.Parameter!.OriginalDefinition;
            return OfSymbol(parameter) || (operation is IObjectCreationOperation && IsHandler(call.Method.ContainingType) && Of(operation));
        }

        return operation is IInvocationOperation { TargetMethod: { Name: "ConfigurePrimaryHttpMessageHandler" or "AddHttpMessageHandler" } } registration
            ? OfRegistration(registration)
            : OfResult(operation) || OfService(operation, argument.Value.Type);
    }

    // What a library makes of a handler, a client or options leads on with them in it; what a request answers does not.
    private bool OfResult(IOperation operation) =>
        operation is IObjectCreationOperation
        || operation is IInvocationOperation { Type: { } made } && (IsHandler(made) || made.Name is "HttpClient" or "HttpMessageInvoker" or "GrpcChannel" or "CallInvoker" or "HttpClientPipelineTransport")
        ? Of(operation)
        : false;

    private bool OfReturned(IReturnOperation answer)
    {
        for (var outer = answer.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    return OfFunction(lambda, answer.ReturnedValue?.Unwrap().Type);
                case ILocalFunctionOperation function:
                    return OfCalls(function.Symbol);
                case { Parent: null }:
                    return outer.SemanticModel?.GetEnclosingSymbol(answer.Syntax.SpanStart) switch
                    {
                        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => OfSymbol(property),
                        IMethodSymbol method => OfCalls(method),
                        IPropertySymbol property => OfSymbol(property),
                        _ => false,
                    };
            }
        }

        return false;
    }

    /// <summary>What a method of the program returns: to those who call it, or are given it as a function.</summary>
    private bool OfCalls(IMethodSymbol method) =>
        _entered.Add(method.OriginalDefinition)
        && (airlock.Uses.CallsOf(method).Any(call => Of(call.Operation)) || airlock.Uses.Of(method).Any(function => OfFunction(function, method.ReturnType)));

    /// <summary>What a lambda, or a method that is handed on, returns: the handler of a registered client, or a service of the container.</summary>
    private bool OfFunction(IOperation function, ITypeSymbol? made) => HttpClientRegistration.CallWith(function) is { } call
        ? OfRegistration(call) || OfService(call, made)
        : function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Lazy" } lazy } } && Of(lazy);

    /// <summary>A service that is registered: whoever asks the container for its type is given the object.</summary>
    private bool OfService(IOperation operation, ITypeSymbol? made)
    {
        if (operation is not IInvocationOperation { TargetMethod: { ContainingType.Name: "ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" } method }
            || (method.TypeArguments.LastOrDefault() ?? made) is not { } service || !_entered.Add(service))
        {
            return false;
        }

        return airlock.Calls.Named("GetRequiredService", "GetService", "GetRequiredKeyedService")
                .Any(call => call.TargetMethod.TypeArguments is { Length: 1 } types && SymbolEqualityComparer.Default.Equals(types[0], service) && Of(call))
            || OwnTypes(airlock.Compilation.Assembly.GlobalNamespace).SelectMany(type => type.InstanceConstructors).SelectMany(constructor => constructor.Parameters)
                .Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, service) && OfSymbol(parameter));
    }

    /// <summary>Whether the clients of a registration connect to a model: by their class, by who creates them, or by the address they are given.</summary>
    private bool OfRegistration(IInvocationOperation? call)
    {
        if (call is null || HttpClientRegistration.Of(call) is not { } registration || DevelopmentOnly.Covers(registration.Call))
        {
            return false;
        }

        return registration.IsForAll
            ? airlock.Connections.UsesModels
            : (registration.Type is { } type && (IsOfAiLibrary(type) || OfTypedClient(type)))
                || (registration.Name is { } name && CreatedClients(name).Any(Of))
                || registration.Call.Arguments.Any(IsConfiguredForModel);
    }

    private bool OfTypedClient(ITypeSymbol type)
    {
        var implementations = type is INamedTypeSymbol named && IsOurs(named) ? named.InstanceConstructors : [];
        return implementations.SelectMany(constructor => constructor.Parameters).Any(parameter => parameter.Type.Name == "HttpClient" && OfSymbol(parameter));
    }

    private IEnumerable<IOperation> CreatedClients(string name) =>
        airlock.Calls.Named("CreateClient")
            .Where(call => call.TargetMethod.ContainingType?.Name is "IHttpClientFactory" or "HttpClientFactoryExtensions"
                && (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "name") is { } asked ? ConstantText.Of(asked.Value)?.Text == name : name.Length == 0));

    /// <summary>A lambda that is given the client and makes a client of a model with it, or sets the address of one.</summary>
    private bool IsConfiguredForModel(IArgumentOperation argument) =>
        DelegateTarget.Of(argument.Value, airlock.Declarations) is { Method.Parameters: var parameters } && parameters.Any(parameter => parameter.Type.Name == "HttpClient" && OfSymbol(parameter));

    /// <summary>A handler of the program's own: where it is made, or named as the type of a registration.</summary>
    private bool OfType(INamedTypeSymbol? type)
    {
        if (type is null || !IsOurs(type) || !_entered.Add(type))
        {
            return false;
        }

        return type.InstanceConstructors.SelectMany(airlock.Uses.CallsOf).Any(call => Of(call.Operation))
            || airlock.Uses.BodiesMentioning(type.Name).SelectMany(body => body.Descendants()).OfType<IInvocationOperation>()
                .Any(call => call.TargetMethod.TypeArguments.Contains(type, SymbolEqualityComparer.Default) && OfRegistration(call));
    }

    /// <summary>The object that an initializer sets members of.</summary>
    private bool OfInitialized(IInstanceReferenceOperation receiver)
    {
        for (IOperation? outer = receiver.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IObjectCreationOperation creation:
                    return Of(creation);
                case IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation member } when member.Instance != receiver:
                    return OfOwner(member);
            }
        }

        return false;
    }

    /// <summary>Whether the value is itself a client of a model, or made with the address of one.</summary>
    private bool IsModels(IOperation value) => value is IObjectCreationOperation creation && (IsOfAiLibrary(creation.Constructor!) || HasModelAddress(creation));

    /// <summary>Whether a call with the object goes to a model.</summary>
    private bool ReachesModel(IOperation operation) => HasModelAddress(operation) || IsModelClientOn(operation);

    private bool IsModelClientOn(IOperation operation) => operation is IInvocationOperation call && IsOfAiLibrary(call.TargetMethod);

    private bool HasModelAddress(IOperation operation) =>
        (Call.From(operation) is { } call && call.Arguments.Any(argument => IsModelAddress(argument.Value)))
        || (operation as IObjectCreationOperation)?.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(assignment => IsModelAddress(assignment.Value)) == true;

    /// <summary>Whether a text or Uri is the address of a model, or a request is made with one.</summary>
    private bool IsModelAddress(IOperation value) => ++_steps <= MaximumSteps && value.Unwrap() switch
    {
        { Type: { SpecialType: SpecialType.System_String } or { Name: "Uri" } } address => airlock.Addresses.Reaching(address).Any(written => InferenceHosts.Contains(written.Text)),
        IObjectCreationOperation { Type.Name: "HttpRequestMessage" or "RestRequest" } request => HasModelAddress(request),
        ILocalReferenceOperation { Type.Name: "HttpRequestMessage" or "RestRequest" } request =>
            airlock.Uses.Of(request.Local).Any(use => use is IVariableDeclaratorOperation declarator
                ? declarator.GetVariableInitializer()?.Value is { } made && IsModelAddress(made)
                : use.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property && assignment.Target == property && IsModelAddress(assignment.Value)),
        _ => false,
    };

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, airlock.Compilation.Assembly);

    private static bool IsOfAiLibrary(ISymbol symbol) => symbol.ContainingAssembly?.Name is { } library && AiLibraries.Contains(library);

    private static bool IsHandler(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == "HttpMessageHandler")
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> OwnTypes(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? OwnTypes(type).Prepend(type) : OwnTypes(member));
}
