using System.ComponentModel;
using ModelContextProtocol.Server;

namespace McpServerProtected;

[McpServerToolType]
public class DocumentTools(IChatClient chat)
{
    [McpServerTool, Description("Answers a question about the handbook.")]
    public async Task<string> Ask(string question) => (await chat.GetResponseAsync($"Answer from the handbook: {question}")).Text;
}
