using System.Globalization;
using System.Text;

namespace Airlock.Core.Events;

/// <summary>
/// Writes an event in the Common Event Format, version 0: <c>CEF:0|vendor|product|version|rule|title|severity|key=value …</c>. In the head <c>\</c> and <c>|</c> are
/// escaped, in values <c>\</c> and <c>=</c>; neither holds a line end, because texts are shown in one line.
/// </summary>
public static class CefEvent
{
    // The specification's own limit for msg and cs1 to cs6 is 1023 and 4000.
    private const int LongestMessage = 1023;

    /// <summary>One line without a line end.</summary>
    public static string Write(SecurityEvent one)
    {
        var line = new StringBuilder("CEF:0");
        foreach (var field in new[] { "Airlock", "Airlock", one.Source.GateVersion, one.Finding.RuleId, one.Rule.Title, SeverityOf(one).ToString(CultureInfo.InvariantCulture) })
        {
            line.Append('|').Append(EscapeHead(EventText.Clean(field)));
        }

        line.Append('|').AppendJoin(' ', Extension(one).Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Key}={EscapeValue(pair.Value)}"));
        return line.ToString();
    }

    /// <summary>A field of the head.</summary>
    internal static string EscapeHead(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);

    /// <summary>A value of the extension.</summary>
    internal static string EscapeValue(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal);

    // From 0 to 10: 0 to 3 is low, to 6 medium, to 8 high, above very high.
    private static int SeverityOf(SecurityEvent one) => one.Severity switch
    {
        EventSeverity.Critical => 10,
        EventSeverity.High => 8,
        EventSeverity.Medium => 6,
        EventSeverity.Low => 3,
        _ => 1,
    };

    private static IEnumerable<(string Key, string Value)> Extension(SecurityEvent one)
    {
        yield return ("rt", Time(one.Time));
        yield return ("start", Time(one.FirstSeen));
        yield return ("externalId", one.Fingerprint);
        yield return ("act", one.Activity.ToString().ToLowerInvariant());
        yield return ("outcome", one.Status.ToString().ToLowerInvariant());
        yield return ("cat", one.Rule.Class);
        yield return ("app", EventText.Clean(one.Source.Name));
        yield return ("filePath", one.Path);
        yield return ("fname", one.Path[(one.Path.LastIndexOf('/') + 1)..]);
        yield return ("request", one.Rule.HelpLink);
        if (one.Finding.Suppression is { } suppression)
        {
            yield return ("reason", EventText.Clean(suppression.Justification ?? suppression.Kind, LongestMessage));
        }

        foreach (var pair in Custom(one))
        {
            yield return pair;
        }

        yield return ("msg", EventText.Clean(one.Message, LongestMessage));
    }

    private static IEnumerable<(string Key, string Value)> Custom(SecurityEvent one)
    {
        var texts = new (string Label, string? Value)[]
        {
            ("package", one.PackageUrl ?? one.Package),
            ("advisory", string.Join(", ", one.AdvisoryNames)),
            ("model", one.Model ?? one.Dataset),
            ("standards", string.Join(", ", EventStandards.Names(one.Rule).Concat(EventStandards.Techniques(one.Rule).Select(technique => technique.Id)))),
            ("project", EventText.Clean($"{one.Source.Project} ({one.Source.TargetFramework})")),
            ("level", one.Finding.Level.ToString().ToLowerInvariant()),
        };
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is (var label, { Length: > 0 } value))
            {
                yield return ($"cs{i + 1}", value);
                yield return ($"cs{i + 1}Label", label);
            }
        }

        if (one.Finding.Location.Line > 0)
        {
            yield return ("cn1", one.Finding.Location.Line.ToString(CultureInfo.InvariantCulture));
            yield return ("cn1Label", "line");
        }
    }

    private static string Time(DateTimeOffset time) => SecurityEvent.Milliseconds(time).ToString(CultureInfo.InvariantCulture);
}
