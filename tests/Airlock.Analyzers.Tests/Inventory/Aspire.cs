namespace Airlock.Analyzers.Tests.Inventory;

/// <summary>The shape of the Aspire client libraries, as far as the inventory knows them; the packages themselves are not served everywhere.</summary>
internal static class Aspire
{
    private const string Library = """
        namespace Aspire.OpenAI
        {
            public class AspireOpenAIClientBuilder { }
            public class OpenAISettings { public System.Uri? Endpoint { get; set; } public string? Key { get; set; } }
        }
        namespace Microsoft.Extensions.Hosting
        {
            using Aspire.OpenAI;
            public static class AspireOpenAIExtensions
            {
                public static AspireOpenAIClientBuilder AddOpenAIClient(this IHostApplicationBuilder builder, string connectionName, System.Action<OpenAISettings>? configureSettings = null) => new();
            }
            public static class AspireAzureOpenAIExtensions
            {
                public static AspireOpenAIClientBuilder AddAzureOpenAIClient(this IHostApplicationBuilder builder, string connectionName, System.Action<OpenAISettings>? configureSettings = null) => new();
            }
            public static class AspireOpenAIClientBuilderChatClientExtensions
            {
                public static object AddChatClient(this AspireOpenAIClientBuilder builder, string? deploymentName = null) => builder;
            }
        }
        """;

    public static (string Path, string Text) Settings =>
        ("/app/appsettings.json", """{ "ConnectionStrings": { "known": "Endpoint=https://models.github.ai/inference;Key=k;Model=phi-4" } }""");

    public static string Sources(string source) => $"{source}\n{Library}";
}
