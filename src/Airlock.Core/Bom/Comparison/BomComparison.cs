using System.Collections.Immutable;
using Airlock.Shared.Changes;
using NuGet.Versioning;

namespace Airlock.Core.Bom.Comparison;

/// <summary>
/// Tells in which ways a bill of materials differs from an earlier one, as far as a reviewer has to know. Times, serial numbers, annotations, citations,
/// places in the source and the digest of the application itself are no change.
/// </summary>
/// <remarks>
/// Documents of Airlock are compared by all they say, those of other programs by what CycloneDX has a member for. A value that one of two documents of
/// different forms leaves out is no change: its program may not look for it.
/// </remarks>
public static class BomComparison
{
    private const int LongestValue = 200;
    private const int MostEndpoints = 8;
    private const string Unknown = "unknown";
    private const string None = "none";

    /// <summary>Compares two documents.</summary>
    /// <param name="old">The earlier one.</param>
    /// <param name="new">The later one.</param>
    /// <returns>The changes in the order of the kinds, then of the subjects; empty if there are none.</returns>
    public static ImmutableArray<BomChange> Compare(Bom old, Bom @new)
    {
        var run = new Run(FormOf(old) == FormOf(@new), EndpointsOf(@new));
        foreach (var (before, after) in SubjectMatching.Pair(BomSubject.AllOf(old), BomSubject.AllOf(@new)))
        {
            run.Compare(before, after);
        }

        var order = ChangeKinds.All.Select((kind, index) => (kind.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        return
        [
            .. run.Changes
                .OrderBy(change => order[change.Kind.Id])
                .ThenBy(change => change.Subject, StringComparer.Ordinal)
                .ThenBy(change => change.BomRef, StringComparer.Ordinal)
                .ThenBy(change => change.Sentence, StringComparer.Ordinal),
        ];
    }

    /// <summary>A document that says nothing, against which everything of another is new.</summary>
    public static Bom Empty(Bom other) => new() { Metadata = other.Metadata };

    // Documents of one form leave out the same things for the same reasons.
    private static string? FormOf(Bom bom) => bom.Metadata.Properties.FirstOrDefault(property => property.Name == "airlock:schemaVersion")?.Value;

    private static ILookup<string, string> EndpointsOf(Bom bom)
    {
        var services = new Dictionary<string, IEnumerable<string>>(StringComparer.Ordinal);
        foreach (var service in bom.Services)
        {
            services.TryAdd(service.BomRef, service.Endpoints.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostEndpoints).ToList());
        }

        return bom.Dependencies
            .SelectMany(node => node.DependsOn.Append(node.Ref).Distinct(StringComparer.Ordinal).SelectMany(reference => services.GetValueOrDefault(reference, [])).Select(endpoint => (node.Ref, endpoint)))
            .Concat(services.SelectMany(service => service.Value.Select(endpoint => (service.Key, endpoint))))
            .Distinct()
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
    }

    /// <summary>One comparison.</summary>
    /// <param name="isSameForm">Whether both documents leave out the same things.</param>
    /// <param name="endpoints">The addresses of services, and of what needs them, in the later document.</param>
    private sealed class Run(bool isSameForm, ILookup<string, string> endpoints)
    {
        public List<BomChange> Changes { get; } = [];

        public void Compare(BomSubject? old, BomSubject? @new)
        {
            if (old is null)
            {
                var addresses = endpoints[@new!.BomRef ?? ""].ToList();
                Add(null, @new, "added", detail: SubjectWords.Detail(@new, addresses.Count == 0 ? null : string.Join(", ", addresses)));
                return;
            }

            if (@new is null)
            {
                Add(old, null, "removed");
                return;
            }

            CompareVersions(old, @new);
            foreach (var fact in ComparedFact.Of(@new.Category, old.Facts.Keys.Concat(@new.Facts.Keys).Distinct(StringComparer.Ordinal)))
            {
                Compare(fact, old, @new);
            }
        }

        private void CompareVersions(BomSubject old, BomSubject @new)
        {
            var (before, after) = (old.Version, @new.Version);
            if (@new.Category == "hosted-model" && before != after)
            {
                Add(old, @new, before is null ? "pin-gained" : after is null ? "pin-lost" : "version-changed", before ?? "floating", after ?? "floating");
            }

            if (@new.Category != "package" || (!isSameForm && (before is null || after is null)))
            {
                return;
            }

            if (before != after)
            {
                var isComparable = NuGetVersion.TryParse(before, out var earlier) & NuGetVersion.TryParse(after, out var later) && earlier != later;
                Add(old, @new, !isComparable ? "version-changed" : later > earlier ? "upgraded" : "downgraded", before ?? None, after ?? None);
            }
            else if (Contents(old, @new) is { } contents)
            {
                Add(old, @new, "content-changed", contents.Before, contents.After);
            }
        }

        // NuGet's content hash is the same on every feed, the digest of the file is not: a repository may sign it.
        private static (string Before, string After)? Contents(BomSubject old, BomSubject @new)
        {
            const string ContentHash = "airlock:nuget:contentHash";
            if (old.Fact(ContentHash) is { } before && @new.Fact(ContentHash) is { } after)
            {
                return before == after ? null : (before, after);
            }

            var hashes = @new.Facts.GetValueOrDefault("@hashes", []).Select(hash => hash.Split(':', 2)).ToLookup(hash => hash[0], hash => hash[1], StringComparer.Ordinal);
            foreach (var hash in old.Facts.GetValueOrDefault("@hashes", []).Select(hash => hash.Split(':', 2)))
            {
                if (hashes[hash[0]].FirstOrDefault() is { } other && !string.Equals(other, hash[1], StringComparison.OrdinalIgnoreCase))
                {
                    return (hash[1], other);
                }
            }

            return null;
        }

        private void Compare(ComparedFact fact, BomSubject old, BomSubject @new)
        {
            var (before, after) = (old.Fact(fact.Fact), @new.Fact(fact.Fact));
            var isOneSided = before is null || after is null;
            if (before == after || (isOneSided && (!isSameForm || fact.Comparison == FactComparison.Known)))
            {
                return;
            }

            switch (fact.Comparison)
            {
                case FactComparison.Set:
                    CompareSets(fact, old, @new);
                    break;
                case FactComparison.State or FactComparison.Exposure:
                    // A hosted model whose version came or went has been told of.
                    if (old.Category != "hosted-model" || old.Version == @new.Version)
                    {
                        var (better, worse) = fact.Comparison == FactComparison.State ? (fact.Mark == after, fact.Mark == before) : (fact.Mark == before, fact.Mark == after);
                        AddFact(fact, old, @new, better ? fact.Gained : worse ? fact.Lost : "changed", StateWord(before), StateWord(after));
                    }

                    break;
                case FactComparison.Hidden:
                    AddFact(fact, old, @new, fact.Gained, before ?? None, after ?? None, fact.Words);
                    break;
                default:
                    AddFact(fact, old, @new, fact.Gained, before ?? None, after ?? None);
                    break;
            }
        }

        private void CompareSets(ComparedFact fact, BomSubject old, BomSubject @new)
        {
            var (before, after) = (old.Items(fact.Fact), @new.Items(fact.Fact));
            var (added, gone) = (string.Join(", ", after.Except(before)), string.Join(", ", before.Except(after)));
            var (all, now) = (before.IsEmpty ? None : string.Join(", ", before), after.IsEmpty ? None : string.Join(", ", after));
            if (fact.Gained == fact.Lost)
            {
                var words = string.Join("; ", new[] { added.Length > 0 ? $"now also {added}" : "", gone.Length > 0 ? $"no longer {gone}" : "" }.Where(part => part.Length > 0));
                if (words.Length > 0)
                {
                    AddFact(fact, old, @new, fact.Gained, all, now, fact.Gained == "changed" ? $"{fact.Words}: {words}" : words);
                }

                return;
            }

            if (added.Length > 0)
            {
                AddFact(fact, old, @new, fact.Gained, all, now, added);
            }

            if (gone.Length > 0)
            {
                AddFact(fact, old, @new, fact.Lost, all, now, gone);
            }
        }

        private static string StateWord(string? value) => value switch { "true" => "yes", "false" => "no", null => Unknown, _ => value };

        private void AddFact(ComparedFact fact, BomSubject old, BomSubject @new, string suffix, string before, string after, string? change = null) =>
            Add(old, @new, suffix, before, after, change ?? $"{fact.Words}: {before} → {after}");

        private void Add(BomSubject? old, BomSubject? @new, string suffix, string? before = null, string? after = null, string change = "", string detail = "")
        {
            var subject = @new ?? old!;
            if ((ChangeKinds.Find($"{subject.Category}-{suffix}") ?? ChangeKinds.Find($"{subject.Category}-changed")) is not { } kind)
            {
                return;
            }

            Changes.Add(new BomChange(kind, subject.Name, subject.BomRef, before, after, @new?.Place, Sentence(kind, subject.Name, before, after, change, detail))
            {
                Purl = subject.Purl,
                Version = subject.Version,
            });
        }

        private static string Sentence(ChangeKind kind, string name, string? before, string? after, string change, string detail)
        {
            var words = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["before"] = before ?? "", ["after"] = after ?? "", ["change"] = change };
            return string.Concat(kind.Sentence.Split('{', '}').Select((part, index) =>
                index % 2 == 0 ? part
                : part == "detail" ? Shown(detail)
                : PrintableText.Show(words[part], LongestValue)));
        }

        // The blank or comma at its beginning belongs to the sentence.
        private static string Shown(string detail) => detail.StartsWith(' ') ? " " + PrintableText.Show(detail, LongestValue) : PrintableText.Show(detail, LongestValue);
    }
}
