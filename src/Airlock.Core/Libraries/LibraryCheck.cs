using System.Collections.Immutable;
using Airlock.Core.Findings;
using Airlock.Core.Policy;
using Airlock.Shared.Json;

namespace Airlock.Core.Libraries;

/// <summary>
/// AIR6001: every package of the graph is weighed against the policy, whoever brought it in and whether it ships or only
/// takes part in the build. The deny list always holds. With an allow list, whatever is not on it is reported. Without one,
/// only packages that look like AI packages and come from no well-known publisher are, as a warning at most.
/// </summary>
public static class LibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6001";

    /// <summary>Property of a finding: <c>true</c> if Airlock's own list of publishers judged, because the policy has none.</summary>
    public const string DefaultAllowListProperty = "defaultAllowList";

    /// <summary>Property of a finding: the package URL of the package.</summary>
    public const string PackageUrlProperty = "purl";

    // A gate that runs can't vet itself: whoever added it trusts it. It can be denied, though.
    private const string OwnPackage = "Airlock";

    /// <summary>Weighs every package once.</summary>
    /// <param name="graph">The resolved graph.</param>
    /// <param name="context">Project and policy.</param>
    /// <param name="policyErrors">Entries of the policy's lists that can't be read, each with its place in the policy file.</param>
    /// <returns>At most one finding for each package, in order of identifiers.</returns>
    public static ImmutableArray<Finding> Run(PackageGraph graph, GateContext context, out IReadOnlyList<TextError> policyErrors)
    {
        var errors = new List<TextError>();
        var deny = PackagePattern.ParseAll(context.Policy.Libraries.Deny, errors);
        var allow = PackagePattern.ParseAll(context.Policy.Libraries.Allow, errors);
        policyErrors = errors;

        // An allow list of which every entry is wrong is still an allow list: nothing fits it.
        var hasAllowList = context.Policy.Libraries.Allow.Count > 0;
        var locator = new Lazy<PackageReferenceLocator>(() => new PackageReferenceLocator(context));
        return
        [
            .. graph.Nodes
                .Where(node => node.Kind == PackageKind.Package)
                .Select(node => (node, complaint: Judge(node, deny, allow, hasAllowList)))
                .Where(pair => pair.complaint is not null)
                .Select(pair => Report(graph, pair.node, pair.complaint!, locator.Value)),
        ];
    }

    private static Complaint? Judge(
        PackageNode node, IReadOnlyList<PackagePattern> deny, IReadOnlyList<PackagePattern> allow, bool hasAllowList)
    {
        if (deny.FirstOrDefault(pattern => pattern.Matches(node.Id, node.Version)) is { } denied)
        {
            return new Complaint("denied", $"is denied by \"{denied.Text}\" of the policy", IsDefault: false);
        }

        if (hasAllowList)
        {
            return node.Id == OwnPackage || allow.Any(pattern => pattern.Matches(node.Id, node.Version))
                ? null
                : new Complaint("not-allowed", "is not on the policy's list of allowed libraries", IsDefault: false);
        }

        return AIPackages.PublisherOf(node.Id) is null && AIPackages.FindWord(node.Id) is { } word
            ? new Complaint(
                "unknown-publisher",
                $"looks like an AI package (\"{word}\") and is of no well-known publisher; vet it and list it under libraries.allow of airlock.json",
                IsDefault: true)
            : null;
    }

    private static Finding Report(PackageGraph graph, PackageNode node, Complaint complaint, PackageReferenceLocator locator)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        properties.Add("package", node.Id);
        properties.Add("version", node.Version);
        properties.Add(PackageUrlProperty, PackageUrl.NuGet(node.Id, node.Version));
        properties.Add("path", graph.DescribePathTo(node));
        properties.Add("reason", complaint.Reason);
        if (complaint.IsDefault)
        {
            properties.Add(DefaultAllowListProperty, "true");
            properties.Add(PolicyVerdict.WeightProperty, "warn");
        }

        var path = graph.PathTo(node);
        return new Finding
        {
            RuleId = RuleId,
            Message = $"Library {node.Display} {complaint.Text}. It comes in by {graph.DescribePathTo(node)}.",
            Location = locator.Locate(path.IsEmpty ? node.Id : path[0].Id),
            Properties = properties.ToImmutable(),
        };
    }

    /// <param name="Reason">For machines.</param>
    /// <param name="Text">For people, as the middle of a sentence.</param>
    /// <param name="IsDefault">Whether no list of the policy judged.</param>
    private sealed record Complaint(string Reason, string Text, bool IsDefault);
}
