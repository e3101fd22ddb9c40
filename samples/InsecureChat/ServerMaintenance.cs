using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace InsecureChat;

/// <summary>Lets the shop's staff ask for maintenance in their own words.</summary>
public sealed class ServerMaintenance(IChatClient model)
{
    /// <summary>Does what was asked, and returns what the command printed.</summary>
    public async Task<string> RunAsync(string wish, CancellationToken cancellation)
    {
        var answer = await model.GetResponseAsync($"Answer with one shell command that does this: {wish}", cancellationToken: cancellation);

        // AIR1001: the model decides what runs on the server. A sentence hidden in the wish is enough to take it over.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", answer.Text]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return output;
    }
}
