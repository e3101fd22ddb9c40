using System.Collections.Immutable;
using Airlock.Core.Licences;
using Airlock.Core.Models.Cards;
using Airlock.Core.Models.Facts;
using Airlock.Core.Restoring;

namespace Airlock.Core.Bom;

/// <summary>
/// Adds to the component of a model or data set what its file, the configurations beside it and its card say: model card, licences, who made it, what it was
/// made from, where more is to be found. What nobody says is left out.
/// </summary>
internal static class ModelCards
{
    /// <summary>Describes a model.</summary>
    /// <param name="component">Its component, as the file alone makes it.</param>
    /// <param name="file">The file with facts and card.</param>
    public static Component Describe(Component component, BomFile file)
    {
        var hub = HubOf(file);
        return Known(component, file, hub, "model-card") with
        {
            Manufacturer = component.Manufacturer ?? (file.Facts?.Organization is { } maker ? new OrganizationalEntity(maker, []) : null),
            Authors = component.Authors.IsEmpty && file.Facts?.Author is { } author ? [author] : component.Authors,
            Description = component.Description ?? file.Card?.Description ?? file.Facts?.Description,
            Pedigree = component.Pedigree ?? Ancestry(file),
            Properties = [.. component.Properties, .. ModelProperties.OfComponent(file.Facts, file.Card)],
            ModelCard = component.ModelCard ?? Card(file.Facts, file.Card),
        };
    }

    /// <summary>Describes a data set.</summary>
    /// <param name="component">Its component, with its data.</param>
    /// <param name="file">The file with its card.</param>
    public static Component DescribeData(Component component, BomFile file)
    {
        var description = file.Card?.Description;
        return Known(component, file, HubOf(file), "documentation") with
        {
            Description = component.Description ?? description,
            Data = component.Data is { } data ? data with { Description = data.Description ?? description } : null,
            Properties = [.. component.Properties, .. ModelProperties.OfData(file.Card)],
        };
    }

    private static HubAddress? HubOf(BomFile file) =>
        RemoteAddress.TryParse(file.Source ?? file.Path, out var address, out _) && address is HubAddress { IsPinned: true } hub ? hub : null;

    private static Component Known(Component component, BomFile file, HubAddress? hub, string cardType)
    {
        var hash = file.Sha256 is { } sha256 ? new Hash("SHA-256", sha256) : null;
        var references = new List<ExternalReference>();
        if (hub is not null)
        {
            references.Add(new ExternalReference("distribution", hub.At(HubSettings.Hub).AbsoluteUri, null, hash));
            references.Add(new ExternalReference(cardType, hub.Page, $"commit {hub.Revision}"));
        }
        else if (file.CardPath is { } path)
        {
            references.Add(new ExternalReference(cardType, WebAddress.Relative(RelativePath.Portable(path))));
        }

        Add("license", file.Card?.LicenceLink ?? file.Facts?.LicenceLink);
        Add("website", file.Facts?.Url);
        Add("vcs", file.Facts?.RepositoryUrl);
        references.AddRange((file.Card?.Papers ?? []).Select(paper => new ExternalReference("documentation", $"https://arxiv.org/abs/{paper}", "paper")));
        return component with
        {
            Supplier = component.Supplier ?? (hub?.Owner is { } owner ? new OrganizationalEntity(owner, [$"{HubSettings.Hub.AbsoluteUri}{owner}"]) : null),
            Licenses = Licences(component.Licenses, file),
            ExternalReferences = [.. component.ExternalReferences, .. references.Where(reference =>
                !component.ExternalReferences.Any(known => known.Type == reference.Type && known.Url == reference.Url))],
        };

        void Add(string type, string? address)
        {
            if (WebAddress.Clean(address) is { } url)
            {
                references.Add(new ExternalReference(type, url));
            }
        }
    }

    // The pin's first: somebody looked at that. What card and header declare otherwise stands beside it, so that the difference can be seen.
    private static ImmutableArray<License> Licences(ImmutableArray<License> known, BomFile file)
    {
        var licences = known.ToBuilder();
        void Add(License licence)
        {
            if (!licences.Any(other => string.Equals(other.Expression ?? other.Name, licence.Expression ?? licence.Name, StringComparison.OrdinalIgnoreCase)))
            {
                licences.Add(licence);
            }
        }

        if (file.Card?.Licence is { } ofCard)
        {
            Add(new License(ofCard, null, null));
        }

        var named = file.Facts is { Licence: "other", LicenceName: { } name } ? name : file.Facts?.Licence ?? file.Facts?.LicenceName;
        if (named is not (null or "other" or "unknown"))
        {
            Add(LicenceExpression.Parse(named, out _) is not null
                ? new License(named, null, null)
                : new License(null, named, WebAddress.Clean(file.Facts!.LicenceLink)));
        }

        return licences.ToImmutable();
    }

    private static Pedigree? Ancestry(BomFile file)
    {
        var names = (file.Card?.BaseModels ?? []).Concat(file.Facts?.BaseModels ?? [])
            .Select(Ancestor)
            .DistinctBy(ancestor => ancestor.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .ToImmutableArray();
        return names.IsEmpty ? null : new Pedigree(names, file.Card?.BaseModelRelation);
    }

    // A base model is named without its commit, and only that would make a package URL.
    private static Component Ancestor(string name)
    {
        var url = WebAddress.Clean(name);
        return new Component
        {
            Type = ComponentType.MachineLearningModel,
            Name = url is null ? name : string.Join('/', new Uri(url).AbsolutePath.Trim('/').Split('/').Take(2)) is { Length: > 0 } path ? path : url,
            ExternalReferences = url is null ? [] : [new ExternalReference("website", url)],
        };
    }

    private static ModelCard? Card(ModelFacts? facts, HubCard? card)
    {
        if (facts is null && card is null)
        {
            return null;
        }

        var task = card?.Task ?? facts?.Task;
        return new ModelCard
        {
            Task = task,
            Approach = task == "reinforcement-learning" ? task : null,
            ArchitectureFamily = facts?.ArchitectureFamily,
            ModelArchitecture = facts?.Architecture ?? facts?.ArchitectureFamily,
            Datasets = [.. (card?.Datasets ?? []).Concat(facts?.Datasets ?? []).Distinct(StringComparer.Ordinal)],
            Inputs = [.. (facts?.Inputs ?? []).Select(input => input.ToString())],
            Outputs = [.. (facts?.Outputs ?? []).Select(output => output.ToString())],
            PerformanceMetrics = [.. (card?.Results ?? []).Select(result => new PerformanceMetric(result.Metric, result.Value, Slice(result)))],
            UseCases = Only(card?.Uses),
            TechnicalLimitations = Only(card?.Limitations),
            EthicalConsiderations = Only(card?.Risks),
            Properties = [.. ModelProperties.OfCard(facts, card)],
        };
    }

    private static string? Slice(CardResult result) =>
        result.Task is not null && result.Dataset is not null ? $"{result.Task}: {result.Dataset}" : result.Dataset ?? result.Task;

    private static ImmutableArray<string> Only(string? text) => text is null ? [] : [text];
}
