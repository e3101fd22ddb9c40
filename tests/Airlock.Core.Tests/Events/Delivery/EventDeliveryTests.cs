using System.Diagnostics;
using System.Text;
using Airlock.Core.Events;
using Airlock.Core.Events.Delivery;
using Airlock.Core.Findings;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Core.Tests.Events.Delivery;

public sealed class EventDeliveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new() { ["SOC_TOKEN"] = "Bearer s3cret-token" };

    public void Dispose() => _folder.Dispose();

    private GateRequest Request() => new()
    {
        ProjectFile = Path.Combine(_folder.Path, "App.csproj"),
        TargetFramework = "net10.0",
        Configuration = "Release",
        AssemblyName = "App",
        Version = "1.0.0",
        PackageId = "App",
        AssemblyFile = "",
        ErrorLog = "",
        AssetsFile = "",
        EvidenceFolder = Path.Combine(_folder.Path, "bin", "airlock"),
        IntermediateFolder = Path.Combine(_folder.Path, "obj", "net10.0", "airlock"),
        IsContinuousIntegration = true,
    };

    private string[] Send(string send, params Finding[] findings)
    {
        var (_, pending) = EventEvidence.Save(Request(), _folder.Context($$"""{ "events": { "send": {{send}} } }"""), [.. findings]);
        return [.. EventDelivery.Send(pending!, _variables.GetValueOrDefault, CancellationToken.None)];
    }

    private string Pending(string collector) => Path.Combine(Request().IntermediateFolder, $"events.json.{collector}.pending");

    [Fact]
    public void Events_are_posted_once_with_the_token_of_the_environment()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Empty(200));
        var send = $$"""{ "https": { "url": "{{server.Address}}ingest?index=soc", "headers": { "Authorization": "SOC_TOKEN" } } }""";

        Assert.Empty(Send(send, EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1002")));
        Assert.Empty(Send(send, EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1002")));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/ingest?index=soc", "application/x-ndjson", "Bearer s3cret-token"), (request.Method, request.Path, request.Header("Content-Type"), request.Header("Authorization")));
        var lines = Encoding.UTF8.GetString(request.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Empty(OcsfSchema.Errors(line)));
        Assert.False(File.Exists(Pending("https")));
    }

    [Fact]
    public void What_could_not_be_sent_is_kept_and_sent_by_the_next_build_in_order()
    {
        var answers = new Queue<int>([403]);
        using var server = new LoopbackServer(_ => LoopbackReply.Empty(answers.TryDequeue(out var status) ? status : 202));
        var send = $$"""{ "https": { "url": "{{server.Address}}" } }""";

        var problem = Assert.Single(Send(send, EventSamples.Finding("AIR1001")));
        Assert.Contains("1 events were not delivered, because", problem, StringComparison.Ordinal);
        Assert.Contains("answers 403", problem, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(Pending("https")));

        // A moment later other projects leave the collector alone.
        Assert.Contains("did not take them a moment ago", Assert.Single(Send(send, EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR1002"))), StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Equal(["AIR1001", "AIR1002"], File.ReadAllLines(Pending("https")).Select(line => line[(line.IndexOf("AIR", StringComparison.Ordinal))..][..7]));
    }

    [Fact]
    public void Passing_failure_is_tried_again()
    {
        var answers = new Queue<int>([503]);
        using var server = new LoopbackServer(_ => LoopbackReply.Empty(answers.TryDequeue(out var status) ? status : 200));

        Assert.Empty(Send($$"""{ "https": { "url": "{{server.Address}}" } }""", EventSamples.Finding("AIR1001")));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Redirect_is_not_followed()
    {
        using var other = new LoopbackServer(_ => LoopbackReply.Empty(200));
        using var server = new LoopbackServer(_ => LoopbackReply.Empty(307, ("Location", other.Address.AbsoluteUri)));

        Assert.Contains("redirects", Assert.Single(Send($$"""{ "https": { "url": "{{server.Address}}", "headers": { "Authorization": "SOC_TOKEN" } } }""", EventSamples.Finding("AIR1001"))), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(null, "SOC_TOKEN, which events.send.https.headers names for Authorization, is not set")]
    [InlineData("Bearer s3cret\r\nX-Evil: 1", "SOC_TOKEN holds characters that no header may have")]
    public void Token_that_is_missing_or_no_header_is_told_without_its_value(string? value, string expected)
    {
        _variables.Remove("SOC_TOKEN");
        if (value is not null)
        {
            _variables["SOC_TOKEN"] = value;
        }

        using var server = new LoopbackServer(_ => LoopbackReply.Empty(200));
        var problem = Assert.Single(Send($$"""{ "https": { "url": "{{server.Address}}", "headers": { "Authorization": "SOC_TOKEN" } } }""", EventSamples.Finding("AIR1001")));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Collector_that_never_answers_costs_no_more_than_the_time_of_the_policy()
    {
        using var http = new LoopbackServer(_ => LoopbackReply.Empty(200) with { Body = new byte[10], StallAfter = 0, Status = 503 });
        using var syslog = new LoopbackSyslog("tls") { Stalls = true };
        _folder.Write("ca.pem", syslog.CertificatePem);
        var clock = Stopwatch.StartNew();

        var problems = Send($$"""{ "https": { "url": "{{http.Address}}" }, "syslog": { "address": "{{syslog.Address}}" }, "trust": ["ca.pem"], "timeoutSeconds": 1 }""", EventSamples.Finding("AIR1001"));

        Assert.Equal(2, problems.Length);
        Assert.Contains("did not answer within 1 seconds", problems[1], StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("tcp", "cef")]
    [InlineData("udp", "cef")]
    [InlineData("tls", "cef")]
    [InlineData("tls", "ocsf")]
    [InlineData("tcp", "ecs")]
    public async Task Syslog_gets_one_message_for_each_event(string scheme, string format)
    {
        using var syslog = new LoopbackSyslog(scheme);
        _folder.Write("ca.pem", syslog.CertificatePem);
        var trust = scheme == "tls" ? """, "trust": ["ca.pem"] """ : "";

        Assert.Empty(Send($$"""{ "syslog": { "address": "{{syslog.Address}}", "format": "{{format}}" } {{trust}} }""", EventSamples.Finding("AIR1001"), EventSamples.Finding("AIR5006"), EventSamples.Finding("AIR3006", Airlock.Shared.Rules.FindingLevel.Note)));

        var messages = await syslog.MessagesAsync(3);
        Assert.Equal(3, messages.Length);

        // Facility 13, log audit: 104 and the severity; high is an error, critical critical, low a notice.
        Assert.Equal(["<107>1", "<106>1", "<109>1"], messages.Select(message => message.Split(' ')[0]));
        Assert.All(messages, message => Assert.Matches($@"^<\d+>1 \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z - airlock - {format} - (CEF:0\||\{{)", message));
    }

    [Fact]
    public void Certificate_that_policy_does_not_trust_is_refused()
    {
        using var syslog = new LoopbackSyslog("tls");
        using var other = new LoopbackSyslog("tls");
        _folder.Write("ca.pem", other.CertificatePem);

        Assert.Contains("can't be trusted", Assert.Single(Send($$"""{ "syslog": { "address": "{{syslog.Address}}" } }""", EventSamples.Finding("AIR1001"))), StringComparison.Ordinal);
        Assert.Contains("can't be trusted", Assert.Single(Send($$"""{ "syslog": { "address": "{{other.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}}" }, "trust": ["ca.pem"] }""", EventSamples.Finding("AIR1001"))), StringComparison.Ordinal);
        _folder.Write("ca.pem", "nothing");
        Assert.Contains("ca.pem holds no certificate", Assert.Single(Send($$"""{ "syslog": { "address": "{{other.Address}}" }, "trust": ["ca.pem"] }""", EventSamples.Finding("AIR1001"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listens_is_told()
    {
        string address;
        using (var gone = new LoopbackSyslog("tcp"))
        {
            address = gone.Address;
        }

        Assert.Contains($"the connection to {address} failed", Assert.Single(Send($$"""{ "syslog": { "address": "{{address}}" } }""", EventSamples.Finding("AIR1001"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_of_syslog_is_one_line_and_its_frame_counts_bytes()
    {
        var message = SyslogMessage.Of("cef", "CEF:0|Airlock|Airlock|1|AIR1001|a \\| b|10|msg=é\n<1>1 - - - - - - evil", EventSamples.Monday);
        var text = Encoding.UTF8.GetString(message);

        Assert.StartsWith("<106>1 2026-11-30T12:00:00.000Z - airlock - cef - CEF:0|", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
        Assert.StartsWith($"{message.Length} <106>1", Encoding.UTF8.GetString(SyslogMessage.Frame(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Spool_keeps_the_newest()
    {
        var spool = new EventSpool(Path.Combine(_folder.Path, "spool"));
        spool.Add(Enumerable.Range(0, 20_000).Select(number => $"{number}"));
        spool.Add(["last"]);

        Assert.Equal(("1", "last", 20_000), (spool.Read()[0], spool.Read()[^1], spool.Read().Count));
        spool.Write([]);
        Assert.Empty(spool.Read());
    }
}
