namespace Northwind.Work;

public class Worker(WorkQueue queue, HeartbeatQueue heartbeats) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (queue.TryTake(out var item))
            {
                Run(item);
            }

            if (heartbeats.Take() is { } beat)
            {
                Process.Start("git", beat); // Compliant: only constants are put into this queue
            }

            await Task.Delay(1000, stoppingToken);
        }
    }

    private static void Run(WorkItem item)
    {
        Process.Start("git", item.Command); // Noncompliant {{AIR1001}}
        Process.Start("logger", item.Title); // Compliant: the planner's constant
        Process.Start("logger", $"{item.At:O}"); // Compliant: a date
    }
}
