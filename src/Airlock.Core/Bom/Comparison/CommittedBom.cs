using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Policy;
using Airlock.Shared.Policy;
using Airlock.Shared.Rules;

namespace Airlock.Core.Bom.Comparison;

/// <summary>
/// The bill of materials that somebody reviewed and committed, and the rule on what changed since (AIR0002). The policy says where it lies and which
/// changes weigh how much.
/// </summary>
public static class CommittedBom
{
    /// <summary>The property of a finding that names the kind of change.</summary>
    public const string ChangeProperty = "change";

    /// <summary>The property of a finding of AIR9004 that is about the committed document: its path.</summary>
    public const string FileProperty = "committed";

    /// <summary>How the name of a document ends.</summary>
    public const string Extension = ".cdx.json";

    /// <summary>The document as it is committed: only what a review is about, so that it is the same, byte for byte, until that changes.</summary>
    /// <remarks>What belongs to one build is left out: time, serial number, findings, citations, and the digests of the assembly and the SARIF file.</remarks>
    public static Bom Reviewed(Bom bom) => bom with
    {
        SerialNumber = null,
        Annotations = [],
        Citations = [],
        Attestation = null,
        Metadata = bom.Metadata with
        {
            Timestamp = null,
            Component = bom.Metadata.Component with
            {
                Hashes = [],
                ExternalReferences = [.. bom.Metadata.Component.ExternalReferences.Where(reference => reference.Hash is null)],
            },
        },
    };

    /// <summary>Where the committed document of a project is looked for, the first that exists counting; absolute.</summary>
    /// <param name="policy">What the policy says.</param>
    /// <param name="folder">The folder that its paths are relative to, absolute.</param>
    /// <param name="assemblyName">Name of the assembly.</param>
    /// <param name="targetFramework">Target framework, as <c>net10.0</c>.</param>
    public static ImmutableArray<string> Candidates(SbomPolicy policy, string folder, string assemblyName, string targetFramework)
    {
        var path = Path.GetFullPath(policy.Committed.Text, folder);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path)
            ? [path]
            : [Path.Combine(path, $"{assemblyName}.{targetFramework}{Extension}"), Path.Combine(path, assemblyName + Extension)];
    }

    /// <summary>The files on which the outcome rests; none if the policy reports no change.</summary>
    internal static ImmutableArray<string> Inputs(GateContext context, GateRequest request) =>
        context.Policy.Sbom.IsAsked ? Candidates(context.Policy.Sbom, context.Root, request.AssemblyName, request.TargetFramework) : [];

    /// <summary>Compares the document of a build with the committed one.</summary>
    /// <param name="context">The policy in force.</param>
    /// <param name="request">What the build tells.</param>
    /// <param name="build">Makes the document of the build; it is not called if the policy reports no change.</param>
    /// <returns>Findings of AIR0002, and AIR9004 if the committed document is not there or can't be read; not yet weighed.</returns>
    internal static IEnumerable<Finding> Check(GateContext context, GateRequest request, Func<Bom> build)
    {
        var candidates = Inputs(context, request);
        if (candidates.IsEmpty)
        {
            return [];
        }

        var path = candidates.FirstOrDefault(File.Exists) ?? candidates[^1];
        var shown = context.Relative(path);
        try
        {
            return File.Exists(path)
                ? BomComparison.Compare(BomReader.ReadFile(path), AsRead(build()))
                    .Where(change => context.Policy.Sbom.Changes.GetValueOrDefault(change.Kind.Id) > FindingLevel.Off)
                    .Select(change => Report(context, change, shown))
                    .ToList()
                : [Incomplete(context, shown, PlaceInPolicy(context), "does not exist; write it with airlock sbom accept, review it and commit it")];
        }
        catch (BomFormatException exception)
        {
            var (_, line, column) = exception.Position;
            return [Incomplete(context, shown, new FindingLocation(shown, line, column, line, column), $"can't be read: {exception.Problem}")];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [Incomplete(context, shown, PlaceInPolicy(context), $"can't be read: {exception.Message}")];
        }
    }

    // A document of an earlier version can't hold all that was built: both are compared as they are written.
    private static Bom AsRead(Bom bom) => BomReader.Read(BomWriter.Write(bom), "the document of this build");

    private static FindingLocation PlaceInPolicy(GateContext context)
    {
        var (_, line, column) = context.Policy.Sbom.Committed.Position;
        return new FindingLocation(context.Relative(context.PolicyFile ?? context.ProjectFile), line, column, line, column);
    }

    private static Finding Incomplete(GateContext context, string committed, FindingLocation place, string problem) => new()
    {
        RuleId = "AIR9004",
        Message = $"What changed in the bill of materials of {Path.GetFileName(context.ProjectFile)} is not known: the committed document {committed} {problem}",
        Location = place,
        Properties = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(FileProperty, committed),
    };

    private static Finding Report(GateContext context, BomChange change, string committed)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        properties[ChangeProperty] = change.Kind.Id;
        properties[PolicyVerdict.WeightProperty] = context.Policy.Sbom.Changes[change.Kind.Id].ToString().ToLowerInvariant();
        if (change is { Purl: { } purl, Version: { } version } && purl.StartsWith("pkg:nuget/", StringComparison.Ordinal))
        {
            properties[LibraryReport.PackageProperty] = change.Subject;
            properties[LibraryReport.VersionProperty] = version;
            properties[LibraryReport.PackageUrlProperty] = purl;
        }

        return new Finding
        {
            RuleId = "AIR0002",
            Message = $"{char.ToUpperInvariant(change.Sentence[0])}{change.Sentence[1..]}, since {committed} was reviewed; if that is meant, take it over with airlock sbom accept and commit it",
            Location = change.Place is { } place ? new FindingLocation(place.File, place.Line, place.Line == 0 ? 0 : 1, place.Line, place.Line == 0 ? 0 : 1) : new FindingLocation(context.ProjectPath),
            Properties = properties.ToImmutable(),
        };
    }
}
