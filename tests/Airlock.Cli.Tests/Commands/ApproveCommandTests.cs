using Airlock.Shared.Pins;

namespace Airlock.Cli.Tests.Commands;

public class ApproveCommandTests : ToolTest
{
    private const string Ordered = """{ "environments": [ { "name": "test" }, { "name": "staging" }, { "name": "production", "approvals": 2 } ] }""";

    private Pin Model => LockDocument.Parse(Read("airlock.lock.json"), out _).Pins[0];

    private async Task PinAsync(string? policy = Ordered)
    {
        Write("models/a.onnx", "a");
        if (policy is not null)
        {
            Write("airlock.json", policy);
        }

        Assert.Equal(0, (await RunAsync("pin", "models/a.onnx")).ExitCode);
    }

    private Task<Outcome> ApproveAsync(string environment, string by = "Ann", string model = "models/a.onnx") =>
        RunAsync("approve", model, "--environment", environment, "--reason", "tested", "--by", by);

    private Task<Outcome> PromoteAsync(string by, params string[] options) =>
        RunAsync(["promote", "models/a.onnx", "--reason", "fine", "--by", by, .. options]);

    private static void AssertRefused(Outcome outcome, string problem)
    {
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
    }

    [Fact]
    public async Task Approval_says_who_when_why_and_for_which_bytes()
    {
        await PinAsync(policy: null);

        var outcome = await ApproveAsync("staging", "Ann <ann@example.com>");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("models/a.onnx is approved for staging by Ann <ann@example.com> (1 of 1)", outcome.Out, StringComparison.Ordinal);
        var approval = Assert.Single(Model.Approvals);
        Assert.Equal(("staging", Model.Sha256, "Ann <ann@example.com>", "tested"), (approval.Environment, approval.Sha256, approval.By, approval.Reason));
        Assert.InRange(approval.At, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow);
        Assert.Contains("\"action\": \"approve\"", Read("airlock.log.jsonl"), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task File_that_is_not_the_pinned_one_is_not_approved()
    {
        await PinAsync();
        Write("models/a.onnx", "b");

        AssertRefused(await ApproveAsync("test"), "is not the file that was pinned");
        File.Delete(Path.Combine(Folder, "models/a.onnx"));
        AssertRefused(await ApproveAsync("test"), "does not exist");
        Assert.Empty(Model.Approvals);
    }

    [Fact]
    public async Task Who_approved_is_the_one_who_commits_with_git()
    {
        await PinAsync();
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/config", "[core]\n\trepositoryformatversion = 0\n[user]\n\tname = Cleo\n\temail = cleo@example.com\n");
        Directory.CreateDirectory(Path.Combine(Folder, ".git/objects"));
        Directory.CreateDirectory(Path.Combine(Folder, ".git/refs"));

        await RunAsync("approve", "models/a.onnx", "--environment", "test", "--reason", "tested");

        Assert.Equal("Cleo <cleo@example.com>", Assert.Single(Model.Approvals).By);
    }

    [Fact]
    public async Task Nobody_approves_twice_however_the_name_is_written()
    {
        await PinAsync();
        await ApproveAsync("test", "Ann <ann@example.com>");

        AssertRefused(await ApproveAsync("test", "Ann Miller <ANN@example.com>"), "has approved these bytes of models/a.onnx for test already (1 of 1)");
    }

    [Fact]
    public async Task Unknown_model_is_answered_with_those_that_are_pinned()
    {
        await PinAsync();

        AssertRefused(await ApproveAsync("test", model: "models/b.onnx"), "pinned are\n  models/a.onnx");
    }

    [Fact]
    public async Task Environment_must_be_one_of_the_policy()
    {
        await PinAsync();

        AssertRefused(await ApproveAsync("prod"), "policy knows test, staging, production");
        AssertRefused(await RunAsync("approve", "models/a.onnx", "--environment", "test"), "--reason");
        AssertRefused(await RunAsync("approve", "models/a.onnx"), "--environment");
        AssertRefused(await ApproveAsync("test", by: " "), "--by needs a name");
    }

    [Fact]
    public async Task Wrong_policy_is_told_with_its_place()
    {
        await PinAsync();
        Write("airlock.json", """{ "environments": [ { "name": 1 } ] }""");

        AssertRefused(await ApproveAsync("test"), "airlock.json(1,31)");
    }

    [Fact]
    public async Task Promotion_follows_the_order_and_waits_for_enough_people()
    {
        await PinAsync();
        AssertRefused(await PromoteAsync("Ann"), "nothing comes before test");
        await ApproveAsync("test");

        Assert.Contains("approved for staging by Ann (1 of 1)", (await PromoteAsync("Ann")).Out, StringComparison.Ordinal);
        Assert.Contains("passes once 1 more person has approved it", (await PromoteAsync("Ann")).Out, StringComparison.Ordinal);
        AssertRefused(await PromoteAsync("ann"), "already (1 of 2)");
        Assert.Contains("approved for production by Bob (2 of 2)", (await PromoteAsync("Bob")).Out, StringComparison.Ordinal);
        AssertRefused(await PromoteAsync("Cleo"), "nothing comes after production");

        Assert.Equal(["test", "staging", "production", "production"], Model.Approvals.Select(approval => approval.Environment));
        Assert.Equal(0, (await RunAsync("log", "verify")).ExitCode);
    }

    [Fact]
    public async Task Environments_can_not_be_jumped_over()
    {
        await PinAsync();
        await ApproveAsync("test");

        AssertRefused(await PromoteAsync("Ann", "--to", "production"), "not approved for staging (0 of 1), which comes before production");
        AssertRefused(await PromoteAsync("Ann", "--from", "test", "--to", "production"), "after test comes staging, not production");
        AssertRefused(await PromoteAsync("Ann", "--from", "staging"), "not approved for staging (0 of 1)");
        AssertRefused(await PromoteAsync("Ann", "--to", "test"), "nothing comes before test");
        AssertRefused(await ApproveAsync("production"), "not approved for staging (0 of 1)");
        Assert.Equal(0, (await PromoteAsync("Ann", "--from", "Test", "--to", "STAGING")).ExitCode);
        Assert.Equal("staging", Model.Approvals[^1].Environment);
    }

    [Fact]
    public async Task Promotion_needs_environments_in_the_policy()
    {
        await PinAsync(policy: null);

        AssertRefused(await PromoteAsync("Ann"), "add \"environments\"");
    }

    [Fact]
    public async Task New_bytes_start_from_the_beginning()
    {
        await PinAsync();
        await ApproveAsync("test");
        Write("models/a.onnx", "b");
        await RunAsync("pin", "models/a.onnx", "--update", "--reason", "retrained");

        AssertRefused(await PromoteAsync("Ann"), "nothing comes before test");
        Assert.Single(Model.Approvals);
    }

    [Fact]
    public async Task Approval_that_was_written_by_hand_counts_for_nothing()
    {
        await PinAsync();
        await ApproveAsync("test");
        Write("airlock.lock.json", Read("airlock.lock.json").Replace("\"environment\": \"test\"", "\"environment\": \"staging\"", StringComparison.Ordinal));

        AssertRefused(await PromoteAsync("Bob", "--to", "production"), "not approved for test (0 of 1)");
    }

    [Fact]
    public async Task Terminal_is_asked_for_the_reason()
    {
        await PinAsync();

        Assert.Equal(0, (await RunAnsweringAsync("looks fine", "approve", "models/a.onnx", "--environment", "test")).ExitCode);
        Assert.Equal("looks fine", Assert.Single(Model.Approvals).Reason);
    }

    [Fact]
    public async Task Pin_of_an_address_is_approved_by_its_digest()
    {
        const string Address = "https://models.example.com/a.gguf";
        Write("airlock.lock.json", $$"""{ "version": 1, "models": [ { "path": "{{Address}}", "sha256": "{{new string('1', 64)}}" } ] }""");

        Assert.Equal(0, (await ApproveAsync("test", model: Address)).ExitCode);
        Assert.Equal(new string('1', 64), Assert.Single(Model.Approvals).Sha256);
    }
}
