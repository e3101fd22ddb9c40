using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Northwind.Terminal;

/// <summary>A terminal assistant: answers arrive in pieces and are put together again.</summary>
public class TerminalAssistant(IChatClient client, IChatCompletionService completion)
{
    public async Task AccumulatedAsync(string wish)
    {
        var command = "";
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            Console.Write(update.Text);
            command += update.Text;
        }

        Process.Start("/bin/bash", $"-c \"{command}\""); // Noncompliant {{AIR1001}}
    }

    public async Task ShownAsync(string wish)
    {
        var pieces = 0;
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            Console.Write(update.Text);
            pieces++;
        }

        Process.Start("/bin/bash", $"-c \"echo {pieces}\""); // Compliant: a number
    }

    public async Task EachPieceAsync(string wish)
    {
        await foreach (var update in client.GetStreamingResponseAsync(wish).ConfigureAwait(false))
        {
            Process.Start("say", update.ToString()); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ListedAsync(string wish)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            updates.Add(update);
        }

        var response = updates.ToChatResponse();
        Process.Start("/bin/bash", $"-c \"{response.Text}\""); // Noncompliant {{AIR1001}}
    }

    public async Task GatheredAsync(string wish)
    {
        var response = await client.GetStreamingResponseAsync(wish).ToChatResponseAsync();
        Process.Start("/bin/bash", $"-c \"{response}\""); // Noncompliant {{AIR1001}}
        Process.Start("/bin/bash", $"-c \"echo {response.CreatedAt:yyyy}\""); // Compliant: a date
    }

    public async Task ByOwnIteratorAsync(string wish)
    {
        await foreach (var line in LinesAsync(wish))
        {
            Process.Start("/bin/bash", $"-c \"{line}\""); // Noncompliant {{AIR1001}}
        }
    }

    public async Task ByOwnIteratorOfConstantsAsync(string wish)
    {
        await foreach (var line in ProgressAsync(wish))
        {
            Process.Start("notify-send", line); // Compliant: the iterator yields constants
        }
    }

    public async Task ByKernelAsync(ChatHistory history)
    {
        var text = new StringBuilder();
        await foreach (StreamingChatMessageContent piece in completion.GetStreamingChatMessageContentsAsync(history))
        {
            text.Append(piece.Content);
        }

        Process.Start("/bin/bash", $"-c \"{text}\""); // Noncompliant {{AIR1001}}
    }

    private async IAsyncEnumerable<string> LinesAsync(string wish, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var buffer = "";
        await foreach (var update in client.GetStreamingResponseAsync(wish, cancellationToken: cancellation))
        {
            buffer += update.Text;
            while (buffer.IndexOf('\n') is var end and >= 0)
            {
                yield return buffer[..end];
                buffer = buffer[(end + 1)..];
            }
        }

        yield return buffer;
    }

    private async IAsyncEnumerable<string> ProgressAsync(string wish)
    {
        await foreach (var update in client.GetStreamingResponseAsync(wish))
        {
            yield return update.Text.Length == 0 ? "waiting" : "working";
        }
    }
}
