using Airlock.Shared.Rules;

namespace Airlock.Core.Events;

/// <summary>Classes of OCSF, category Findings, by their <c>class_uid</c>.</summary>
public enum EventClass
{
    /// <summary>Vulnerability Finding: a package has a known vulnerability.</summary>
    Vulnerability = 2002,

    /// <summary>Detection Finding: evidence of an attack, as malicious content or tampering.</summary>
    Detection = 2004,

    /// <summary>Application Security Posture Finding: a weakness of code, or something that policy does not allow.</summary>
    ApplicationSecurityPosture = 2007,
}

/// <summary>How bad a finding is, in the numbers of OCSF's <c>severity_id</c>.</summary>
public enum EventSeverity
{
    /// <summary>No action is required.</summary>
    Informational = 1,

    /// <summary>Whoever sees it decides whether to act.</summary>
    Low = 2,

    /// <summary>Action is required, and it is not serious now.</summary>
    Medium = 3,

    /// <summary>Action is required at once.</summary>
    High = 4,

    /// <summary>Action is required at once, and the scope is broad.</summary>
    Critical = 5,
}

/// <summary>Which class of event a rule makes, and how severe it is.</summary>
internal static class EventClasses
{
    /// <summary>A row of <c>event-classes.tsv</c>; a rule without one makes a posture finding whose severity follows from its level.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Severity">The severity whatever policy makes of the rule, or null.</param>
    internal sealed record Row(EventClass Class, EventSeverity? Severity);

    private static readonly Row Posture = new(EventClass.ApplicationSecurityPosture, null);

    private static readonly Lazy<Dictionary<string, Row>> Rows = new(() => EmbeddedTable.Rows("event-classes.tsv").ToDictionary(
        cells => cells[0],
        cells => new Row(Enum.Parse<EventClass>(cells[1]), cells[2].Length == 0 ? null : Enum.Parse<EventSeverity>(cells[2])),
        StringComparer.Ordinal));

    /// <summary>The class of a rule's events.</summary>
    public static EventClass Of(string rule) => RowOf(rule).Class;

    /// <summary>The severity of a finding.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="level">Its level after policy.</param>
    /// <param name="advisory">What an advisory says of the severity, or null.</param>
    public static EventSeverity SeverityOf(string rule, FindingLevel level, string? advisory) => RowOf(rule) switch
    {
        { Severity: { } fixedSeverity } => fixedSeverity,
        { Class: EventClass.Vulnerability } when OfAdvisory(advisory) is { } said => said,
        _ => OfLevel(level),
    };

    private static Row RowOf(string rule) => Rows.Value.GetValueOrDefault(rule, Posture);

    private static EventSeverity? OfAdvisory(string? severity) => severity switch
    {
        "low" => EventSeverity.Low,
        "moderate" => EventSeverity.Medium,
        "high" => EventSeverity.High,
        "critical" => EventSeverity.Critical,
        _ => null,
    };

    private static EventSeverity OfLevel(FindingLevel level) => level switch
    {
        FindingLevel.Block => EventSeverity.High,
        FindingLevel.Warn => EventSeverity.Medium,
        FindingLevel.Note => EventSeverity.Low,
        _ => EventSeverity.Informational,
    };
}
