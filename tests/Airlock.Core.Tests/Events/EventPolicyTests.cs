using Airlock.Shared.Policy;

namespace Airlock.Core.Tests.Events;

public sealed class EventPolicyTests
{
    private static EventPolicy Read(string events, out string[] errors)
    {
        var policy = PolicyDocument.Parse($$"""{ "events": {{events}} }""", out var found);
        errors = [.. found.Select(error => error.Message)];
        return policy.Events;
    }

    [Fact]
    public void Without_a_word_nothing_is_sent() => Assert.False(Read("{}", out _).HasCollector);

    [Fact]
    public void Everything_is_read()
    {
        var policy = Read(
            """
            { "formats": ["ocsf", "cef"], "state": "kept", "send": {
              "https": { "url": "https://soc.example/ingest", "format": "ecs", "headers": { "Authorization": "SOC_AUTHORIZATION" } },
              "syslog": { "address": "tls://soc.example" }, "trust": ["ca.pem"], "when": "tool", "timeoutSeconds": 9, "onFailure": "block" } }
            """,
            out var errors);

        Assert.Empty(errors);
        Assert.Equal(["ocsf", "cef"], policy.Formats);
        Assert.Equal(("kept", EventSending.Tool, 9, EventFailure.Block), (policy.State, policy.When, policy.Timeout.TotalSeconds, policy.OnFailure));
        Assert.Equal(("https://soc.example/ingest", "ecs", "SOC_AUTHORIZATION"), (policy.Https!.Address.AbsoluteUri, policy.Https.Format, policy.Https.Headers[0].Value));
        Assert.Equal(("tls", 6514, "cef"), (policy.Syslog!.Address.Scheme, policy.Syslog.Address.Port, policy.Syslog.Format));
        Assert.Equal("ca.pem", Assert.Single(policy.Trust).Text);
    }

    [Theory]
    [InlineData("""{ "formats": ["leef"] }""", "each of \"formats\" must be one of ocsf, ecs, cef")]
    [InlineData("""{ "state": " " }""", "\"state\" must name a folder")]
    [InlineData("""{ "send": {} }""", "\"send\" needs \"https\" or \"syslog\"")]
    [InlineData("""{ "send": { "https": {} } }""", "needs \"url\"")]
    [InlineData("""{ "send": { "https": { "url": "http://soc.example/" } } }""", "must start with https")]
    [InlineData("""{ "send": { "https": { "url": "https://user:secret@soc.example/" } } }""", "neither a user")]
    [InlineData("""{ "send": { "https": { "url": "nonsense" } } }""", "is no address")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/", "headers": { "Authorization": "Bearer abc" } } } }""", "must name the environment variable")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/", "headers": { "Authorization": "" } } } }""", "must name the environment variable")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/", "headers": { "A b": "TOKEN" } } } }""", "is no name of a header")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/", "headers": { "Content-Type": "TOKEN" } } } }""", "is set by Airlock")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/", "headers": { "X-A": "A", "x-a": "B" } } } }""", "stands twice")]
    [InlineData("""{ "send": { "syslog": { "address": "udp://soc.example:514" } } }""", "sends unencrypted")]
    [InlineData("""{ "send": { "syslog": { "address": "udp://127.0.0.1" } } }""", "needs a port")]
    [InlineData("""{ "send": { "syslog": { "address": "https://soc.example" } } }""", "tls, tcp and udp are known")]
    [InlineData("""{ "send": { "syslog": { "address": "tls://soc.example/path" } } }""", "tls, tcp and udp are known")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/" }, "timeoutSeconds": 0 } }""", "must be 1 to 600")]
    [InlineData("""{ "send": { "https": { "url": "https://soc.example/" }, "when": "never" } }""", "must be one of ci, always, tool")]
    public void Wrong_entries_are_told(string events, string expected)
    {
        var policy = Read(events, out var errors);

        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("abc", errors[0], StringComparison.Ordinal);
        Assert.True(policy.Https is null || policy.Https.Headers.All(header => header.Value is "A"));
    }

    [Theory]
    [InlineData("""{ "send": { "https": { "url": "http://127.0.0.1:8080/" } } }""")]
    [InlineData("""{ "send": { "syslog": { "address": "tcp://localhost:601" } } }""")]
    [InlineData("""{ "send": { "syslog": { "address": "udp://soc.example:514", "plaintext": true } } }""")]
    public void This_machine_and_what_the_policy_says_may_be_unencrypted(string events)
    {
        Assert.True(Read(events, out var errors).HasCollector);
        Assert.Empty(errors);
    }
}
