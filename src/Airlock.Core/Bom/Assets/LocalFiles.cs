using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Core.Findings;
using Airlock.Shared.Pins;

namespace Airlock.Core.Bom.Assets;

/// <summary>The model and data set files of the project, with the places in code that load them.</summary>
internal static partial class LocalFiles
{
    /// <summary>The property that holds the path of a file.</summary>
    public const string PathProperty = "airlock:file:path";

    public static IEnumerable<AssetPart> Build(Inventory inventory, BomInput input) =>
        Files(inventory, InventoryKinds.LocalModel, input.Models, "model", ModelFile)
            .Concat(Files(inventory, InventoryKinds.Dataset, input.Datasets, "data", DatasetFile));

    // A path in code is joined to the file it may mean; what fits no file becomes a component without a digest.
    private static IEnumerable<AssetPart> Files(
        Inventory inventory, string kind, ImmutableArray<BomFile> files, string prefix, Func<string, BomFile, ImmutableArray<Occurrence>, Component> build)
    {
        var sorted = files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var uses = inventory.OfKind(kind).ToLookup(finding => FileOf(finding, sorted));
        foreach (var group in sorted.GroupBy(file => RefOf(prefix, file), StringComparer.Ordinal))
        {
            var loads = group.SelectMany(file => uses[file]).ToList();
            yield return AssetPart.Of(build(group.Key, group.First(), Inventory.Occurrences(loads)), loads);
        }

        var others = uses[null].GroupBy(finding => RelativePath.Portable(Inventory.Value(finding, InventoryKeys.Name) ?? Inventory.Unknown), StringComparer.Ordinal);
        foreach (var group in others)
        {
            yield return AssetPart.Of(build($"{prefix}:code:{group.Key}", new BomFile(group.Key, null), Inventory.Occurrences(group)), group) with
            {
                Sources = [.. group.Select(load => ValueSource.OfName(load, inventory.Root, "name")).Distinct()],
            };
        }
    }

    private static BomFile? FileOf(Finding finding, ImmutableArray<BomFile> files) =>
        Inventory.Value(finding, InventoryKeys.Name) is { } path
            ? files.FirstOrDefault(file => LockDocument.MayMean(LockDocument.Normalise(path), file.Path))
            : null;

    // Files outside the root are shown by name alone, so the digest keeps two of the same name apart.
    private static string RefOf(string prefix, BomFile file) => RelativePath.IsAbsolute(file.Path)
        ? $"{prefix}:file:{RelativePath.Portable(file.Path)}#{file.Sha256}"
        : $"{prefix}:file:{RelativePath.Portable(file.Path)}";

    private static Component ModelFile(string bomRef, BomFile file, ImmutableArray<Occurrence> occurrences) =>
        ModelCards.Describe(File(ComponentType.MachineLearningModel, InventoryKinds.LocalModel, bomRef, file, occurrences), file);

    private static Component DatasetFile(string bomRef, BomFile file, ImmutableArray<Occurrence> occurrences)
    {
        var component = File(ComponentType.Data, InventoryKinds.Dataset, bomRef, file, occurrences);
        var path = RelativePath.Portable(file.Path);
        return ModelCards.DescribeData(component with { Data = new ComponentData(component.Name, WebAddress.Clean(path) ?? WebAddress.Relative(path)) }, file);
    }

    private static Component File(string type, string kind, string bomRef, BomFile file, ImmutableArray<Occurrence> occurrences)
    {
        var path = RelativePath.Portable(file.Path);
        var fileName = path[(path.LastIndexOf('/') + 1)..];
        var source = WebAddress.Clean(file.Source);
        return new Component
        {
            Type = type,
            BomRef = bomRef,
            MimeType = file.Sha256 is null ? null : "application/octet-stream",
            Name = fileName,
            Version = file.Sha256 is { } digest ? $"sha256-{digest[..12]}" : null,
            Scope = ComponentScope.Required,
            Hashes = file.Sha256 is { } sha256 ? [new Hash("SHA-256", sha256)] : [],
            Licenses = file.Licence is { } licence ? [new License(licence, null, null)] : [],
            Purl = PurlOf(file, fileName),
            ExternalReferences = source is null ? [] : [new ExternalReference("distribution", source)],
            Properties =
            [
                new Property(Inventory.KindProperty, kind),
                new Property(PathProperty, path),
                new Property("airlock:file:pinned", file.IsPinned ? "true" : "false"),
                .. file.Format is { } format ? [new Property("airlock:file:format", format)] : Array.Empty<Property>(),
                .. file.Size is { } size ? [new Property("airlock:file:size", $"{size}")] : Array.Empty<Property>(),
            ],
            Evidence = new Evidence(
                file.Sha256 is null ? [] : [new Identity("hash", 1, file.IsPinned ? "hash-comparison" : "binary-analysis", path, file.Sha256)],
                occurrences),
        };
    }

    private static string? PurlOf(BomFile file, string fileName)
    {
        var hub = HubSource().Match(file.Source ?? file.Path);
        return hub.Success
            ? PackageUrl.HuggingFace(hub.Groups["owner"].Value, hub.Groups["name"].Value, hub.Groups["commit"].Value)
            : file.Sha256 is { } sha256 ? PackageUrl.GenericFile(fileName, sha256) : null;
    }

    // hf://owner/name@commit/file; only a whole commit is a version that can't move.
    [GeneratedRegex(@"^hf://(?<owner>[^/@]+)/(?<name>[^/@]+)@(?<commit>[0-9a-fA-F]{40})(/|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex HubSource();
}
