using System.ComponentModel;
using System.Diagnostics;

namespace Airlock.Cli.Building;

/// <summary>Runs <c>dotnet</c> in a process of its own, as a user would from a terminal.</summary>
public static class DotnetProcess
{
    // Ctrl-C reaches the child too, which then ends by itself; this is how long it may take.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    // Left over from a build that started this tool, these would make the child load the other build's MSBuild.
    private static readonly string[] InheritedVariables = ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Runs to the end.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The folder that it runs in, absolute.</param>
    /// <param name="line">Receives every line of both streams, one at a time.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ToolException">The process can't be started.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> arguments, string folder, Action<string> line, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(arguments, folder) };
        process.OutputDataReceived += (_, output) => Tell(output.Data);
        process.ErrorDataReceived += (_, output) => Tell(output.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new ToolException(ExitCode.Internal, $"dotnet can't be started: {exception.Message}");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            throw;
        }

        return process.ExitCode;

        void Tell(string? text)
        {
            if (text is not null)
            {
                lock (process)
                {
                    line(text);
                }
            }
        }
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var name in InheritedVariables)
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static async Task EndAsync(Process process)
    {
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
