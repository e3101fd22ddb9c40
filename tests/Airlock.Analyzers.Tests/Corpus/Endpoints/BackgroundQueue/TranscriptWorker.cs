using System.Collections.Concurrent;
using System.Threading.Channels;

namespace BackgroundQueue;

public record TranscriptRequest(string Text);

public record TranscriptJob(Guid Id, string Text);

public class JobStore
{
    private readonly ConcurrentDictionary<Guid, string> _jobs = new();

    public void Start(Guid id) => _jobs[id] = "";

    public void Finish(Guid id, string text) => _jobs[id] = text;

    public string? Find(Guid id) => _jobs.GetValueOrDefault(id);
}

public class TranscriptWorker(Channel<TranscriptJob> jobs, JobStore store, IChatClient chat) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in jobs.Reader.ReadAllAsync(stoppingToken))
        {
            var clean = await chat.GetResponseAsync($"Clean up this transcript:\n{job.Text}", cancellationToken: stoppingToken);
            store.Finish(job.Id, clean.Text);
        }
    }
}
