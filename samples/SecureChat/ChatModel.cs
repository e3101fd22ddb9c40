using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;

namespace SecureChat;

/// <summary>Makes the model that the shop uses, if a key for it is configured.</summary>
internal static class ChatModel
{
    // A dated version: the provider can't put another model behind this name.
    private const string ModelId = "gpt-4o-2024-11-20";

    /// <summary>What every answer may cost at most, in tokens.</summary>
    public const int MaximumOutputTokens = 500;

    /// <summary>
    /// Adds the model. The key comes from configuration (user secrets, environment, a vault), never from source; without
    /// one the application runs, and what needs the model says so.
    /// </summary>
    public static void AddChatModel(this IServiceCollection services, IConfiguration configuration)
    {
        var key = configuration["OpenAI:ApiKey"];
        if (!string.IsNullOrWhiteSpace(key))
        {
            services.AddChatClient(new OpenAIClient(new ApiKeyCredential(key)).GetChatClient(ModelId).AsIChatClient()).UseLogging();
        }
    }
}
