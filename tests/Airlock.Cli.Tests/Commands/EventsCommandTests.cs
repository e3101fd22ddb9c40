using System.Net;
using System.Net.Sockets;
using System.Text;
using Airlock.Shared.Rules;

namespace Airlock.Cli.Tests.Commands;

public class EventsCommandTests : ToolTest
{
    public EventsCommandTests() => Write("App.csproj", "<Project />");

    [Fact]
    public async Task Events_of_all_projects_are_printed_once()
    {
        var build = new FakeBuild
        {
            Results =
            {
                Result() with { Evidence = [Write("net10.0/App.cef", "CEF:0|one\nCEF:0|two\n"), Write("net10.0/App.ocsf.ndjson", "{}\n")] },
                Result() with { TargetFramework = "net8.0", Evidence = [Write("net8.0/App.cef", "CEF:0|two\nCEF:0|three\n")] },
            },
        };

        var outcome = await RunAsync(build, "events", "--format", "cef");

        Assert.Equal((0, "CEF:0|one\nCEF:0|two\nCEF:0|three\n"), (outcome.ExitCode, outcome.Out));
        Assert.Equal("cef", build.Request!.EventFormats);
        Assert.Null(build.Request.SendEvents);
    }

    [Fact]
    public async Task Blocking_finding_is_a_result_and_a_gap_is_told()
    {
        Assert.Equal(0, (await RunAsync(new FakeBuild(1) { Results = { Result(Finding("AIR1001", FindingLevel.Block)) } }, "events")).ExitCode);

        var outcome = await RunAsync(new FakeBuild(1), "events");
        Assert.Equal((int)ExitCode.Incomplete, outcome.ExitCode);
        Assert.Contains("airlock: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_needs_a_collector()
    {
        var build = new FakeBuild { Results = { Result() with { PolicyFile = Write("airlock.json", "{}") } } };

        var outcome = await RunAsync(build, "events", "--send");

        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("no policy of these projects names a collector", outcome.Error, StringComparison.Ordinal);
        Assert.False(build.Request!.SendEvents);
    }

    [Fact]
    public async Task Collector_gets_its_own_format_and_a_failure_is_the_exit_code()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var received = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            return await reader.ReadToEndAsync();
        });
        var policy = Write("airlock.json", $$"""{ "events": { "send": { "syslog": { "address": "tcp://127.0.0.1:{{port}}" } } } }""");
        FakeBuild Build() => new() { Results = { Result() with { PolicyFile = policy, Evidence = [Write("App.cef", "CEF:0|a|b|c|d|e|8|msg=one\n"), Write("App.ocsf.ndjson", "{}\n")] } } };

        var outcome = await RunAsync(Build(), "events", "--send");
        Assert.Equal((0, "{}\n"), (outcome.ExitCode, outcome.Out));
        Assert.Contains("1 events sent by syslog", outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"^\d+ <107>1 .* - CEF:0\|a\|b\|c\|d\|e\|8\|msg=one$", await received);

        listener.Stop();
        var failed = await RunAsync(Build(), "events", "--send");
        Assert.Equal((int)ExitCode.Internal, failed.ExitCode);
        Assert.Contains("events were not delivered", failed.Error, StringComparison.Ordinal);
    }
}
