using System.ComponentModel;
using System.Diagnostics;

namespace Airlock.Cli.Building;

/// <summary>Runs <c>dotnet build</c> as a child process.</summary>
public sealed class DotnetBuild : IBuildRunner
{
    // Ctrl-C reaches the child too, which then ends by itself; this is how long it may take.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    // Left over from a build that started this tool, these would make the child load the other build's MSBuild.
    private static readonly string[] InheritedVariables = ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    private static string GateFolder => Path.Combine(AppContext.BaseDirectory, "gate");

    /// <inheritdoc/>
    public async Task<int> RunAsync(BuildRequest request, string resultsFolder, Action<string> line, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(request, resultsFolder) };
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

    private static ProcessStartInfo StartInfo(BuildRequest request, string resultsFolder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", request.CommandLine(GateFolder, resultsFolder))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(request.Target),
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
