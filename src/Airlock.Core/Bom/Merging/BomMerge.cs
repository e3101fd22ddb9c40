using System.Collections.Immutable;

namespace Airlock.Core.Bom.Merging;

/// <summary>
/// Joins documents into one: those of the projects of a solution, or of the target frameworks of one project. What is the same thing
/// everywhere (packages, frameworks, hosted models, files, providers) becomes one part; what belongs to a project stays its own.
/// </summary>
public static class BomMerge
{
    /// <summary>The documents of several projects under one root that stands for the solution.</summary>
    /// <param name="name">Name of the solution.</param>
    /// <param name="documents">The documents, in any order.</param>
    public static Bom Solution(string name, IReadOnlyCollection<Bom> documents)
    {
        var root = new Component { Type = ComponentType.Application, BomRef = "solution:" + name, Name = name, Description = "All projects of the solution" };
        return Join(root, documents);
    }

    /// <summary>The documents of one project, one for each target framework.</summary>
    /// <param name="documents">The documents, in any order; at least one.</param>
    public static Bom Project(IReadOnlyCollection<Bom> documents)
    {
        var first = documents.OrderBy(Framework, StringComparer.Ordinal).First().Metadata.Component;
        return Join(
            first with
            {
                Hashes = [],
                ExternalReferences = [.. first.ExternalReferences.Where(reference => reference.Type is not ("static-analysis-report" or "bom"))],
                Properties = [.. first.Properties.Where(property => !property.Name.StartsWith("airlock:msbuild:", StringComparison.Ordinal) && property.Name != "airlock:assembly:file")],
            },
            documents);
    }

    private static Bom Join(Component root, IReadOnlyCollection<Bom> documents)
    {
        var scopes = DocumentScope.Of(documents, root.BomRef!);
        var roots = scopes.Select(scope => scope.Root).ToList();
        var bom = new Bom
        {
            SpecVersion = documents.Min(document => document.SpecVersion),
            Metadata = Metadata(root, documents),
            Components =
            [
                .. scopes.SelectMany(scope => scope.Components).GroupBy(component => component.BomRef!, StringComparer.Ordinal).Select(PartMerge.Components),
            ],
            Services = [.. scopes.SelectMany(scope => scope.Services).GroupBy(service => service.BomRef, StringComparer.Ordinal).Select(PartMerge.Services)],
            Dependencies =
            [
                .. scopes.SelectMany(scope => scope.Dependencies)
                    .Append(new Dependency(root.BomRef!, roots))
                    .GroupBy(dependency => dependency.Ref, StringComparer.Ordinal)
                    .Select(group => new Dependency(group.Key, Union(group, node => node.DependsOn), Union(group, node => node.Provides))),
            ],
            Compositions = [.. Compositions(scopes)],
            Annotations = [.. scopes.SelectMany(scope => scope.Annotations).DistinctBy(note => (note.Text, string.Join('\n', note.Subjects)))],
            Formulation = documents.Select(document => document.Formulation).OfType<Workflow>().OrderBy(workflow => workflow.Uid, StringComparer.Ordinal).FirstOrDefault() is { } workflow
                ? workflow with { Uid = "msbuild:" + root.Name }
                : null,
            Attestation = AttestationMerge.Join(root.Name, [.. documents.Select(document => (Name: NameOf(document), document.Attestation))]),
            Citations = [.. scopes.SelectMany(scope => scope.Citations)],
        };
        return bom with { SerialNumber = BomBuilder.SerialNumberOf(bom) };
    }

    /// <summary>The target framework of a document, or "".</summary>
    internal static string Framework(Bom document) =>
        document.Metadata.Component.Properties.FirstOrDefault(property => property.Name == "airlock:msbuild:targetFramework")?.Value ?? "";

    private static string NameOf(Bom document) => $"{document.Metadata.Component.Name} {Framework(document)}".TrimEnd();

    private static Metadata Metadata(Component root, IReadOnlyCollection<Bom> documents)
    {
        var heads = documents.Select(document => document.Metadata).ToList();
        return new Metadata
        {
            Timestamp = heads.Max(head => head.Timestamp),
            Lifecycle = heads.Select(head => head.Lifecycle).Order(StringComparer.Ordinal).First(),
            Tools = [.. heads.SelectMany(head => head.Tools).OrderByDescending(tool => tool.Version, StringComparer.Ordinal).DistinctBy(tool => tool.BomRef)],
            Component = root,
            Manufacturer = Common(head => head.Manufacturer, organization => organization?.Name),
            Supplier = Common(head => head.Supplier, organization => organization?.Name),
            Authors = [.. heads.SelectMany(head => head.Authors).Distinct()],
            License = Common(head => head.License, license => license),
            Tlp = Strictest(heads.Select(head => head.Tlp)),
            Properties = [.. heads.SelectMany(head => head.Properties).Distinct()],
        };

        T? Common<T>(Func<Metadata, T?> select, Func<T?, string?> key)
            where T : class =>
            heads.Select(head => key(select(head))).Distinct(StringComparer.Ordinal).Count() == 1 ? select(heads[0]) : null;
    }

    // From the widest circle of readers to the narrowest: https://www.first.org/tlp/
    private static string? Strictest(IEnumerable<string?> labels)
    {
        string[] order = ["CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"];
        return labels.OfType<string>().MaxBy(label => Array.IndexOf(order, label));
    }

    private static IEnumerable<Composition> Compositions(IReadOnlyCollection<DocumentScope> scopes)
    {
        var groups = scopes.SelectMany(scope => scope.Compositions).GroupBy(composition => (composition.BomRef, composition.Aggregate)).ToList();
        return groups.Select(group => new Composition(
            group.Key.Aggregate,
            Union(group, composition => composition.Assemblies),
            Union(group, composition => composition.Dependencies),
            group.Key.BomRef is { } bomRef && groups.Count(other => other.Key.BomRef == bomRef) > 1 ? $"{bomRef}:{group.Key.Aggregate}" : group.Key.BomRef));
    }

    private static ImmutableArray<string> Union<T>(IEnumerable<T> parts, Func<T, ImmutableArray<string>> select) =>
        [.. parts.SelectMany(part => select(part)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
