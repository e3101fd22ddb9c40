using System.ComponentModel;
using ModelContextProtocol.Server;

namespace McpServerOpen;

[McpServerToolType]
public class DocumentTools(IChatClient chat)
{
    [McpServerTool, Description("Summarizes a document of the handbook.")]
    public async Task<string> Summarize([Description("Name of the chapter")] string chapter)
    {
        var response = await chat.GetResponseAsync($"Summarize the chapter {chapter} of the handbook.");
        return response.Text;
    }
}
