using System.Collections.Immutable;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Packages;
using Airlock.Core.Libraries;
using Airlock.Core.Models;

namespace Airlock.Core;

/// <summary>What a build and the vetting of its packages tell the document, beside AI assets and findings.</summary>
internal static class DocumentInput
{
    private static readonly Lazy<string?> ToolDigest = new(() =>
        typeof(DocumentInput).Assembly.Location is { Length: > 0 } file && File.Exists(file) ? FileDigest.Compute(file).Sha256 : null);

    /// <summary>Completes an input.</summary>
    /// <param name="input">The input, with its application as far as it identifies the build.</param>
    /// <param name="request">What the build tells.</param>
    /// <param name="vetting">What was found out about packages, or null if they are not known.</param>
    /// <param name="cancellation">Stops the reading of packages.</param>
    public static BomInput Complete(BomInput input, GateRequest request, LibraryVettingResult? vetting, CancellationToken cancellation)
    {
        var (time, source) = BuildTime.Of(request);
        var metadata = request.Metadata;
        return input with
        {
            Application = Describe(input.Application, request),
            Publisher = BomPublisher.Of(
                request.Company ?? (metadata.AuthorNames() is { IsEmpty: false } authors ? string.Join(", ", authors) : null),
                metadata.ProjectUrl ?? request.RepositoryUrl,
                metadata.Contact),
            Licence = metadata.BomLicence,
            Tlp = metadata.Tlp,
            Timestamp = time,
            TimestampSource = source,
            IsReproducible = metadata.IsReproducible,
            ToolSha256 = ToolDigest.Value,
            PackageFacts = vetting is null ? ImmutableDictionary<string, BomPackageFacts>.Empty : PackageConclusions.Of(vetting, cancellation),
            Shipped = request.Shipped,
            References = [.. References(request, input.Packages)],
            AppHost = request.RuntimeIdentifier is null ? null : request.AppHost,
            Frameworks =
            [
                .. request.Frameworks.Select(framework => new BomFramework(framework.Name, framework.Version)
                {
                    Pack = framework.Pack,
                    MinimumVersion = framework.MinimumVersion,
                    RuntimePack = framework.RuntimePack,
                    IsSelfContained = request.IsSelfContained,
                }),
            ],
        };
    }

    private static BomApplication Describe(BomApplication application, GateRequest request) => application with
    {
        Description = request.Metadata.Description,
        Authors = request.Metadata.AuthorNames(),
        Licence = request.Metadata.Licence,
        Copyright = request.Metadata.Copyright,
        ProjectUrl = request.Metadata.ProjectUrl,
        RepositoryUrl = request.RepositoryUrl,
        SecurityTxt = request.Metadata.SecurityTxt,
        Commit = request.Metadata.Commit,
        IsSelfContained = request.IsSelfContained,
        IsTrimmed = request.Metadata.IsTrimmed,
        IsAot = request.Metadata.IsAot,
        IsSingleFile = request.Metadata.IsSingleFile,
    };

    private static IEnumerable<BomReference> References(GateRequest request, PackageGraph? graph)
    {
        var folder = Path.GetDirectoryName(request.ProjectFile)!;
        foreach (var node in graph?.Nodes.Where(node => node is { Kind: PackageKind.Project, Path: not null }) ?? [])
        {
            var file = Path.GetFullPath(node.Path!.Replace('\\', '/'), folder);
            var project = request.References.FirstOrDefault(one => string.Equals(one.ProjectFile, file, StringComparison.OrdinalIgnoreCase));
            if (project is not null && BomReference.Read(node.Path!, project.BomFile, request.EvidenceFolder) is { } reference)
            {
                yield return reference;
            }
        }
    }
}
