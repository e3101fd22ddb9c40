using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Airlock.Analyzers.Endpoints;

/// <summary>How an endpoint is offered.</summary>
internal enum EndpointKind
{
    /// <summary>A route that is mapped in code.</summary>
    Route,

    /// <summary>An agent or a model that a library offers by itself.</summary>
    Agent,

    /// <summary>An MCP server: whoever reaches it uses its tools.</summary>
    McpServer,

    /// <summary>A forwarder to an inference service.</summary>
    Proxy,

    /// <summary>A SignalR hub.</summary>
    Hub,

    /// <summary>A gRPC service.</summary>
    Grpc,

    /// <summary>Middleware that answers by itself.</summary>
    Middleware,

    /// <summary>An action of a controller.</summary>
    Action,

    /// <summary>A handler of a Razor page.</summary>
    Page,

    /// <summary>An Azure Function with an HTTP trigger.</summary>
    Function,
}

/// <summary>An endpoint by which callers run a model.</summary>
/// <param name="Kind">How it is offered.</param>
/// <param name="Name">Verb and route if they are known, as <c>POST /ai/chat</c>, else the member's name.</param>
/// <param name="Place">Where a developer would change it.</param>
internal sealed record InferenceEndpoint(EndpointKind Kind, string Name, Location Place)
{
    /// <summary>The lambda, method or action that handles it; null if a library does or it can't be seen.</summary>
    public IMethodSymbol? Handler { get; init; }

    /// <summary>The handler's body; null as above.</summary>
    public IOperation? Body { get; init; }

    /// <summary>The way to the model; null if a library has it.</summary>
    public InferenceWay? Way { get; init; }

    /// <summary>What is run where <see cref="Way"/> is null, as <c>an agent</c>, or the chain in another project.</summary>
    public string Runs { get; init; } = "a model";

    /// <summary>The call that maps it; null if attributes and conventions do.</summary>
    public IInvocationOperation? Mapping { get; init; }

    /// <summary>The ways in which it is mounted.</summary>
    public ImmutableArray<RouteMounting> Mountings { get; init; } = [];

    /// <summary>The type, and the base types, whose attributes hold for it beside the handler's.</summary>
    public ImmutableArray<ISymbol> Declarations { get; init; } = [];

    /// <summary>What carries attributes that hold for it. Attributes of a page's handler hold for nothing: the framework reads those of the page alone.</summary>
    public IEnumerable<ISymbol> Attributed => Kind == EndpointKind.Page || Handler is null ? Declarations : Declarations.Append(Handler);

    /// <summary>Who may call it, by its own metadata and by what holds for the whole application.</summary>
    public EndpointAccess Access { get; init; }

    /// <summary>Why it can't be told who may call it; null where it can.</summary>
    public string? Unseen { get; init; }

    /// <summary>How often it may be called.</summary>
    public RateLimit RateLimit { get; init; }

    /// <summary>The calls on it and its groups, over all mountings.</summary>
    public IEnumerable<IInvocationOperation> Conventions => Mountings.SelectMany(mounting => mounting.Conventions);

    /// <summary>What is run, as a chain from the endpoint on: <c>POST /chat → ChatService.AnswerAsync → IChatClient.GetResponseAsync</c>.</summary>
    public string Chain => $"{Name} → {Way?.Text ?? Runs}";

    /// <summary>Whether others than developers on this machine may reach it.</summary>
    public bool IsReachable => Access != EndpointAccess.Local;
}
