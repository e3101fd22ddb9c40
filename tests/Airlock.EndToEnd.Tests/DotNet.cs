using System.Diagnostics;

namespace Airlock.EndToEnd.Tests;

/// <summary>What a run of <c>dotnet</c> printed and returned.</summary>
internal sealed record DotNetResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Both streams.</summary>
    public string Output { get; } = StandardOutput + StandardError;

    /// <summary>The lines of the output that hold the text, each once: MSBuild repeats errors and warnings in its summary.</summary>
    public IReadOnlyList<string> Lines(string text) =>
        [.. Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(text, StringComparison.Ordinal)).Distinct()];

    /// <summary>How often a finding was printed before the summary repeats it.</summary>
    public int PrintCount(string text)
    {
        var summary = Output.IndexOf("Build succeeded.", StringComparison.Ordinal) is var ok and >= 0 ? ok : Output.IndexOf("Build FAILED.", StringComparison.Ordinal);
        return (summary < 0 ? Output : Output[..summary]).Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    public DotNetResult ShouldPass() => ShouldExit(0);

    public DotNetResult ShouldExit(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}, not {code}\n{Output}");
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
        return this;
    }

    public DotNetResult ShouldFail()
    {
        Assert.True(ExitCode != 0, Output);
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
        return this;
    }

    public DotNetResult ShouldPrint(string text)
    {
        Assert.True(Output.Contains(text, StringComparison.Ordinal), $"expected: {text}\n{Output}");
        return this;
    }

    public DotNetResult ShouldNotPrint(string text)
    {
        Assert.True(!Output.Contains(text, StringComparison.Ordinal), $"not expected: {text}\n{Output}");
        return this;
    }
}

/// <summary>Runs <c>dotnet</c> as a user does: a process of its own, nothing inherited from the test run.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<DotNetResult> Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new DotNetResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {Limit}");
        }
    }

    /// <summary>Variables that every process has unless its test says otherwise: nothing is written into the folders of whoever runs the tests.</summary>
    public static Dictionary<string, string> Defaults { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts a process and leaves it to the caller, who reads its streams and ends it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTestRun).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "true";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // Where these tests run in continuous integration, the tool must not speak to it.
        foreach (var variable in (string[])["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION"])
        {
            start.Environment.Remove(variable);
        }

        foreach (var (name, value) in Defaults.Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // Set by the test host and by continuous integration; a user's build has none of them.
    private static bool IsOfTestRun(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name is "CI" or "GITHUB_ACTIONS" or "TF_BUILD" or "ContinuousIntegrationBuild";
}
