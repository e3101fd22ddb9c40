using System.Collections.Immutable;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Licences;
using Airlock.Core.Libraries.Signatures;
using Airlock.Core.Licences;

namespace Airlock.Core.Bom.Packages;

/// <summary>Takes from the vetting of packages what their components say. Everything rests on the packages alone, so that it is the same wherever they came from.</summary>
internal static class PackageConclusions
{
    // {id} and {version} stand for both, in lower case (https://learn.microsoft.com/nuget/api/package-base-address-resource).
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Addresses =
        new(() => EmbeddedTable.Rows("package-addresses.tsv").ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal));

    /// <summary>The facts of each package of the graph, by package URL.</summary>
    public static ImmutableDictionary<string, BomPackageFacts> Of(LibraryVettingResult vetting, CancellationToken cancellation)
    {
        var signers = PackageSigners.Of(vetting.Libraries);
        return vetting.Libraries.Packages
            .DistinctBy(package => package.Purl, StringComparer.Ordinal)
            .ToImmutableDictionary(package => package.Purl, package => Of(package, vetting, signers, cancellation), StringComparer.Ordinal);
    }

    private static BomPackageFacts Of(RestoredPackage package, LibraryVettingResult vetting, PackageSigners signers, CancellationToken cancellation)
    {
        var owners = package.Folder is null ? null : signers.VerifiedOwners(package, cancellation);
        var serviceIndex = owners is null ? null : signers.Verify(package, SignatureParts.Repository, cancellation).Signature?.Repository?.ServiceIndex;
        return new BomPackageFacts
        {
            Licence = vetting.Libraries.Decisions.Approval(package)?.Licence is { } recorded && IsClear(recorded)
                ? recorded
                : Conclude(vetting.Memory.Of(package).Licence(cancellation)),
            Owners = owners ?? [],
            Address = serviceIndex is not null && Addresses.Value.TryGetValue(serviceIndex, out var address) ? Fill(address, package) : null,
        };
    }

    /// <summary>What the package alone tells, without the vetting.</summary>
    public static BomPackageFacts Of(RestoredPackage package) => new() { Licence = Conclude(PackageLicence.Read(package)) };

    // A text that is no well-known licence has a name made of its digest, which says nothing to anybody else: nothing is concluded from it.
    private static string? Conclude(PackageLicence licence) =>
        licence is { Expression: { } expression, Evidence: LicenceEvidence.Expression or LicenceEvidence.KnownText or LicenceEvidence.Address or LicenceEvidence.Recorded }
        && IsClear(expression)
            ? expression
            : null;

    private static bool IsClear(string expression) => LicenceExpression.Parse(expression, out _) is not null;

    private static string Fill(string address, RestoredPackage package) => address
        .Replace("{id}", Uri.EscapeDataString(package.Id.ToLowerInvariant()), StringComparison.Ordinal)
        .Replace("{version}", Uri.EscapeDataString(package.Version.ToLowerInvariant()), StringComparison.Ordinal);
}
