using Airlock.Cli.Building;

namespace Airlock.Cli.Tests.Building;

public class BuildRequestTests
{
    [Fact]
    public void Plain_request_injects_the_gate_and_nothing_else()
    {
        var line = new BuildRequest { Target = "/src/App.sln" }.CommandLine("/tool/gate", "/results").ToList();

        Assert.Equal(["build", "/src/App.sln"], line[..2]);
        Assert.Equal(
            [$"-p:CustomAfterMicrosoftCommonTargets={Path.Combine("/tool/gate", "build", "Airlock.Injected.targets")}", "-p:AirlockResultsDirectory=/results", "-p:AirlockReportOnly=true"],
            line.Where(argument => argument.StartsWith("-p:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_asked_for_reaches_the_build()
    {
        var request = new BuildRequest
        {
            Target = "App.csproj",
            PolicyFile = "/p/airlock.json",
            Profile = "strict",
            Configuration = "Release",
            NoRestore = true,
            BomFormat = "1.6",
            Arguments = ["-p:Platform=x64"],
        };

        var line = request.CommandLine("gate", "results").ToList();

        Assert.Superset(
            new HashSet<string> { "-c", "Release", "--no-restore", "-p:AirlockPolicyFile=/p/airlock.json", "-p:AirlockProfile=strict", "-p:AirlockBomFormat=1.6" },
            line.ToHashSet());
        Assert.Equal("-p:Platform=x64", line[^1]);
    }

    [Fact]
    public void Characters_that_MSBuild_would_split_at_are_escaped() =>
        Assert.Contains(
            "-p:AirlockResultsDirectory=/a%3Bb%2Cc%25d e",
            new BuildRequest { Target = "App.csproj" }.CommandLine("gate", "/a;b,c%d e"));
}
