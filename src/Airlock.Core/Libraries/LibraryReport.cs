using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Json;
using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries;

/// <summary>Takes what the checks of libraries find, and makes findings of it: each says by which way the package came in, and stands at the reference that starts the way.</summary>
public sealed class LibraryReport
{
    /// <summary>Property of a finding: identifier of the package.</summary>
    public const string PackageProperty = "package";

    /// <summary>Property of a finding: version of the package.</summary>
    public const string VersionProperty = "version";

    /// <summary>Property of a finding: the package URL of the package.</summary>
    public const string PackageUrlProperty = "purl";

    /// <summary>Property of a finding: what is wrong, as the middle of a sentence whose subject is the package.</summary>
    public const string ReasonProperty = "reason";

    /// <summary>Property of a finding: the reason why it does no harm here, in the words of a document that the policy names (VEX); it then weighs as an exception does.</summary>
    public const string ClearedProperty = "cleared";

    /// <summary>Property of a finding: the way by which the package came in.</summary>
    public const string WayProperty = "way";

    private static readonly ImmutableSortedDictionary<string, string> Incompleteness =
        ImmutableSortedDictionary<string, string>.Empty.Add(CheckedRules.AreaProperty, CheckedRules.Libraries);

    private readonly LibrarySet _libraries;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, TextPosition)> _policyErrors = [];

    /// <summary>Starts an empty report.</summary>
    public LibraryReport(LibrarySet libraries) => _libraries = libraries;

    /// <summary>Whether a finding is about a package of the graph, and so counts for its verdict.</summary>
    public static bool IsOnPackage(Finding finding) => finding.Properties.ContainsKey(PackageProperty) && finding.Properties.ContainsKey(ReasonProperty);

    /// <summary>What was found, in the order in which it was told.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Reports a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="rule">Identifier of the rule.</param>
    /// <param name="reason">What is wrong, as the middle of a sentence: <c>is not on the policy's list of allowed libraries</c>, with what to do about it after a semicolon.</param>
    /// <param name="atMost">The level that it does not exceed whatever the rule's level is, or null.</param>
    /// <param name="facts">Further facts for machines: names in camel case.</param>
    public void Complain(RestoredPackage package, string rule, string reason, FindingLevel? atMost = null, params IEnumerable<(string Name, string Value)> facts)
    {
        var way = _libraries.Graph.DescribePathTo(package.Node);
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        properties.Add(PackageProperty, package.Id);
        properties.Add(VersionProperty, package.Version);
        properties.Add(PackageUrlProperty, package.Purl);
        properties.Add(ReasonProperty, reason);
        properties.Add(WayProperty, way);
        foreach (var (name, value) in facts)
        {
            properties[name] = value;
        }

        if (atMost is { } cap)
        {
            properties.Add(PolicyVerdict.WeightProperty, cap.ToString().ToLowerInvariant());
        }

        var path = _libraries.Graph.PathTo(package.Node);
        _findings.Add(new Finding
        {
            RuleId = rule,
            Message = $"Library {package.Node.Display} {reason}. It comes in by {way}.",
            Location = _libraries.Locator.Value.Locate(path.IsEmpty ? package.Id : path[0].Id),
            Properties = properties.ToImmutable(),
        });
    }

    /// <summary>Reports that something could not be checked (AIR9004): it blocks, or warns outside the profile strict.</summary>
    /// <param name="message">What is not known, why, and how to supply it.</param>
    /// <param name="atMost">The level that it does not exceed outside the profile strict, or null.</param>
    public void Incomplete(string message, FindingLevel? atMost = null) => _findings.Add(new Finding
    {
        RuleId = "AIR9004",
        Message = message,
        Location = new FindingLocation(_libraries.Context.ProjectPath),
        Properties = atMost is { } cap && _libraries.Context.Profile != "strict"
            ? Incompleteness.Add(PolicyVerdict.WeightProperty, cap.ToString().ToLowerInvariant())
            : Incompleteness,
    });

    /// <summary>Tells something of the project's packages as a whole.</summary>
    /// <param name="rule">Identifier of the rule.</param>
    /// <param name="message">What is so, and what to do about it.</param>
    /// <param name="atMost">The level that it does not exceed whatever the rule's level is: <see cref="FindingLevel.Record"/> stands in the evidence alone.</param>
    public void Remark(string rule, string message, FindingLevel atMost) => _findings.Add(new Finding
    {
        RuleId = rule,
        Message = message,
        Location = new FindingLocation(_libraries.Context.ProjectPath),
        Properties = ImmutableSortedDictionary<string, string>.Empty.Add(PolicyVerdict.WeightProperty, atMost.ToString().ToLowerInvariant()),
    });

    /// <summary>Reports an entry of the policy that can't be understood (AIR9001), once.</summary>
    public void PolicyError(TextError error)
    {
        if (_libraries.Context.PolicyFile is { } file && _policyErrors.Add((error.Message, error.Position)))
        {
            PolicyFiles.Report(_libraries.Context, "AIR9001", "The policy", file, [error], _findings);
        }
    }
}
