using System.Text.Json.Nodes;

namespace Airlock.Core.Bom.Spdx;

/// <summary>
/// Which profiles a document conforms to. The profiles AI and Dataset ask for facts that no build knows of most models, such as the time of release: a document
/// that lacks one uses their classes and does not claim to conform.
/// </summary>
internal static class SpdxProfiles
{
    // Restrictions of the profiles' classes, SPDX 3.0.1: "External properties restrictions" of AIPackage and DatasetPackage.
    private static readonly string[] OfModels = ["releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose"];

    private static readonly string[] OfData = ["builtTime", "originatedBy", "releaseTime", "software_downloadLocation", "software_primaryPurpose"];

    /// <summary>Says on the collections of the document which profiles it conforms to, and of which it only uses the classes.</summary>
    public static void Declare(IReadOnlyCollection<SpdxElement> elements, params SpdxElement[] collections)
    {
        List<string> profiles = ["core", "simpleLicensing", "software"];
        if (elements.Any(element => element.Json.ContainsKey("extension")))
        {
            profiles.Add("extension");
        }

        List<string> gaps =
        [
            .. Check("ai", SpdxModels.AIPackage, OfModels, elements, profiles),
            .. Check("dataset", SpdxModels.DatasetPackage, OfData, elements, profiles),
        ];
        foreach (var collection in collections)
        {
            collection.Set("profileConformance", profiles);
            collection.Set("comment", string.Join(" ", gaps));
        }
    }

    private static IEnumerable<string> Check(string profile, string type, string[] required, IReadOnlyCollection<SpdxElement> elements, List<string> profiles)
    {
        var packages = elements.Where(element => element.Type == type).ToList();
        var licensed = elements.Where(element => element.Json.ContainsKey("relationshipType")).ToLookup(element => element.Json["from"]!.GetValue<string>(), element => element.Json["relationshipType"]!.GetValue<string>(), StringComparer.Ordinal);
        List<string> missing =
        [
            .. required.Where(name => packages.Any(package => !package.Json.ContainsKey(name))),
            .. new[] { "hasConcludedLicense", "hasDeclaredLicense" }.Where(name => packages.Any(package => !licensed[package.Id].Contains(name))),
        ];
        if (packages.Count == 0)
        {
            return [];
        }

        if (missing.Count == 0)
        {
            profiles.Add(profile);
            return [];
        }

        return [$"Classes of the profile {profile} are used, but conformance is not claimed, because this is not known of each {type}: {string.Join(", ", missing)}."];
    }
}
