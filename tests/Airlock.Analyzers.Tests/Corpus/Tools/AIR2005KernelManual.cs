using System.ComponentModel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace SmartHome.ManualKernel;

public class FilePlugin
{
    [KernelFunction, Description("Clears the recordings.")]
    public void Clear() => Directory.Delete("/srv/recordings", recursive: true); // Compliant: nothing runs it automatically
}

/// <summary>The functions are only offered; a person decides on each call.</summary>
public class ManualHouse(Kernel kernel, IChatCompletionService chat)
{
    public async Task AskAsync(string question)
    {
        kernel.Plugins.AddFromType<FilePlugin>();
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) };
        var message = await chat.GetChatMessageContentAsync(question, settings, kernel);
        foreach (var call in Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(message))
        {
            Console.Write($"Run {call.FunctionName}? ");
            if (Console.ReadLine() == "y")
            {
                await call.InvokeAsync(kernel);
            }
        }
    }
}
