using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Northwind.Work;

public record WorkItem(string Command, string Title, DateTime At);

/// <summary>A queue of the app, filled by one service and emptied by another.</summary>
public class WorkQueue
{
    private readonly ConcurrentQueue<WorkItem> _items = new();

    public void Enqueue(WorkItem item) => _items.Enqueue(item);

    public bool TryTake([NotNullWhen(true)] out WorkItem? item) => _items.TryDequeue(out item);
}

public class HeartbeatQueue
{
    private readonly ConcurrentQueue<string> _beats = new();

    public void Beat(string name) => _beats.Enqueue(name);

    public string? Take() => _beats.TryDequeue(out var beat) ? beat : null;
}
