namespace Airlock.Core.Libraries.Vulnerabilities;

/// <summary>What NuGet's audit did not look at, for whoever asks without running the gate.</summary>
public static class AuditGaps
{
    /// <summary>What is not known of vulnerabilities, each message complete in itself; none if the audit looked at everything.</summary>
    /// <param name="context">Project and policy.</param>
    /// <param name="graph">What restore resolved.</param>
    public static IReadOnlyList<string> Of(GateContext context, PackageGraph graph) =>
        [.. AuditCoverage.Gaps(new LibrarySet(context, graph) { Packages = LibrarySet.Locate(graph) }, NuGetHttpCache.OfUser(), _ => false)];
}
