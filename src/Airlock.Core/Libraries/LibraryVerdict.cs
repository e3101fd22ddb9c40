using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries;

/// <summary>One thing that a rule found on a package.</summary>
/// <param name="RuleId">Identifier of the rule.</param>
/// <param name="Level">How it weighs.</param>
/// <param name="Text">What is wrong, as the middle of a sentence whose subject is the package.</param>
/// <param name="IsExcepted">Whether an exception of the policy silences it.</param>
public sealed record LibraryReason(string RuleId, FindingLevel Level, string Text, bool IsExcepted);

/// <summary>What the gate came to on one package.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Version">Version.</param>
/// <param name="Level">The highest level of what was found and not excepted; <see cref="FindingLevel.Off"/> if there is none: the package is clean.</param>
public sealed record LibraryVerdict(string Id, string Version, FindingLevel Level)
{
    /// <summary>The way by which it came in, as <c>App → A 1.0.0 → B 2.0.0</c>.</summary>
    public string Way { get; init; } = "";

    /// <summary>What was found, highest level first.</summary>
    public ImmutableArray<LibraryReason> Reasons { get; init; } = [];

    /// <summary>The verdicts on all packages, in order of identifiers.</summary>
    /// <param name="libraries">The packages.</param>
    /// <param name="findings">All findings after policy.</param>
    public static ImmutableArray<LibraryVerdict> Of(LibrarySet libraries, IEnumerable<Finding> findings)
    {
        var reasons = findings
            .Where(LibraryReport.IsOnPackage)
            .ToLookup(
                finding => (finding.Properties[LibraryReport.PackageProperty], finding.Properties[LibraryReport.VersionProperty]),
                finding => new LibraryReason(finding.RuleId, finding.Level, finding.Properties[LibraryReport.ReasonProperty], finding.Suppression is not null));
        return
        [
            .. libraries.Packages.Select(package =>
            {
                var found = reasons[(package.Id, package.Version)].OrderBy(reason => reason.IsExcepted).ThenByDescending(reason => reason.Level).ThenBy(reason => reason.RuleId, StringComparer.Ordinal).ToImmutableArray();
                return new LibraryVerdict(package.Id, package.Version, found.Where(reason => !reason.IsExcepted).Select(reason => reason.Level).DefaultIfEmpty(FindingLevel.Off).Max())
                {
                    Way = libraries.Graph.DescribePathTo(package.Node),
                    Reasons = found,
                };
            }),
        ];
    }
}
