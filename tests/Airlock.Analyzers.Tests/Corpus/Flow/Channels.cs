using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Contoso.Pipelines;

/// <summary>Between the model and the process stands something that hands values over.</summary>
public class CommandPipeline(IChatClient client)
{
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();

    private readonly Channel<string> _heartbeats = Channel.CreateBounded<string>(8);

    private readonly TaskCompletionSource<string> _first = new();

    private readonly TaskCompletionSource<string> _ready = new();

    private readonly BlockingCollection<string> _waiting = [];

    public async Task ProduceAsync(string goal)
    {
        var reply = await client.GetResponseAsync(goal);
        _first.TrySetResult(reply.Text);
        _ready.SetResult("fetch");
        _waiting.Add(reply.Text);
        await _commands.Writer.WriteAsync(reply.Text);
        await _heartbeats.Writer.WriteAsync("status");
    }

    public async Task ConsumeAsync(CancellationToken cancellation)
    {
        await foreach (var command in _commands.Reader.ReadAllAsync(cancellation))
        {
            Process.Start("git", command); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ConsumeOneAsync(CancellationToken cancellation)
    {
        while (await _commands.Reader.WaitToReadAsync(cancellation))
        {
            if (_commands.Reader.TryRead(out var command))
            {
                Process.Start("git", command); // Noncompliant {{AIR1001}}
            }
        }
    }

    public async Task BeatAsync(CancellationToken cancellation)
    {
        await foreach (var beat in _heartbeats.Reader.ReadAllAsync(cancellation))
        {
            Process.Start("git", beat); // Compliant: only constants are written to this channel
        }
    }

    public async Task RunFirstAsync() => Process.Start("git", await _first.Task); // Noncompliant {{AIR1001}}

    public async Task RunReadyAsync() => Process.Start("git", await _ready.Task); // Compliant: completed with a constant

    public void RunWaiting()
    {
        foreach (var command in _waiting.GetConsumingEnumerable())
        {
            Process.Start("git", command); // Noncompliant {{AIR1001}}
        }
    }

    public async Task LocalChannelAsync(string goal)
    {
        var channel = Channel.CreateUnbounded<string>();
        var producer = Task.Run(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(goal))
            {
                channel.Writer.TryWrite(update.Text);
            }

            channel.Writer.Complete();
        });
        Process.Start("git", await channel.Reader.ReadAsync()); // Noncompliant {{AIR1001}}
        await producer;
    }
}
