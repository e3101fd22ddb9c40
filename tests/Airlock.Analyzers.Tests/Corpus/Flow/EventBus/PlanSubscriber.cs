namespace Contoso.Events;

public sealed class PlanSubscriber : IDisposable
{
    private readonly EventBus _bus;

    public PlanSubscriber(EventBus bus)
    {
        _bus = bus;
        _bus.PlanReady += OnPlanReady;
        _bus.PlanReady += plan => Process.Start("logger", $"{plan.Steps} steps"); // Compliant: a number
        _bus.Ticked += OnTickedAsync;
    }

    public void Dispose()
    {
        _bus.PlanReady -= OnPlanReady;
        _bus.Ticked -= OnTickedAsync;
    }

    private void OnPlanReady(PlanReady plan) => Process.Start("git", plan.Command); // Noncompliant {{AIR1001}}

    private Task OnTickedAsync(Ticked tick)
    {
        Process.Start("git", tick.Name); // Compliant: only published with a constant
        return Task.CompletedTask;
    }
}
