using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;

namespace InsecureChat;

/// <summary>Makes the clients of the models that the shop uses.</summary>
internal static class ModelClients
{
    // AIR4001: a provider's key in source. Whoever can read the repository, its forks or the assembly can use it.
    // (The key is random text, and written in two parts so that the scanners of source hosts leave this sample alone.)
    private const string OpenAIKey =
        "sk-proj-u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNnFRIBT3Blbk"
        + "FJXuDL7DxtpYlSXpfKtHF4vUCsMehGAkWvj7FAc9QeWJKY40uvSwMFLZDe1f8rESQedUStPKR0Cs";

    /// <summary>The model that answers customers.</summary>
    public static IChatClient CreateChatClient()
    {
        // AIR5003: the policy allows gpt-4o-2024-11-20; nobody vetted this one.
        return new OpenAIClient(OpenAIKey).GetChatClient("gpt-3.5-turbo-0125").AsIChatClient();
    }

    /// <summary>The model on the shop's own server, which speaks the same protocol.</summary>
    public static IChatClient CreateLocalClient()
    {
        // AIR3101: every question and every answer crosses the shop's network readable for all who are in it.
        var server = new Uri("http://models.bookshop.internal:8000/v1");

        // AIR4002: no provider's format gives this away, but a credential written in source is one all the same.
        var credential = new ApiKeyCredential("bookshop-gateway-2024");
        return new OpenAIClient(credential, new OpenAIClientOptions { Endpoint = server })
            .GetChatClient("gpt-4o-2024-11-20")
            .AsIChatClient();
    }
}
