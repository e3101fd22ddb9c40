using System.ComponentModel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace SmartHome.KernelSettings;

public interface IDoor
{
    Task<bool> IsOpenAsync();
}

public interface IAccounts
{
    Task GrantAsync(int person, int door);

    Task<int> CountAsync();
}

public class DoorPlugin(IDoor door)
{
    [KernelFunction, Description("Tells whether the door is open.")]
    public Task<bool> IsOpenAsync() => door.IsOpenAsync(); // Compliant: only reads
}

public class AccountPlugin(IAccounts accounts)
{
    [KernelFunction, Description("Lets a person in from now on.")]
    public async Task AllowAsync(int person, int door) => await accounts.GrantAsync(person, door); // Noncompliant {{AIR2005}}
}

public class FilePlugin
{
    [KernelFunction, Description("Clears the recordings.")]
    public void Clear() => Directory.Delete("/srv/recordings", recursive: true); // Noncompliant {{AIR2005}}
}

public class LightPlugin
{
    private bool _on;

    [KernelFunction, Description("Switches the light.")]
    public bool Switch(bool on) => _on = on; // Compliant: changes only memory
}

/// <summary>A house whose assistant runs functions by itself.</summary>
public static class House
{
    public static Kernel Build(IDoor door, IAccounts accounts)
    {
        var builder = Kernel.CreateBuilder();
        builder.Plugins.AddFromObject(new DoorPlugin(door));
        builder.Plugins.AddFromObject(new AccountPlugin(accounts));
        builder.Plugins.AddFromType<FilePlugin>();
        builder.Plugins.AddFromType<LightPlugin>();
        return builder.Build();
    }

    public static void Import(Kernel kernel, IAccounts accounts)
    {
        kernel.ImportPluginFromFunctions("doors", [kernel.CreateFunctionFromMethod(accounts.GrantAsync, "allow")]); // Noncompliant {{AIR2005}}
        kernel.ImportPluginFromFunctions("statistics", [kernel.CreateFunctionFromMethod(accounts.CountAsync, "count")]); // Compliant: only reads
    }

    public static async Task<string?> AskAsync(Kernel kernel, string question)
    {
        var chat = kernel.GetRequiredService<IChatCompletionService>();
        var settings = new OpenAIPromptExecutionSettings { ToolCallBehavior = ToolCallBehavior.AutoInvokeKernelFunctions };
        return (await chat.GetChatMessageContentAsync(question, settings, kernel)).Content;
    }
}
