using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Airlock.Core;

/// <summary>
/// The time that a document carries. It shall be the same for the same sources, so it is the commit's wherever the commit is known and nobody sets another.
/// </summary>
internal static class BuildTime
{
    /// <summary>The word for the time of the commit.</summary>
    public const string Commit = "commit";

    /// <summary>The word for the time of the build.</summary>
    public const string Clock = "clock";

    private const int LongestObject = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<string, DateTimeOffset?> Known = new(StringComparer.Ordinal);

    /// <summary>The time, and where it comes from; no time means that of the clock.</summary>
    public static (DateTimeOffset? Time, string? Source) Of(GateRequest request) => request switch
    {
        { Metadata.IsReproducible: true } => (null, null),
        { Timestamp: { } given } => (given, request.TimestampSource),
        { Metadata.Commit: { } commit } when OfCommit(commit, Path.GetDirectoryName(request.ProjectFile)!) is { } time => (time, Commit),
        _ => (null, Clock),
    };

    /// <summary>When a commit was made, by <c>git</c>; null if there is no git, no such commit, or no answer in time.</summary>
    /// <param name="commit">Its digest: 40 or 64 hex digits.</param>
    /// <param name="folder">A folder of the repository, absolute.</param>
    public static DateTimeOffset? OfCommit(string commit, string folder) =>
        commit.Length is 40 or 64 && commit.All(char.IsAsciiHexDigit) ? Known.GetOrAdd(commit, _ => Ask(commit, folder)) : null;

    /// <summary>The time of the line "committer NAME ‹MAIL› SECONDS ZONE" (https://git-scm.com/docs/git-commit-tree), or null. The message that follows the head is not looked at.</summary>
    internal static DateTimeOffset? Parse(string text)
    {
        foreach (var line in text.Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line.StartsWith("committer ", StringComparison.Ordinal)
                && line[(line.LastIndexOf('>') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var seconds, _]
                && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                return DateTimeOffset.FromUnixTimeSeconds(value);
            }
        }

        return null;
    }

    // "cat-file" only reads one object: no hook, no pager, no signature check and no look at the working tree, whatever the configuration says.
    private static DateTimeOffset? Ask(string commit, string folder)
    {
        if (GitProgram.Find() is not { } git)
        {
            return null;
        }

        var start = new ProcessStartInfo(git, ["cat-file", "commit", commit])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var head = Task.Run(() => ReadHead(process.StandardOutput));
            if (!head.Wait(Limit) || !process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return process.ExitCode == 0 ? Parse(head.Result) : null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            return null;
        }
    }

    private static string ReadHead(StreamReader reader)
    {
        var buffer = new char[LongestObject];
        var length = reader.ReadBlock(buffer, 0, buffer.Length);
        var rest = new char[LongestObject];
        while (reader.ReadBlock(rest, 0, rest.Length) > 0)
        {
        }

        return new string(buffer, 0, length);
    }
}
