using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Airlock.Core;

namespace Airlock.Cli.Diagnosis;

/// <summary>What git ignores, asked once for all paths (<c>git check-ignore</c>).</summary>
public sealed class GitIgnore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HashSet<string>? _ignored;

    private GitIgnore(HashSet<string>? ignored) => _ignored = ignored;

    /// <summary>Whether git ignores a path that was asked about; null if that is not known: git is missing, or the folder is no repository.</summary>
    public bool? Of(string path) => _ignored?.Contains(path);

    /// <summary>Asks git.</summary>
    /// <param name="folder">A folder of the repository, absolute.</param>
    /// <param name="paths">Paths, absolute; they need not exist.</param>
    public static async Task<GitIgnore> AskAsync(string folder, IEnumerable<string> paths, CancellationToken cancellation)
    {
        if (GitProgram.Find() is not { } git)
        {
            return new GitIgnore(null);
        }

        // No monitor that the configuration of a foreign repository names is started.
        var start = new ProcessStartInfo(git, ["-c", "core.fsmonitor=false", "check-ignore", "-z", "--stdin"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.StandardInput.WriteAsync(string.Join('\0', paths).AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            await error;

            // 0: some are ignored; 1: none is; 128: no repository, or a path outside of it.
            return new GitIgnore(process.ExitCode is 0 or 1 ? (await output).Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal) : null);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            process?.Kill(entireProcessTree: true);
            return new GitIgnore(null);
        }
        finally
        {
            process?.Dispose();
        }
    }
}
