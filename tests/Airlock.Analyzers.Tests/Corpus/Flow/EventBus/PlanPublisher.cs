using Microsoft.SemanticKernel;

namespace Contoso.Events;

public class PlanPublisher(Kernel kernel, EventBus bus)
{
    public async Task PlanAsync(string goal)
    {
        await bus.PublishAsync(new Ticked("fetch"));
        var result = await kernel.InvokePromptAsync("Plan the next step.", new KernelArguments { ["goal"] = goal });
        var text = result.GetValue<string>() ?? "";
        bus.Publish(new PlanReady(text, text.Length));
    }
}
