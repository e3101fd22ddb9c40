using System.Text.Json;
using Airlock.Core.Events;
using Airlock.Core.Findings;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;
using Airlock.Tests;
using CsCheck;

namespace Airlock.Core.Tests.Events;

public sealed class EventFormatTests
{
    private static readonly string Key = ExampleKeys.Expand("sk-ant-api03-X{93}AA");

    // What breaks formats that are made of text: separators, escapes, line ends of all kinds, and what hides or turns text.
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[Gen.OneOf('|', '=', '\\', '\n', '\r', '\t', ' ', '\0', '\u0085', '\u2028', '\u202e', '\ufeff', '"', '{', '}', '<', '>', 'a', 'Z', '9', 'é', '\ud83d', '\ude00'), 0, 60],
        Gen.OneOf("\nCEF:0|Evil|E|1|x|y|10|act=close", "x act=close externalId=0", "\n<110>1 - - - - - - owned", "\"}\n{\"class_uid\":2004}", @"\\|\=\n", @"ends with \"),
        Gen.String[0, 40]);

    private static IEnumerable<SecurityEvent> AllEvents() =>
        from finding in EventSamples.All()
        from activity in Enum.GetValues<EventActivity>()
        select EventSamples.Event(finding, activity);

    [Fact]
    public void Every_kind_of_event_is_valid_OCSF() => Assert.All(AllEvents(), one => Assert.Empty(OcsfSchema.Errors(OcsfEvent.Write(one))));

    [Fact]
    public void Every_kind_of_event_is_valid_ECS() => Assert.All(AllEvents(), one => Assert.Empty(EcsSchema.Errors(EcsEvent.Write(one))));

    [Fact]
    public void Every_kind_of_event_is_valid_CEF() => Assert.All(AllEvents(), one =>
    {
        var (head, extension) = CefReader.Read(CefEvent.Write(one));
        Assert.Equal(("CEF:0", one.Finding.RuleId, one.Rule.Title), (head[0], head[4], head[5]));
        Assert.InRange(int.Parse(head[6], System.Globalization.CultureInfo.InvariantCulture), 0, 10);
        Assert.Equal(one.Fingerprint, extension["externalId"]);
    });

    [Theory]
    [InlineData("AIR6002", 2002)]
    [InlineData("AIR5006", 2004)]
    [InlineData("AIR6003", 2004)]
    [InlineData("AIR1001", 2007)]
    [InlineData("AIR9004", 2007)]
    public void Rule_decides_the_class(string rule, int expected)
    {
        using var json = JsonDocument.Parse(OcsfEvent.Write(EventSamples.Event(EventSamples.Finding(rule))));
        Assert.Equal(expected, json.RootElement.GetProperty("class_uid").GetInt32());
    }

    [Theory]
    [InlineData("AIR1001", FindingLevel.Block, EventSeverity.High)]
    [InlineData("AIR1001", FindingLevel.Warn, EventSeverity.Medium)]
    [InlineData("AIR3006", FindingLevel.Note, EventSeverity.Low)]
    [InlineData("AIR5006", FindingLevel.Warn, EventSeverity.Critical)]
    public void Severity_follows_from_level_and_rule(string rule, FindingLevel level, EventSeverity expected) =>
        Assert.Equal(expected, EventSamples.Event(EventSamples.Finding(rule, level)).Severity);

    [Theory]
    [InlineData("low", EventSeverity.Low)]
    [InlineData("moderate", EventSeverity.Medium)]
    [InlineData("critical", EventSeverity.Critical)]
    [InlineData("unknown", EventSeverity.High)]
    public void Severity_of_a_vulnerability_is_the_advisory_s(string severity, EventSeverity expected) =>
        Assert.Equal(expected, EventSamples.Event(EventSamples.Vulnerability(("severity", severity))).Severity);

    [Fact]
    public void Every_row_of_the_table_names_a_rule() =>
        Assert.All(EmbeddedTable.Rows("event-classes.tsv"), row => Assert.NotNull(RuleTable.Find(row[0])));

    [Fact]
    public void Vulnerability_names_package_fix_and_advisory()
    {
        var one = EventSamples.Event(EventSamples.Vulnerability(("aliases", "CVE-2026-12345"), ("fixed", "1.0.1")));
        using var json = JsonDocument.Parse(OcsfEvent.Write(one));
        var vulnerability = json.RootElement.GetProperty("vulnerabilities")[0];
        Assert.Equal("CVE-2026-12345", vulnerability.GetProperty("cve").GetProperty("uid").GetString());
        Assert.Equal("GHSA-aaaa-bbbb-cccc", vulnerability.GetProperty("related_vulnerabilities")[0].GetString());
        Assert.Equal(("pkg:nuget/Contoso.AI@1.0.0", "1.0.1"), (vulnerability.GetProperty("affected_packages")[0].GetProperty("purl").GetString(), vulnerability.GetProperty("affected_packages")[0].GetProperty("fixed_in_version").GetString()));
        Assert.Equal("Upgrade Contoso.AI to 1.0.1 or later", vulnerability.GetProperty("remediation").GetProperty("desc").GetString());
    }

    [Fact]
    public void Suppressed_and_gone_have_their_status()
    {
        var finding = EventSamples.Finding("AIR5006") with { Suppression = new FindingSuppression("policy exception", "reviewed (team)") };
        using var suppressed = JsonDocument.Parse(OcsfEvent.Write(EventSamples.Event(finding)));
        using var gone = JsonDocument.Parse(OcsfEvent.Write(EventSamples.Event(finding, EventActivity.Close)));
        Assert.Equal((3, "reviewed (team)", false), (suppressed.RootElement.GetProperty("status_id").GetInt32(), suppressed.RootElement.GetProperty("status_detail").GetString(), suppressed.RootElement.GetProperty("is_alert").GetBoolean()));
        Assert.Equal((4, 200403), (gone.RootElement.GetProperty("status_id").GetInt32(), gone.RootElement.GetProperty("type_uid").GetInt32()));
    }

    [Fact]
    public void No_text_of_a_finding_makes_another_event_or_another_field() => Gen.Select(Hostile, Hostile, Hostile, Hostile).Sample((message, path, package, reason) =>
    {
        var finding = EventSamples.Finding("AIR6001", message: message, path: path, properties: [("package", package), ("version", reason), ("way", message)]) with
        {
            Suppression = new FindingSuppression(package, reason),
        };
        var one = EventSamples.Event(finding) with { Source = EventSamples.Source with { Name = package, Version = message, Project = path, TargetFramework = reason } };
        var harmless = CefReader.Read(CefEvent.Write(EventSamples.Event(EventSamples.Finding("AIR6001")))).Head;
        foreach (var format in EventFormat.All)
        {
            var line = format.Line(one);
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain(line, character => character is '\u2028' or '\u2029' or '\u202e' or '\ufeff');
        }

        Assert.Empty(OcsfSchema.Errors(OcsfEvent.Write(one)));
        Assert.Empty(EcsSchema.Errors(EcsEvent.Write(one)));
        var (head, extension) = CefReader.Read(CefEvent.Write(one));
        Assert.Equal(harmless, head);
        Assert.Equal((one.Fingerprint, "create", "suppressed"), (extension["externalId"], extension["act"], extension["outcome"]));
        Assert.Equal(EventText.Clean(message, 1023), extension.GetValueOrDefault("msg", ""));
    });

    [Fact]
    public void Escapes_come_back_as_they_were() => Hostile.Sample(text =>
    {
        var shown = EventText.Clean(text);
        var (head, extension) = CefReader.Read($"CEF:0|{CefEvent.EscapeHead(shown)}|b|c|d|e|1|msg={CefEvent.EscapeValue(shown)} act=create");
        Assert.Equal((shown, shown, "create"), (head[1], extension["msg"], extension["act"]));
    });

    [Fact]
    public void Keys_are_masked_wherever_they_stand()
    {
        var finding = EventSamples.Finding("AIR4001", message: $"The key {Key} and again {Key}.", path: $"src/{Key}.cs", properties: [("package", Key), ("version", "1"), ("advisory", Key), ("model", Key)]) with
        {
            Suppression = new FindingSuppression("policy exception", Key),
        };
        Assert.All(EventFormat.All, format => Assert.DoesNotContain(Key[10..40], format.Line(EventSamples.Event(finding)), StringComparison.Ordinal));
    }

    [Fact]
    public void Same_event_has_the_same_bytes_and_the_same_identifier()
    {
        var one = EventSamples.Event(EventSamples.Vulnerability());
        Assert.All(EventFormat.All, format => Assert.Equal(format.Line(one), format.Line(EventSamples.Event(EventSamples.Vulnerability()))));
        Assert.NotEqual(one.Id, (one with { Activity = EventActivity.Close }).Id);
        Assert.NotEqual(one.Id, (one with { Time = one.Time.AddMilliseconds(1) }).Id);
    }

    [Theory]
    [InlineData(null, "{}", "ocsf")]
    [InlineData("none", "{}", "")]
    [InlineData("cef; ecs", "{}", "ecs cef")]
    [InlineData("none", """{ "events": { "formats": ["ecs"] } }""", "ecs")]
    [InlineData(null, """{ "events": { "formats": ["cef"] } }""", "cef")]
    [InlineData(null, """{ "events": { "send": { "syslog": { "address": "tls://soc.example" } } } }""", "ocsf cef")]
    public void Written_formats_are_those_of_property_policy_and_collectors(string? property, string policy, string expected) =>
        Assert.Equal(expected, string.Join(' ', EventFormat.Written(property, PolicyDocument.Parse(policy, out _).Events).Select(format => format.Word)));

    [Theory]
    [InlineData("ocsf;cef", true)]
    [InlineData("", true)]
    [InlineData("none", true)]
    [InlineData("none;cef", false)]
    [InlineData("leef", false)]
    public void Property_is_checked(string property, bool isValid) => Assert.Equal(isValid, EventFormat.IsValid(property));
}
