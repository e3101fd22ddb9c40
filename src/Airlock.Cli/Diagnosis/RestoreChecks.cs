using Airlock.Core;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Vulnerabilities;

namespace Airlock.Cli.Diagnosis;

/// <summary>Whether what the gate knows of packages is all there.</summary>
/// <param name="facts">The project.</param>
/// <param name="restored">What reading the assets file came to.</param>
/// <param name="context">Project and policy.</param>
internal sealed class RestoreChecks(ProjectFacts facts, PackageGraphResult restored, GateContext context)
{
    /// <summary>All checks.</summary>
    public IEnumerable<HealthCheck> Run()
    {
        yield return Restore();
        yield return Audit();
        yield return LockFile();
    }

    private HealthCheck Restore() => restored.Graph is { } graph
        ? HealthCheck.Ok("restore", $"{graph.Nodes.Count(node => node.Kind == PackageKind.Package)} packages")
        : HealthCheck.Fail("restore", Sentence(restored.Message), "dotnet restore");

    private HealthCheck Audit()
    {
        const string id = "audit";
        if (restored.Graph is null)
        {
            return HealthCheck.Skip(id, "only a restored project has audit data");
        }

        var gaps = AuditGaps.Of(context, restored.Graph);
        var audit = restored.Graph.Restore.Audit;
        return gaps.Count == 0 ? HealthCheck.Ok(id, $"all packages were compared with known vulnerabilities (mode {audit.Mode ?? "direct"}, level {audit.Level ?? "low"})")
            : context.Policy.Libraries.VulnerabilityDatabases.Count > 0 ? HealthCheck.Ok(id, "the policy's own vulnerability databases stand in for NuGet's audit")
            : HealthCheck.Fail(id, string.Join(" ", gaps.Select(Sentence)), "let restore audit all packages (NuGetAudit, NuGetAuditMode=all, a source with audit data), or name a database in libraries.vulnerabilities.databases of airlock.json");
    }

    private HealthCheck LockFile()
    {
        const string id = "lock-file";
        var path = facts.PathOf("PackagesLockFile") ?? Path.Combine(facts.Folder, "packages.lock.json");
        var exists = File.Exists(path);
        return !exists && !facts.Is("LockFileMode")
                ? HealthCheck.Warn(id, "there is no packages.lock.json: a restore may resolve other packages tomorrow", "set RestorePackagesWithLockFile=true and commit packages.lock.json")
            : !exists ? HealthCheck.Warn(id, "RestorePackagesWithLockFile is true, but packages.lock.json is not there yet", "dotnet restore, and commit the file")
            : facts.Is("LockedMode") ? HealthCheck.Ok(id, "packages.lock.json, and restore is held to it (RestoreLockedMode)")
            : HealthCheck.Ok(id, "packages.lock.json");
    }

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
