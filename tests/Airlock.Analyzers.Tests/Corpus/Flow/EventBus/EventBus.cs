namespace Contoso.Events;

public record PlanReady(string Command, int Steps);

public record Ticked(string Name);

public class EventBus
{
    public event Action<PlanReady>? PlanReady;

    public event Func<Ticked, Task>? Ticked;

    public void Publish(PlanReady plan) => PlanReady?.Invoke(plan);

    public async Task PublishAsync(Ticked tick)
    {
        if (Ticked is not null)
        {
            await Ticked(tick);
        }
    }
}
