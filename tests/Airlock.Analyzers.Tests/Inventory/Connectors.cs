namespace Airlock.Analyzers.Tests.Inventory;

/// <summary>APIs as connectors of Semantic Kernel have them, which ask for other versions of their libraries than the tests reference.</summary>
internal static class Connectors
{
    public const string AzureOpenAI = """
        namespace Microsoft.SemanticKernel
        {
            public static class AzureOpenAIKernelBuilderExtensions
            {
                public static IKernelBuilder AddAzureOpenAIChatCompletion(
                    this IKernelBuilder builder, string deploymentName, string endpoint, string apiKey, string? serviceId = null, string? modelId = null,
                    System.Net.Http.HttpClient? httpClient = null, string? apiVersion = null) => builder;
            }
        }
        """;
}
