using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries;

/// <summary>
/// AIR6001: every package of the graph is weighed against the policy, whoever brought it in and whether it ships or only
/// takes part in the build. The deny list always holds, and so does a decision against a version. With an allow list, whatever is neither on it nor
/// vetted in the lock is reported. Without one, only packages that look like AI packages and come from no well-known publisher are, as a warning at most.
/// </summary>
/// <param name="verifiedOwners">The owners that a valid repository signature of a package names; null if it has none.</param>
internal sealed class AllowListCheck(Func<RestoredPackage, IReadOnlyList<string>?> verifiedOwners) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6001";

    /// <summary>Property of a finding: <c>true</c> if Airlock's own list of publishers judged, because the policy has none.</summary>
    public const string DefaultAllowListProperty = "defaultAllowList";

    private const string OwnerPrefix = "owner:";

    // A gate that runs can't vet itself: whoever added it trusts it. It can be denied, though.
    private const string OwnPackage = "Airlock";

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        var policy = libraries.Context.Policy.Libraries;
        var deny = PackageEntry.ReadAll(policy.Deny, IsOwner, "owner:NAME", report);
        var allow = PackageEntry.ReadAll(policy.Allow, IsOwner, "owner:NAME", report);

        // An allow list of which every entry is wrong is still an allow list: nothing fits it.
        var hasAllowList = policy.Allow.Count > 0;
        foreach (var package in libraries.Packages)
        {
            bool Fits(PackageEntry entry) => entry.IsAbout(package.Id, package.Version) && (entry.Condition is null || IsOwnedBy(verifiedOwners(package), entry.Condition));
            if (deny.FirstOrDefault(Fits) is { } denied)
            {
                report.Complain(package, RuleId, $"is denied by \"{denied.Written}\" of the policy; use another library", atMost: null, ("verdict", "denied"));
            }
            else if (libraries.Decisions.Denial(package) is { } denial)
            {
                report.Complain(package, RuleId, $"was denied by {denial.By} on {denial.At:yyyy-MM-dd}: {denial.Reason}", atMost: null, ("verdict", "denied"));
            }
            else if (libraries.Decisions.IsVetted(package) || (hasAllowList && (package.Id == OwnPackage || allow.Any(Fits))))
            {
                continue;
            }
            else if (hasAllowList)
            {
                var unrecorded = libraries.Decisions.ProblemOf(package) is { } problem ? $" ({problem})" : "";
                report.Complain(
                    package, RuleId, $"is not on the policy's list of allowed libraries{unrecorded}; look at it with airlock vet {package.Id}@{package.Version}, then record the decision with --allow or --deny", atMost: null, ("verdict", "not-allowed"));
            }
            else if (AIPackages.PublisherOf(package.Id) is null && AIPackages.FindWord(package.Id) is { } word)
            {
                report.Complain(
                    package,
                    RuleId,
                    $"looks like an AI package (\"{word}\") and is of no well-known publisher; look at it with airlock vet {package.Id}@{package.Version}, then record the decision with --allow or --deny",
                    FindingLevel.Warn,
                    ("verdict", "unknown-publisher"),
                    (DefaultAllowListProperty, "true"));
            }
        }
    }

    private static bool IsOwner(string text) => text.StartsWith(OwnerPrefix, StringComparison.OrdinalIgnoreCase) && text.Length > OwnerPrefix.Length;

    private static bool IsOwnedBy(IReadOnlyList<string>? owners, string condition) =>
        owners?.Contains(condition[OwnerPrefix.Length..].Trim(), StringComparer.OrdinalIgnoreCase) == true;
}
