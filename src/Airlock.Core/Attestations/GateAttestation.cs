using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Models;

namespace Airlock.Core.Attestations;

/// <summary>Keeps the verdict of a build beside its evidence.</summary>
internal static class GateAttestation
{
    /// <summary>Writes the verdict over the assembly, models and data sets of a build. Without anything that was built there is no verdict, and none of an earlier build stays.</summary>
    /// <param name="request">What the build told.</param>
    /// <param name="result">What the gate decided; its evidence is on disk.</param>
    /// <param name="document">What the SBOM says.</param>
    /// <exception cref="IOException">It can't be written, or the evidence can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(GateRequest request, GateResult result, BomInput document)
    {
        var files = document.Models.Concat(document.Datasets).Where(file => file.Sha256 is not null).Select(file => new AttestedFile(RelativePath.Portable(file.Path), file.Sha256!));
        var assembly = document.Application is { AssemblyFile: { } name, AssemblySha256: { } digest } ? new AttestedFile(name, digest) : null;
        if (assembly is null)
        {
            File.Delete(request.AttestationFile);
            return;
        }

        var summary = new VerificationSummary
        {
            Subjects = [assembly, .. files.DistinctBy(file => (file.Name, file.Sha256)).OrderBy(file => file.Name, StringComparer.Ordinal)],
            Resource = request.IsPackable ? PackageUrl.NuGet(request.PackageId, request.Version) : PackageUrl.Generic(request.PackageId, request.Version),
            Time = BomEvidence.ReadTimestamp(request.BomFile),
            Profile = result.Profile,
            Policy = result.PolicyFile is { } policy && File.Exists(policy) ? new AttestedFile(RelativePath.Below(result.Root, policy), FileDigest.Compute(policy).Sha256) : null,
            Evidence =
            [
                Evidence(request.BomFile, "application/vnd.cyclonedx+json"),
                Evidence(request.SarifFile, "application/sarif+json"),
            ],
            IsPassed = !result.IsBlocked,
            ToolVersion = Gate.Version,
        };
        AtomicFile.Write(request.AttestationFile, stream => stream.Write(summary.Write()));
    }

    private static AttestedFile Evidence(string path, string mediaType) => new(Path.GetFileName(path), FileDigest.Compute(path).Sha256) { MediaType = mediaType };
}
