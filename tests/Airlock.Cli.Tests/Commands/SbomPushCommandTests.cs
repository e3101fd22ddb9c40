using Airlock.Core.Tests.Bom.Delivery;

namespace Airlock.Cli.Tests.Commands;

public sealed class SbomPushCommandTests : ToolTest
{
    private const string Document = """{ "bomFormat": "CycloneDX", "specVersion": "1.7", "metadata": { "component": { "type": "application", "name": "App", "version": "1.0.0" } } }""";

    private readonly LoopbackDependencyTrack _server = new();

    public SbomPushCommandTests()
    {
        Write("app.cdx.json", Document);
        Variables["AIRLOCK_DEPENDENCY_TRACK_KEY"] = LoopbackDependencyTrack.Key;
        _server.Projects[("App", "1.0.0")] = Guid.NewGuid();
    }

    public override void Dispose()
    {
        _server.Dispose();
        base.Dispose();
    }

    private async Task<Outcome> PushAsync(params string[] arguments)
    {
        var outcome = await RunAsync(["sbom", "push", "app.cdx.json", "--url", _server.Address, .. arguments]);
        Assert.DoesNotContain(LoopbackDependencyTrack.Key, outcome.Out + outcome.Error, StringComparison.Ordinal);
        return outcome;
    }

    [Fact]
    public async Task Document_goes_to_the_project_that_it_describes()
    {
        var outcome = await PushAsync("--wait");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("accepted   app.cdx.json as project App 1.0.0 (", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("processed", outcome.Out.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(Document, System.Text.Encoding.UTF8.GetString(Assert.Single(_server.Taken).Document));
    }

    [Fact]
    public async Task Project_is_named_by_identifier_or_made_under_a_parent()
    {
        Assert.Equal(0, (await PushAsync("--project-id", _server.Projects[("App", "1.0.0")].ToString())).ExitCode);

        _server.Permissions.Add("PROJECT_CREATION_UPLOAD");
        Assert.Equal(0, (await PushAsync("--project", "Other", "--project-version", "2", "--auto-create", "--parent", "App", "--parent-version", "1.0.0", "--latest")).ExitCode);
        Assert.Contains(("Other", "2"), _server.Projects.Keys);
    }

    [Fact]
    public async Task Key_may_stand_in_a_file()
    {
        Variables.Clear();
        Write("key.txt", LoopbackDependencyTrack.Key + "\n");

        Assert.Equal(0, (await PushAsync("--api-key-file", "key.txt")).ExitCode);
        var without = await PushAsync();
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("there is no API key; set AIRLOCK_DEPENDENCY_TRACK_KEY", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_have_their_exit_codes()
    {
        Assert.Equal(2, (await PushAsync("--project", "Gone")).ExitCode);

        _server.SpecVersions = ["1.6"];
        var invalid = await PushAsync();
        Assert.Equal(1, invalid.ExitCode);
        Assert.Contains("does not accept the document", invalid.Error, StringComparison.Ordinal);
        Assert.Contains("--spec-version 1.6", invalid.Error, StringComparison.Ordinal);

        _server.Intervene = (_, _) => Core.Tests.Restoring.LoopbackReply.Empty(500);
        Assert.Equal(3, (await PushAsync()).ExitCode);
    }

    [Theory]
    [InlineData("--project-id", "no-uuid")]
    [InlineData("--project-id", "01020304-0506-0708-090a-0b0c0d0e0f10", "--project", "App")]
    [InlineData("--parent-version", "1")]
    [InlineData("--wait", "--timeout", "0")]
    [InlineData("--api-key-file", "gone.txt")]
    [InlineData("--api-key", "secret")]
    public async Task Wrong_usage_sends_nothing(params string[] arguments)
    {
        Assert.Equal(2, (await PushAsync(arguments)).ExitCode);
        Assert.Empty(_server.Server.Requests);
    }

    [Fact]
    public async Task What_is_no_document_is_not_sent()
    {
        Write("app.cdx.json", "{\n  \"bomFormat\": \"SPDX\" }");

        var outcome = await PushAsync();

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("app.cdx.json(2,16): \"bomFormat\" must be \"CycloneDX\"", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Server.Requests);
    }

    [Fact]
    public async Task Address_must_be_safe()
    {
        var outcome = await RunAsync("sbom", "push", "app.cdx.json", "--url", "http://deptrack.example.com");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("use https", outcome.Error, StringComparison.Ordinal);
    }
}
