using Airlock.Shared.Rules;

namespace Airlock.Core.Libraries.Feeds;

/// <summary>AIR6008: versions that their author has deprecated. Only feeds know, so without the network nothing is known, and that is said.</summary>
/// <param name="facts">What the feeds say.</param>
internal sealed class DeprecationCheck(Func<LibrarySet, CancellationToken, FeedFacts> facts) : ILibraryCheck
{
    /// <summary>Identifier of the rule.</summary>
    public const string RuleId = "AIR6008";

    private const int MaximumNameLength = 100;
    private const int MaximumMessageLength = 300;

    /// <inheritdoc/>
    public void Run(LibrarySet libraries, LibraryReport report, CancellationToken cancellation)
    {
        if (libraries.Packages.IsEmpty)
        {
            return;
        }

        var known = facts(libraries, cancellation);
        if (!known.IsAllowed)
        {
            // Nobody asked for it unless policy did: then silence would be taken for an answer.
            var context = libraries.Context;
            var isDemanded = context.Policy.Rules.ContainsKey(RuleId) || context.Profile == "strict";
            report.Remark(
                RuleId,
                $"Deprecation of {FeedFacts.Count(libraries.Packages.Length)} is not known without the network; set libraries.network of airlock.json to true to ask the project's feeds",
                isDemanded ? FindingLevel.Note : FindingLevel.Record);
            return;
        }

        foreach (var package in libraries.Packages)
        {
            if (known.Find(package) is not { } answer)
            {
                continue;
            }

            if (answer.Deprecation is { } deprecation)
            {
                report.Complain(package, RuleId, Describe(deprecation), facts: Facts(answer, deprecation));
            }
            else if (!answer.IsListed)
            {
                report.Complain(
                    package, RuleId, "is unlisted by its feed: its author may have withdrawn it; look for a newer version", FindingLevel.Note, ("feed", Shown(answer.Feed)), ("unlisted", "true"));
            }
        }

        known.ReportGaps(report);
    }

    private static string Describe(FeedDeprecation deprecation)
    {
        var reasons = string.Join(" and ", Reasons(deprecation).Select(InWords));
        var message = PrintableText.Show(deprecation.Message ?? "", MaximumMessageLength);
        return $"is deprecated by its author{(reasons.Length == 0 ? "" : $" ({reasons})")}{(message.Length == 0 ? "" : $", who says: \"{message.TrimEnd('.')}\"")}; {WhatToDo(deprecation)}";
    }

    private static string WhatToDo(FeedDeprecation deprecation) => deprecation switch
    {
        { AlternateId: { Length: > 0 } id, AlternateVersions: { Length: > 0 } versions } => $"use {Shown(id)} {Shown(versions)} in its place",
        { AlternateId: { Length: > 0 } id } => $"use {Shown(id)} in its place",
        _ => "use a newer version or another package",
    };

    // Reasons of NuGet's protocol ("Package metadata", object deprecation); a client shall take any other for Other.
    private static string InWords(string reason) => reason.ToUpperInvariant() switch
    {
        "LEGACY" => "no longer maintained",
        "CRITICALBUGS" => "has critical bugs",
        "OTHER" => "other reasons",
        _ => PrintableText.Show(reason, 40),
    };

    private static IEnumerable<string> Reasons(FeedDeprecation deprecation) =>
        deprecation.Reasons.Where(reason => !string.IsNullOrWhiteSpace(reason)).Distinct(StringComparer.OrdinalIgnoreCase).Take(3);

    private static IEnumerable<(string Name, string Value)> Facts(FeedAnswer answer, FeedDeprecation deprecation)
    {
        yield return ("feed", Shown(answer.Feed));
        yield return ("deprecation", Shown(string.Join(',', Reasons(deprecation))));
        if (deprecation.AlternateId is { Length: > 0 } id)
        {
            yield return ("alternatePackage", Shown(id));
        }
    }

    private static string Shown(string text) => PrintableText.Show(text, MaximumNameLength);
}
