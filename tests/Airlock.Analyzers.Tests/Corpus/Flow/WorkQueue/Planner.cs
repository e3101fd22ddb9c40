namespace Northwind.Work;

public class Planner(IChatClient client, WorkQueue queue, HeartbeatQueue heartbeats)
{
    public async Task PlanAsync(string goal, CancellationToken cancellation)
    {
        heartbeats.Beat("status");
        var reply = await client.GetResponseAsync(goal, cancellationToken: cancellation);
        foreach (var line in reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            queue.Enqueue(new WorkItem(line, "planned", DateTime.UtcNow));
        }
    }
}
