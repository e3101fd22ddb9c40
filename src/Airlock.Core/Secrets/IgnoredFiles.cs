using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Airlock.Core.Secrets;

/// <summary>
/// Asks Git which files it ignores. Only Git knows: a file that somebody added in spite of the rules is not ignored. Asked only about files in which a credential
/// was found, so most builds never start it; where there is no Git, or no answer in time, nothing counts as ignored.
/// </summary>
internal static class IgnoredFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Those of the files that Git ignores.</summary>
    /// <param name="folder">A folder of the working tree, absolute.</param>
    /// <param name="files">The files, absolute.</param>
    public static IReadOnlySet<string> Among(string folder, IReadOnlyCollection<string> files)
    {
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        if (files.Count == 0 || GitProgram.Find() is not { } program)
        {
            return ignored;
        }

        try
        {
            // Each path ends with a zero, so that a name can hold anything. No monitor of a foreign repository is started.
            var start = new ProcessStartInfo(program, ["-c", "core.fsmonitor=false", "check-ignore", "-z", "--stdin"])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = new UTF8Encoding(false),
            };
            start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(string.Concat(files.Select(file => file + '\0')));
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience) || !output.Wait(Patience))
            {
                process.Kill();
                return ignored;
            }

            if (process.ExitCode == 0)
            {
                ignored.UnionWith(output.Result.Split('\0', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            // Without an answer, every file counts as one that others get.
        }

        return ignored;
    }
}
