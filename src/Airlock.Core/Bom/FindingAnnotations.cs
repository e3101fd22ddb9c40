using System.Collections.Immutable;
using Airlock.Core.Bom.Assets;
using Airlock.Core.Findings;
using Airlock.Core.Libraries;
using Airlock.Core.Pins;
using Airlock.Shared.Rules;

namespace Airlock.Core.Bom;

/// <summary>
/// Turns findings into annotations on what they concern. They are no <c>vulnerabilities</c>: known vulnerabilities change
/// after the build, and authorities ask to keep them out of the document.
/// </summary>
internal static class FindingAnnotations
{
    /// <summary>One annotation for each finding that weighs more than a record. Without a timestamp there are none, because the specification requires one.</summary>
    public static ImmutableArray<Annotation> Build(
        BomInput input, Component root, ImmutableArray<Component> components, ImmutableArray<Service> services)
    {
        if (input.Timestamp is not { } timestamp)
        {
            return [];
        }

        var subjects = new Subjects(root, components, services);
        var annotator = BomBuilder.Tool(input, hasRef: false);
        return
        [
            .. input.Findings
                .Where(finding => finding.Level > FindingLevel.Record)
                .Select(finding => new Annotation([subjects.Of(finding)], annotator, timestamp, Text(input, finding))),
        ];
    }

    private static string Text(BomInput input, Finding finding)
    {
        var level = finding.Suppression is null ? $"{finding.Level}".ToLowerInvariant() : "suppressed";
        var path = RelativePath.Portable(finding.Location.Path);
        var place = finding.Location.Line == 0 ? path : $"{path}:{finding.Location.Line}";
        var report = input.Sarif is { } sarif ? $" [{sarif.Path}]" : "";
        return $"{finding.RuleId} ({level}): {Said(input, finding)} {place}{report}";
    }

    // What is said of where packages come from, and of what is not known of them, names feeds: they are nobody's business who gets the document.
    private static string Said(BomInput input, Finding finding) =>
        RuleTable.Find(finding.RuleId) is { } rule && (rule.Class == "library/source" || finding.Properties.GetValueOrDefault(CheckedRules.AreaProperty) == CheckedRules.Libraries)
            ? $"{rule.Title} ({finding.Properties.GetValueOrDefault(LibraryReport.PackageProperty, "libraries")})."
            : WithoutRoot(finding.Message, input.Root);

    private static string WithoutRoot(string text, string root)
    {
        var folder = root.TrimEnd('/', '\\');
        return folder.Length == 0 ? text : text.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    /// <summary>Finds the component or service that a finding is about.</summary>
    private sealed class Subjects
    {
        private readonly string _root;
        private readonly HashSet<string> _packages;
        private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Path, int Line), string> _places = [];

        public Subjects(Component root, ImmutableArray<Component> components, ImmutableArray<Service> services)
        {
            _root = root.BomRef!;
            _packages = [.. components.Select(component => component.Purl).OfType<string>().Where(purl => purl.StartsWith("pkg:nuget/", StringComparison.Ordinal))];
            foreach (var component in components)
            {
                Add(component.Evidence?.Occurrences ?? [], component.BomRef!);
                foreach (var path in component.Properties.Where(property => property.Name == LocalFiles.PathProperty))
                {
                    _files.TryAdd(path.Value, component.BomRef!);
                }
            }

            foreach (var service in services)
            {
                Add(service.Occurrences, service.BomRef);
            }
        }

        // By the package it names, the file it lies in or names, the place of use; else it is about the application.
        public string Of(Finding finding)
        {
            var path = RelativePath.Portable(finding.Location.Path);
            return Inventory.Value(finding, LibraryReport.PackageUrlProperty) is { } purl && _packages.Contains(purl) ? purl
                : Inventory.Value(finding, PinnedFiles.PathProperty) is { } named && _files.TryGetValue(named, out var file) ? file
                : _files.TryGetValue(path, out file) ? file
                : _places.GetValueOrDefault((path, finding.Location.Line), _root);
        }

        private void Add(ImmutableArray<Occurrence> occurrences, string bomRef)
        {
            foreach (var occurrence in occurrences)
            {
                _places.TryAdd((occurrence.Location, occurrence.Line), bomRef);
            }
        }
    }
}
