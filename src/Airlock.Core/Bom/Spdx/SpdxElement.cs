using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Airlock.Core.Bom.Spdx;

/// <summary>An element of the graph. What is null or empty is not written, because SPDX takes silence for "no assertion".</summary>
internal sealed class SpdxElement
{
    /// <summary>The blank node that says who made the document and when; all elements share it.</summary>
    public const string CreationInfo = "_:creationInfo";

    /// <summary>Starts an element.</summary>
    /// <param name="type">Its class, as <c>software_Package</c>.</param>
    /// <param name="id">Its identifier: an IRI.</param>
    public SpdxElement(string type, string id)
    {
        (Type, Id) = (type, id);
        Json = new JsonObject { ["type"] = type, ["spdxId"] = id, ["creationInfo"] = CreationInfo };
    }

    /// <summary>Its class.</summary>
    public string Type { get; }

    /// <summary>Its identifier.</summary>
    public string Id { get; }

    /// <summary>What is written.</summary>
    public JsonObject Json { get; }

    /// <summary>Sets a property of at most one value.</summary>
    public SpdxElement Set(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Json[name] = value;
        }

        return this;
    }

    /// <summary>Sets a property of any number of texts: each once, in ordinal order.</summary>
    public SpdxElement Set(string name, IEnumerable<string?> values)
    {
        var texts = values.Where(value => !string.IsNullOrEmpty(value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (texts.Count > 0)
        {
            Json[name] = new JsonArray([.. texts.Select(text => (JsonNode)text!)]);
        }

        return this;
    }

    /// <summary>Sets a property of any number of objects, each once, in the ordinal order of their text.</summary>
    public SpdxElement Set(string name, IEnumerable<JsonObject> values)
    {
        var objects = values.DistinctBy(value => value.ToJsonString(), StringComparer.Ordinal).OrderBy(value => value.ToJsonString(), StringComparer.Ordinal).ToList();
        if (objects.Count > 0)
        {
            Json[name] = new JsonArray([.. objects]);
        }

        return this;
    }

    /// <summary>Sets digests; an algorithm that SPDX does not know is passed over.</summary>
    public SpdxElement SetHashes(ImmutableArray<Hash> hashes) => Set(
        "verifiedUsing",
        hashes.Where(hash => Algorithm(hash) is not null).Select(hash => new JsonObject { ["type"] = "Hash", ["algorithm"] = Algorithm(hash), ["hashValue"] = hash.Content }));

    /// <summary>Sets what CycloneDX knows as properties, by the extension that SPDX has for them.</summary>
    public SpdxElement SetProperties(IEnumerable<Property> properties)
    {
        var entries = BomJson.Sorted(properties.Distinct())
            .Select(property => new JsonObject { ["type"] = "extension_CdxPropertyEntry", ["extension_cdxPropName"] = property.Name, ["extension_cdxPropValue"] = property.Value })
            .ToList();
        return entries.Count == 0 ? this : Set("extension", [new JsonObject { ["type"] = "extension_CdxPropertiesExtension", ["extension_cdxProperty"] = new JsonArray([.. entries]) }]);
    }

    /// <summary>An entry of a dictionary.</summary>
    public static JsonObject Entry(string key, string value) => new() { ["type"] = "DictionaryEntry", ["key"] = key, ["value"] = value };

    private static string? Algorithm(Hash hash) => hash.Alg switch
    {
        "MD5" => "md5",
        "SHA-1" => "sha1",
        "SHA-256" => "sha256",
        "SHA-384" => "sha384",
        "SHA-512" => "sha512",
        "SHA3-256" => "sha3_256",
        "SHA3-384" => "sha3_384",
        "SHA3-512" => "sha3_512",
        "BLAKE2b-256" => "blake2b256",
        "BLAKE2b-384" => "blake2b384",
        "BLAKE2b-512" => "blake2b512",
        "BLAKE3" => "blake3",
        _ => null,
    };
}
