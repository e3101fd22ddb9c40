using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Airlock.Core.Findings;
using Airlock.Shared.Pins;

namespace Airlock.Core.Bom;

/// <summary>
/// Turns what the compiler saw (findings of AIR0001) and the files of the project into components: hosted and local models,
/// data sets and tools. Uses of the same asset become places of one component.
/// </summary>
internal static partial class AssetComponents
{
    /// <summary>The rule whose findings are the inventory.</summary>
    public const string InventoryRuleId = "AIR0001";

    /// <summary>What stands for a name that only running the program would tell.</summary>
    public const string Unknown = "unknown";

    /// <summary>The property that says what kind of asset a component is, in the words of <see cref="InventoryKeys.Kind"/>.</summary>
    public const string KindProperty = "airlock:asset:kind";

    /// <summary>The property that names the provider of a hosted model.</summary>
    public const string ProviderProperty = "airlock:model:provider";

    /// <summary>The property that holds the path of a file.</summary>
    public const string PathProperty = "airlock:file:path";

    /// <summary>All components, each <c>bom-ref</c> once.</summary>
    public static ImmutableArray<Component> Build(BomInput input) =>
    [
        .. HostedModels(input),
        .. Files(input, "local-model", input.Models, "model", ModelFile),
        .. Files(input, "dataset", input.Datasets, "data", DatasetFile),
        .. OfKind(input, "tool").GroupBy(ToolRef, StringComparer.Ordinal).Select(Tool),
    ];

    /// <summary>The inventory's findings of one kind, in a fixed order.</summary>
    public static IEnumerable<Finding> OfKind(BomInput input, string kind) => input.Findings
        .Where(finding => finding.RuleId == InventoryRuleId && finding.Value(InventoryKeys.Kind) == kind)
        .OrderBy(finding => finding.Location.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Location.Line)
        .ThenBy(finding => finding.Location.Column);

    /// <summary>A fact of a finding, or null if absent or empty.</summary>
    public static string? Value(this Finding finding, string key) =>
        finding.Properties.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>A name as part of a <c>bom-ref</c>.</summary>
    public static string Slug(string name) => name.Trim().Replace(' ', '-').ToLowerInvariant();

    /// <summary>The places of findings.</summary>
    public static ImmutableArray<Occurrence> Occurrences(IEnumerable<Finding> findings) =>
    [
        .. findings.Select(finding => new Occurrence(
            RelativePath.Portable(finding.Location.Path),
            finding.Location.Line,
            finding.Value(InventoryKeys.Symbol),
            finding.Value(InventoryKeys.Api))).Distinct(),
    ];

    // Code that speaks to a model through an abstraction names no provider. If the same model is reached elsewhere through one
    // provider alone, it is that one.
    private static IEnumerable<Component> HostedModels(BomInput input)
    {
        var uses = OfKind(input, "hosted-model").ToList();
        var providers = uses.ToLookup(finding => finding.Value(InventoryKeys.Name), finding => finding.Value(InventoryKeys.Provider));
        return uses
            .GroupBy(finding => (Name: finding.Value(InventoryKeys.Name), Provider: ProviderOf(finding)))
            .GroupBy(group => $"model:hosted:{Slug(group.Key.Provider ?? Unknown)}/{group.Key.Name ?? Unknown}", StringComparer.Ordinal)
            .Select(group => HostedModel(group.Key, group.First().Key.Name, group.First().Key.Provider, [.. group.SelectMany(finding => finding)]));

        string? ProviderOf(Finding finding)
        {
            var others = finding.Value(InventoryKeys.Name) is { } name ? providers[name].OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList() : [];
            return finding.Value(InventoryKeys.Provider) ?? (others is [var only] ? only : null);
        }
    }

    private static Component HostedModel(string bomRef, string? name, string? provider, IReadOnlyList<Finding> uses) => new()
    {
        Type = ComponentType.MachineLearningModel,
        BomRef = bomRef,
        Supplier = provider is null ? null : new OrganizationalEntity(provider, []),
        Name = name ?? Unknown,
        Version = name is not null && Snapshot().Match(name) is { Success: true } match ? match.Groups["date"].Value : null,
        Scope = ComponentScope.Required,
        IsExternal = true,
        Properties =
        [
            new Property(KindProperty, "hosted-model"),
            new Property("airlock:model:nameKnown", name is null ? "false" : "true"),
            .. provider is null ? [] : new[] { new Property(ProviderProperty, provider) },
        ],
        Evidence = new Evidence(
            name is null ? [] : [new Identity("name", 0.9m, "source-code-analysis", uses[0].Value(InventoryKeys.Api) ?? name)],
            Occurrences(uses)),
    };

    // The symbol is that of the method which the model calls, or for a lambda that of the member in which it stands: then only
    // the name keeps two tools of one member apart.
    private static string ToolRef(Finding finding)
    {
        var name = finding.Value(InventoryKeys.Name) ?? Unknown;
        var symbol = finding.Value(InventoryKeys.Symbol);
        return symbol is null ? $"tool:{name}"
            : symbol.EndsWith("." + name, StringComparison.Ordinal) ? $"tool:{symbol}"
            : $"tool:{symbol}#{name}";
    }

    private static Component Tool(IGrouping<string, Finding> uses) => new()
    {
        Type = ComponentType.Library,
        BomRef = uses.Key,
        Name = uses.First().Value(InventoryKeys.Name) ?? Unknown,
        Properties = [new Property(KindProperty, "tool")],
        Evidence = new Evidence([], Occurrences(uses)),
    };

    // A path in code is joined to the file it may mean; what fits no file becomes a component without a digest.
    private static IEnumerable<Component> Files(
        BomInput input, string kind, ImmutableArray<BomFile> files, string prefix, Func<string, BomFile, ImmutableArray<Occurrence>, Component> build)
    {
        var sorted = files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var uses = OfKind(input, kind).ToLookup(finding => FileOf(finding, sorted));
        foreach (var group in sorted.GroupBy(file => RefOf(prefix, file), StringComparer.Ordinal))
        {
            yield return build(group.Key, group.First(), Occurrences(group.SelectMany(file => uses[file])));
        }

        var others = uses[null].GroupBy(finding => RelativePath.Portable(finding.Value(InventoryKeys.Name) ?? Unknown), StringComparer.Ordinal);
        foreach (var group in others)
        {
            yield return build($"{prefix}:code:{group.Key}", new BomFile(group.Key, null), Occurrences(group));
        }
    }

    private static BomFile? FileOf(Finding finding, ImmutableArray<BomFile> files) =>
        finding.Value(InventoryKeys.Name) is { } path
            ? files.FirstOrDefault(file => LockDocument.MayMean(LockDocument.Normalise(path), file.Path))
            : null;

    // Files outside the root are shown by name alone, so the digest keeps two of the same name apart.
    private static string RefOf(string prefix, BomFile file) => RelativePath.IsAbsolute(file.Path)
        ? $"{prefix}:file:{RelativePath.Portable(file.Path)}#{file.Sha256}"
        : $"{prefix}:file:{RelativePath.Portable(file.Path)}";

    private static Component ModelFile(string bomRef, BomFile file, ImmutableArray<Occurrence> occurrences) =>
        ModelCards.Describe(File(ComponentType.MachineLearningModel, "local-model", bomRef, file, occurrences), file);

    private static Component DatasetFile(string bomRef, BomFile file, ImmutableArray<Occurrence> occurrences)
    {
        var component = File(ComponentType.Data, "dataset", bomRef, file, occurrences);
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
                new Property(KindProperty, kind),
                new Property(PathProperty, path),
                new Property("airlock:file:pinned", file.IsPinned ? "true" : "false"),
                .. file.Format is { } format ? [new Property("airlock:file:format", format)] : Array.Empty<Property>(),
                .. file.Size is { } size ? [new Property("airlock:file:size", $"{size}")] : Array.Empty<Property>(),
            ],
            Evidence = new Evidence(
                file.Sha256 is null ? [] : [new Identity("hash", 1, file.IsPinned ? "hash-comparison" : "binary-analysis", path)],
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

    // Providers end the name of a frozen snapshot with its date: 2024-11-20 or 20250514.
    [GeneratedRegex(@"-(?<date>20\d\d-?[01]\d-?[0-3]\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Snapshot();

    // hf://owner/name@commit/file; only a whole commit is a version that can't move.
    [GeneratedRegex(@"^hf://(?<owner>[^/@]+)/(?<name>[^/@]+)@(?<commit>[0-9a-fA-F]{40})(/|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex HubSource();
}
