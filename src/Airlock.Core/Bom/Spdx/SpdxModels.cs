using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Airlock.Core.Bom.Assets;

namespace Airlock.Core.Bom.Spdx;

/// <summary>What the profiles AI and Dataset know of models and data sets. Only what is known is written.</summary>
internal static class SpdxModels
{
    /// <summary>The class of models and agents.</summary>
    public const string AIPackage = "ai_AIPackage";

    /// <summary>The class of data sets.</summary>
    public const string DatasetPackage = "dataset_DatasetPackage";

    // Registered by CycloneDX, and Airlock's own for settings of a call.
    private static readonly string[] Hyperparameters = ["cdx:ai-ml:model:hyperparameter:", "cdx:ai-ml:model:parameter:", "airlock:model:parameter:"];

    /// <summary>Describes a model by its card.</summary>
    public static void Describe(SpdxElement package, Component model, SpdxIdentifiers ids, Bom bom)
    {
        if (model.ModelCard is not { } card)
        {
            return;
        }

        var known = bom.Components.Select(component => component.BomRef).OfType<string>().ToHashSet(StringComparer.Ordinal);
        package
            .Set("ai_domain", [card.Task])
            .Set("ai_hyperparameter", card.Properties.Concat(model.Properties).SelectMany(Hyperparameter))
            .Set("ai_informationAboutApplication", Sentences([("Meant for", card.UseCases), ("Users", card.Users), ("Takes", card.Inputs), ("Gives", card.Outputs)]))
            .Set("ai_informationAboutTraining", Sentences(
            [
                ("Approach", card.Approach is null ? [] : [card.Approach]),
                ("Trained on", [.. card.Datasets.Where(dataset => !known.Contains(dataset))]),
                ("Made from others", model.Pedigree?.Notes is { } notes ? [notes] : []),
            ]))
            .Set("ai_limitation", Sentences([("Technical limitations", card.TechnicalLimitations), ("Ethical considerations", card.EthicalConsiderations)]))
            .Set("ai_metric", card.PerformanceMetrics.Select(metric => SpdxElement.Entry(metric.Slice is null ? metric.Type : $"{metric.Type} ({metric.Slice})", metric.Value)))
            .Set("ai_typeOfModel", [card.Approach, card.ArchitectureFamily, card.ModelArchitecture]);
    }

    /// <summary>Describes a data set.</summary>
    public static void DescribeData(SpdxElement package, Component dataset)
    {
        package.Set("dataset_datasetType", [TypeOf(dataset)]);
        if (dataset.Properties.FirstOrDefault(property => property.Name == "airlock:file:size") is { } size
            && long.TryParse(size.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            package.Json["dataset_datasetSize"] = bytes;
        }

        if (dataset.Data is { } data)
        {
            package
                .Set("dataset_confidentialityLevel", data.Classification?.ToLowerInvariant() is "clear" or "green" or "amber" or "red" ? data.Classification.ToLowerInvariant() : null)
                .Set("dataset_hasSensitivePersonalInformation", data.SensitiveData.IsEmpty ? null : "yes");
        }
    }

    // What a file holds is not known from its ending; that it is a table is.
    private static string TypeOf(Component dataset)
    {
        var path = dataset.Properties.FirstOrDefault(property => property.Name == LocalFiles.PathProperty)?.Value ?? dataset.Data?.Url ?? dataset.Name;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".parquet" => "structured",
            _ => "noAssertion",
        };
    }

    private static IEnumerable<JsonObject> Hyperparameter(Property property) => Hyperparameters
        .Where(prefix => property.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(prefix => SpdxElement.Entry(property.Name[prefix.Length..], property.Value));

    private static string? Sentences((string Head, ImmutableArray<string> Texts)[] parts)
    {
        var told = parts.Where(part => !part.Texts.IsEmpty).Select(part => $"{part.Head}: {string.Join("; ", part.Texts)}").ToList();
        return told.Count == 0 ? null : string.Join(". ", told);
    }
}
