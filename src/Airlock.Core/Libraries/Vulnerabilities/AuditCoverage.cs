namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What NuGet's audit did not look at, or looked at and was told to keep to itself: each is said once, with the way to supply it.</summary>
internal sealed class AuditCoverage
{
    private const int NamesShown = 30;
    private const string OrDatabase = "or name a database in libraries.vulnerabilities.databases of airlock.json";

    private readonly LibrarySet _libraries;
    private readonly RestoreRecord _restore;
    private readonly NuGetHttpCache _cache;
    private readonly Func<AdvisoryNames, bool> _isCleared;

    private AuditCoverage(LibrarySet libraries, NuGetHttpCache cache, Func<AdvisoryNames, bool> isCleared) =>
        (_libraries, _restore, _cache, _isCleared) = (libraries, libraries.Graph.Restore, cache, isCleared);

    /// <summary>Says what is not known, in messages that each are complete in themselves; none if the audit looked at everything.</summary>
    /// <param name="libraries">The packages, and what restore was asked.</param>
    /// <param name="cache">Where NuGet leaves the data of feeds.</param>
    /// <param name="isCleared">Whether a VEX statement says why an advisory does no harm to a package of the project.</param>
    public static IEnumerable<string> Gaps(LibrarySet libraries, NuGetHttpCache cache, Func<AdvisoryNames, bool> isCleared) =>
        libraries.Packages.IsEmpty ? [] : new AuditCoverage(libraries, cache, isCleared).Gaps();

    private string Project => _libraries.Graph.ProjectName;

    private IEnumerable<string> Gaps()
    {
        var audit = _restore.Audit;
        var said = _restore.Messages.Where(message => AuditMessages.Codes.Contains(message.Code, StringComparer.Ordinal)).ToList();
        if (IsOff(audit.Enabled))
        {
            return [$"NuGet's audit is off for {Project} (NuGetAudit={audit.Enabled}), so no package was compared with known vulnerabilities; remove the property, {OrDatabase}"];
        }

        if (audit is { Enabled: null, Level: null, Mode: null, Suppressed.IsEmpty: true } && said.Count == 0)
        {
            return [$"The assets file of {Project} does not say that packages were compared with known vulnerabilities (it has no restoreAuditProperties); restore with the .NET SDK 8.0.100 or later, {OrDatabase}"];
        }

        // Without data it does not matter what the audit would have been asked.
        if (NoData(said) is { } noData)
        {
            return [noData];
        }

        return
        [
            .. Failures(said),
            .. OnlyDirect(audit.Mode),
            .. OnlyAbove(audit.Level),
            .. Suppressed(),
            .. Silenced(),
        ];
    }

    // NuGet.ProjectModel, RestoreAuditProperties: "disable" is an older word; whatever else stands there leaves the audit on.
    private static bool IsOff(string? enabled) =>
        string.Equals(enabled, "false", StringComparison.OrdinalIgnoreCase) || string.Equals(enabled, "disable", StringComparison.OrdinalIgnoreCase);

    private string? NoData(List<RestoreMessage> said)
    {
        // An advisory proves data, and a failure is told as such.
        var sources = said.Count > 0 ? [] : AuditSources.Of(_restore);
        if (said.Count > 0 || sources.Any(_cache.HasVulnerabilityData))
        {
            return null;
        }

        var asked = sources.Count == 0 ? "of any source" : $"of {string.Join(", ", sources.Select(ForeignText.Clean))}";
        return $"There is no audit data for {Project}: NuGet's HTTP cache has no vulnerability data {asked}, so its silence says nothing of the packages; "
            + $"add an audit source that offers them to nuget.config and restore again, {OrDatabase}";
    }

    private IEnumerable<string> Failures(List<RestoreMessage> said)
    {
        foreach (var message in said.Where(message => !AuditMessages.IsFinding(message)).DistinctBy(message => (message.Code, message.Message)))
        {
            yield return message.Code == AuditMessages.SourceWithoutData
                ? $"An audit source of {Project} has no vulnerability data ({message.Code}: {ForeignText.Clean(message.Message)}); correct auditSources in nuget.config, {OrDatabase}"
                : $"Vulnerability data for {Project} could not be fetched ({message.Code}: {ForeignText.Clean(message.Message)}); restore again, {OrDatabase}";
        }
    }

    // Without a mode, NuGet looks at direct references only (NuGet.Commands, AuditUtility).
    private IEnumerable<string> OnlyDirect(string? mode)
    {
        var unseen = _libraries.Graph.Nodes.Where(node => node is { Kind: PackageKind.Package, IsDirect: false }).Select(node => node.Display).ToList();
        if (!string.Equals(mode, "all", StringComparison.OrdinalIgnoreCase) && unseen.Count > 0)
        {
            yield return $"NuGet's audit looked only at the packages that {Project} itself names (NuGetAuditMode={mode ?? "direct"}), and not at {List(unseen)}; set NuGetAuditMode to all, {OrDatabase}";
        }
    }

    private IEnumerable<string> OnlyAbove(string? level)
    {
        if (VulnerabilitySeverities.Parse(level) is { } least and not VulnerabilitySeverity.Low)
        {
            yield return $"NuGet's audit keeps vulnerabilities of {Project} below {((VulnerabilitySeverity?)least).Word()} to itself (NuGetAuditLevel={level}), for all {_libraries.Packages.Length:N0} packages; "
                + $"remove the property and set libraries.vulnerabilities.severity in airlock.json instead, {OrDatabase}";
        }
    }

    private IEnumerable<string> Suppressed() => _restore.Audit.Suppressed
        .Order(StringComparer.Ordinal)
        .Where(address => !_isCleared(AdvisoryNames.Of(address)))
        .Select(address => $"The advisory {ForeignText.Clean(address)} is suppressed for {Project} (NuGetAuditSuppress), so it is not known which packages it is about; "
            + "remove the item and say in a VEX document of libraries.vulnerabilities.vex why it does no harm, or name a database in libraries.vulnerabilities.databases of airlock.json");

    private IEnumerable<string> Silenced()
    {
        var silenced = _restore.Silenced.Where(one => AuditMessages.Codes.Contains(one.Code, StringComparer.Ordinal)).ToList();
        var codes = silenced.Where(one => one.PackageId is null).Select(one => one.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        if (codes.Count > 0)
        {
            yield return $"What NuGet's audit says of {Project} by {string.Join(", ", codes)} is silenced by NoWarn, so it is not known whether it has found something; remove the codes from NoWarn, {OrDatabase}";
        }

        foreach (var package in silenced.Where(one => one.PackageId is not null && !codes.Contains(one.Code, StringComparer.Ordinal)).GroupBy(one => one.PackageId, StringComparer.OrdinalIgnoreCase))
        {
            var ofPackage = string.Join(", ", package.Select(one => one.Code).Distinct().Order(StringComparer.Ordinal));
            yield return $"What NuGet's audit says of the package {package.Key} of {Project} by {ofPackage} is silenced by NoWarn of its reference, so it is not known whether it has found something; remove the codes there, {OrDatabase}";
        }
    }

    private static string List(List<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown:N0} more" : "");
}
