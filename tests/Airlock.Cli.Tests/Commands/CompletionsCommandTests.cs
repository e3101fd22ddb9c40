using System.Diagnostics;

namespace Airlock.Cli.Tests.Commands;

public class CompletionsCommandTests : ToolTest
{
    [Theory]
    [InlineData("bash", "complete -o default -F _airlock airlock")]
    [InlineData("zsh", "compdef _airlock airlock")]
    [InlineData("fish", "complete -c airlock")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Each_shell_has_a_script(string shell, string line)
    {
        var outcome = await RunAsync("completions", shell);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(line, outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', outcome.Out);
    }

    [Fact]
    public async Task Other_shell_is_refused() => Assert.Equal((int)ExitCode.Usage, (await RunAsync("completions", "tcsh")).ExitCode);

    // What the scripts ask the tool.
    [Theory]
    [InlineData("airlock doc", "doctor")]
    [InlineData("airlock explain AIR100", "AIR1001")]
    [InlineData("airlock scan --format s", "sarif")]
    [InlineData("airlock check --profile ", "strict")]
    [InlineData("airlock policy v", "validate")]
    [InlineData("airlock init --ci g", "github")]
    public async Task Tool_suggests(string line, string word)
    {
        var outcome = await RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(word, outcome.Out.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("airlock explain AIR100", "AIR1001 AIR1002 AIR1003 AIR1004 AIR1005 AIR1006 AIR1007 AIR1008 AIR1009")]
    [InlineData("airlock check --profile st", "standard strict")]
    [InlineData("airlock sbom di", "diff")]
    public async Task Bash_completes_with_the_script(string line, string expected)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "airlock.dll");
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/usr/bin/bash"), "there is no bash");
        Assert.SkipUnless(File.Exists(Path.ChangeExtension(tool, "runtimeconfig.json")), "the tool can't be started from here");
        var shim = Write("airlock", $"#!/usr/bin/env bash\nexec dotnet '{tool}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var script = Write("complete.sh", $$"""
            source <(airlock completions bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD={{line.Split(' ').Length - 1}}
            _airlock
            echo "${COMPREPLY[@]}"
            """);

        var start = new ProcessStartInfo("bash", ["--norc", script]) { RedirectStandardOutput = true, WorkingDirectory = Folder };
        start.Environment["PATH"] = $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, output.Trim());
    }
}
