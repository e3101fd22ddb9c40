using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Shared.Pins;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class InitCommandTests : ToolTest
{
    public InitCommandTests()
    {
        Write("App.csproj", "<Project />");
        Write("models/a.onnx", "a");
    }

    [Fact]
    public async Task Policy_allows_and_lock_pins_what_is_used_today()
    {
        var outcome = await RunAsync(Build(), "init");

        Assert.Equal(0, outcome.ExitCode);
        var policy = PolicyDocument.Parse(Read("airlock.json"), out var policyErrors);
        var pins = LockDocument.Parse(Read("airlock.lock.json"), out var lockErrors).Pins;
        Assert.Empty(policyErrors);
        Assert.Empty(lockErrors);
        Assert.Equal(["claude-\"x\"", "gpt-4o-2024-11-20"], policy.Models.Allow.Select(model => model.Text));
        Assert.Equal("models/a.onnx", Assert.Single(pins).Path);
        Assert.Contains("One finding still blocks.", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_without_AI_gets_a_valid_policy_too()
    {
        File.Delete(Path.Combine(Folder, "models/a.onnx"));

        await RunAsync(new FakeBuild { Results = { Result() } }, "init");

        PolicyDocument.Parse(Read("airlock.json"), out var errors);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("airlock.json")]
    [InlineData("airlock.lock.json")]
    public async Task What_exists_is_not_overwritten(string name)
    {
        Write(name, "mine");
        var outcome = await RunAsync(Build(), "init");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"Kept     {name}: it exists", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("mine", Read(name));
        Assert.True(File.Exists(Path.Combine(Folder, name == "airlock.json" ? "airlock.lock.json" : "airlock.json")));
    }

    [Fact]
    public async Task Second_run_builds_nothing_and_changes_nothing()
    {
        await RunAsync(Build(), "init");
        var (policy, pins, build) = (Read("airlock.json"), Read("airlock.lock.json"), Build());

        var outcome = await RunAsync(build, "init");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Null(build.Request);
        Assert.Equal((policy, pins), (Read("airlock.json"), Read("airlock.lock.json")));
    }

    [Fact]
    public async Task Dry_run_shows_a_diff_and_writes_nothing()
    {
        var outcome = await RunAsync(Build(), "init", "--dry-run", "--ci", "github");

        Assert.Equal(0, outcome.ExitCode);
        foreach (var line in new[] { "+++ airlock.json\n", "+  \"profile\": \"standard\",\n", "+++ airlock.lock.json\n", "\"models/a.onnx\"", "+++ .github/workflows/airlock.yml\n" })
        {
            Assert.Contains(line, outcome.Out, StringComparison.Ordinal);
        }

        Assert.Equal(["App.csproj", "models"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Questions_have_defaults_that_enter_takes()
    {
        var outcome = await RunAnsweringAsync(Build(), ["strict", "", "n", "gitlab"], "init");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("strict", PolicyDocument.Parse(Read("airlock.json"), out _).Profile);
        Assert.Empty(LockDocument.Parse(Read("airlock.lock.json"), out _).Pins);
        Assert.Contains("- airlock check \"App.csproj\"", Read("airlock.gitlab-ci.yml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", ".github/workflows/airlock.yml")]
    [InlineData("azure", "airlock.azure-pipelines.yml")]
    [InlineData("gitlab", "airlock.gitlab-ci.yml")]
    public async Task File_for_a_service_is_written_once(string service, string file)
    {
        await RunAsync(Build(), "init", "--yes", "--ci", service);
        Assert.Contains("airlock doctor", Read(file), StringComparison.Ordinal);
        Write(file, "mine");

        Assert.Contains("it exists", (await RunAsync(Build(), "init", "--ci", service)).Out, StringComparison.Ordinal);
        Assert.Equal("mine", Read(file));
    }

    [Fact]
    public async Task Force_keeps_every_older_file()
    {
        Write("airlock.json", "first");
        await RunAsync(Build(), "init", "--force");
        Write("airlock.json", "second");
        await RunAsync(Build(), "init", "--force");

        Assert.Equal(("first", "second"), (Read("airlock.json.bak"), Read("airlock.json.bak2")));
    }

    [Fact]
    public async Task Failed_build_writes_nothing()
    {
        var build = new FakeBuild(1) { Lines = { "/src/A.cs(12,5): error CS1002: ; expected [/src/A.csproj]" } };

        var outcome = await RunAsync(build, "init");

        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("CS1002", outcome.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "airlock.json")));
    }

    private FakeBuild Build()
    {
        Finding Model(string name) => Finding("AIR0001", FindingLevel.Record) with
        {
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add(InventoryKeys.Kind, "hosted-model").Add(InventoryKeys.Name, name),
            Message = name,
        };
        return new FakeBuild(1)
        {
            Results =
            {
                Result(
                    Model("gpt-4o-2024-11-20"),
                    Model("claude-\"x\""),
                    Finding("AIR5001", FindingLevel.Block),
                    Finding("AIR1001", FindingLevel.Block)),
            },
        };
    }
}
