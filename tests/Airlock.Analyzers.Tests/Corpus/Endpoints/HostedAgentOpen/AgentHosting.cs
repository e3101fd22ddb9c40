using Microsoft.Agents.AI;

// The hosting packages declare these in the same namespaces.
namespace Microsoft.AspNetCore.Builder
{
    public static class MicrosoftAgentAIHostingOpenAIEndpointRouteBuilderExtensions
    {
        public static IEndpointConventionBuilder MapOpenAIChatCompletions(this IEndpointRouteBuilder endpoints, AIAgent agent) => throw new NotSupportedException();

        public static IEndpointConventionBuilder MapOpenAIResponses(this IEndpointRouteBuilder endpoints, AIAgent agent) => throw new NotSupportedException();
    }

    public static class A2AEndpointRouteBuilderExtensions
    {
        public static IEndpointConventionBuilder MapA2AHttpJson(this IEndpointRouteBuilder endpoints, AIAgent agent, string path) => throw new NotSupportedException();
    }
}

namespace Microsoft.Agents.AI.Hosting.AGUI.AspNetCore
{
    public static class AGUIEndpointRouteBuilderExtensions
    {
        public static IEndpointConventionBuilder MapAGUIServer(this IEndpointRouteBuilder endpoints, string pattern, AIAgent agent) => throw new NotSupportedException();
    }
}
