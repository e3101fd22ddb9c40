using System.ClientModel;
using Azure.AI.OpenAI;
using OpenAI;
using OpenAI.Chat;

namespace AzureDeployments;

public class Deployments(OpenAIClient injected)
{
    public object Deployment(AzureOpenAIClient client) => client.GetChatClient("gpt-4o"); // Compliant: the name of a deployment

    public object Injected() => injected.GetChatClient("gpt-4o"); // Compliant: Azure's client may be what is injected

    public object NewestApi(string key) => new ChatClient("gpt-4o", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri("https://acme.openai.azure.com/openai/v1/") }); // Compliant

    public object OwnServer(string key)
    {
        var client = new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri("http://localhost:1234/v1") });
        return client.GetChatClient("gpt-4o"); // Compliant: a server of one's own
    }

    public object OpenAIItself(string key) => new OpenAIClient(key).GetChatClient("gpt-4o"); // Noncompliant {{AIR5004}}
}
