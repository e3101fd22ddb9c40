using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Events;

/// <summary>What happened to a finding, in the numbers of OCSF's <c>activity_id</c>.</summary>
public enum EventActivity
{
    /// <summary>It is there for the first time.</summary>
    Create = 1,

    /// <summary>What is said of it changed: its weight, whether it is suppressed, what is known of an advisory.</summary>
    Update = 2,

    /// <summary>It is not there any more.</summary>
    Close = 3,
}

/// <summary>How it stands with a finding, in the numbers of OCSF's <c>status_id</c>.</summary>
public enum EventStatus
{
    /// <summary>It is open.</summary>
    New = 1,

    /// <summary>It is there, and an exception, a baseline or a suppression in source silences it.</summary>
    Suppressed = 3,

    /// <summary>It is gone.</summary>
    Resolved = 4,
}

/// <summary>What was built, as events name it.</summary>
/// <param name="Name">Name of the assembly.</param>
/// <param name="Version">Version of the project.</param>
/// <param name="Project">Path of the project file, relative to the root.</param>
/// <param name="TargetFramework">Target framework, as <c>net10.0</c>.</param>
/// <param name="Profile">Profile of the policy in force.</param>
/// <param name="Environment">The environment that the build is for, or null.</param>
/// <param name="GateVersion">Version of Airlock.</param>
public sealed record EventSource(string Name, string Version, string Project, string TargetFramework, string Profile, string? Environment, string GateVersion);

/// <summary>One event: what happened to one finding. The formats write nothing that does not stand here.</summary>
public sealed record SecurityEvent
{
    // What a build can learn of a finding that is still the same one; where it stands and how it is told may change with every edit.
    private static readonly string[] TellingProperties = ["advisory", "aliases", "severity", "affected", "fixed", "verdict", "subject"];

    /// <summary>What was built.</summary>
    public required EventSource Source { get; init; }

    /// <summary>What happened.</summary>
    public required EventActivity Activity { get; init; }

    /// <summary>To which finding; it has a fingerprint.</summary>
    public required Finding Finding { get; init; }

    /// <summary>When the finding was told for the first time.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When this happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The name of the finding across builds and outputs.</summary>
    public string Fingerprint => Finding.Fingerprint!;

    /// <summary>The rule; a rule that this version does not know has a row without standards.</summary>
    public RuleRow Rule => RuleTable.Find(Finding.RuleId) ?? new RuleRow(Finding.RuleId, Finding.RuleId, "gate/unknown", "build", Finding.Level, Finding.Level, "", "", "");

    /// <summary>The class of OCSF.</summary>
    public EventClass Class => EventClasses.Of(Finding.RuleId);

    /// <summary>How bad it is.</summary>
    public EventSeverity Severity => EventClasses.SeverityOf(Finding.RuleId, Finding.Level, Property("severity"));

    /// <summary>How it stands with it.</summary>
    public EventStatus Status => Activity == EventActivity.Close ? EventStatus.Resolved : Finding.Suppression is null ? EventStatus.New : EventStatus.Suppressed;

    /// <summary>Whether it fails the build.</summary>
    public bool IsBlocking => Status == EventStatus.New && Finding.Level == FindingLevel.Block;

    /// <summary>What is said, in one line and without secrets.</summary>
    public string Message => EventText.Clean(Finding.Message);

    /// <summary>The file, in one line and without secrets.</summary>
    public string Path => EventText.Clean(Finding.Location.Path);

    /// <summary>The package that it is about, or null.</summary>
    public string? Package => Property(LibraryReport.PackageProperty);

    /// <summary>The version of that package; empty if none is known.</summary>
    public string PackageVersion => Property(LibraryReport.VersionProperty) ?? "";

    /// <summary>The package URL of that package, or null.</summary>
    public string? PackageUrl => Property(LibraryReport.PackageUrlProperty) ?? (Package is { } id && PackageVersion.Length > 0 ? Core.PackageUrl.NuGet(id, PackageVersion) : null);

    /// <summary>The model that it is about, as a file or by its id, or null.</summary>
    public string? Model => Property("model") ?? (Rule.Class.StartsWith("model/", StringComparison.Ordinal) ? Property(PinnedFiles.PathProperty) : null);

    /// <summary>The data set that it is about, or null.</summary>
    public string? Dataset => Rule.Class.StartsWith("dataset/", StringComparison.Ordinal) ? Property(PinnedFiles.PathProperty) : null;

    /// <summary>The identifier of a CVE among the names of the advisory, or null.</summary>
    public string? Cve => AdvisoryNames.FirstOrDefault(name => name.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of the advisory; empty if the finding is about none.</summary>
    public IReadOnlyList<string> AdvisoryNames =>
        [.. new[] { Property("advisory") }.Concat((Property("aliases") ?? "").Split(", ")).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>What to do about it.</summary>
    public string Remedy => Class == EventClass.Vulnerability && Property("fixed") is { } version
        ? $"Upgrade {Package} to {version} or later"
        : "How to fix it, and how to make an exception, is on the page of the rule";

    /// <summary>An identifier of this event: the same event sent twice has the same one. 32 lower-case hex digits.</summary>
    public string Id
    {
        get
        {
            var text = string.Join('\n', Fingerprint, Source.Project, Source.TargetFramework, ((int)Activity).ToString(CultureInfo.InvariantCulture), FactsOf(Finding), Milliseconds(Time).ToString(CultureInfo.InvariantCulture));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
        }
    }

    /// <summary>What has to change for a finding to be told again.</summary>
    internal static string FactsOf(Finding finding) => string.Join(
        '\n',
        [finding.Level.ToString(), finding.Suppression?.Kind ?? "", finding.Suppression?.Justification ?? "", .. TellingProperties.Select(name => finding.Properties.GetValueOrDefault(name) ?? "")]);

    /// <summary>Milliseconds since 1970 in UTC, as OCSF and CEF have times.</summary>
    internal static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>A fact about the finding in one line and without secrets, or null.</summary>
    internal string? Property(string name) => Finding.Properties.TryGetValue(name, out var value) && EventText.Clean(value) is { Length: > 0 } text ? text : null;
}
