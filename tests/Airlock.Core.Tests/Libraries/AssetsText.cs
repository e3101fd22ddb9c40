using System.Text.Json.Nodes;
using Airlock.Core.Libraries;

namespace Airlock.Core.Tests.Libraries;

/// <summary>Writes small assets files for tests, in the shape that NuGet gives them.</summary>
public sealed class AssetsText
{
    private readonly JsonObject _target = [];
    private readonly JsonObject _libraries = [];
    private readonly JsonArray _direct = [];
    private readonly JsonObject _references = [];
    private readonly JsonArray _logs = [];

    public string Framework { get; init; } = "net10.0";

    public int Version { get; init; } = 4;

    public string PackageFolder { get; init; } = "packages/";

    /// <summary>Adds a package with a runtime assembly.</summary>
    public AssetsText Package(string id, string version, bool direct = false, params string[] dependencies) =>
        Node(id, version, "package", direct, dependencies, new JsonObject { ["runtime"] = new JsonObject { [$"lib/net10.0/{id}.dll"] = new JsonObject() } });

    /// <summary>Adds a package that only takes part in the build.</summary>
    public AssetsText BuildPackage(string id, string version) =>
        Node(id, version, "package", true, [], new JsonObject { ["build"] = new JsonObject { [$"build/{id}.props"] = new JsonObject() } });

    /// <summary>Adds a node with the given groups of assets.</summary>
    public AssetsText Node(string id, string version, string type, bool direct, string[] dependencies, JsonObject assets)
    {
        assets["type"] = type;
        assets["dependencies"] = new JsonObject(dependencies.Select(name => KeyValuePair.Create(name, (JsonNode?)"1.0.0")));
        _target[$"{id}/{version}"] = assets;
        _libraries[$"{id}/{version}"] = type == "package"
            ? new JsonObject
            {
                ["sha512"] = Convert.ToBase64String(new byte[64]),
                ["type"] = type,
                ["path"] = $"{id}/{version}".ToLowerInvariant(),
                ["files"] = new JsonArray($"{id}.nuspec".ToLowerInvariant()),
            }
            : new JsonObject { ["type"] = type, ["path"] = $"../{id}/{id}.csproj", ["msbuildProject"] = $"../{id}/{id}.csproj" };
        if (direct)
        {
            _direct.Add($"{id} >= {version}");
            _references[id] = new JsonObject { ["target"] = "Package", ["version"] = $"[{version}, )" };
        }

        return this;
    }

    /// <summary>What restore was asked: the section <c>project.restore</c>.</summary>
    public JsonObject Restore { get; } = new() { ["projectName"] = "App", ["projectPath"] = "App.csproj" };

    /// <summary>Silences codes for one direct reference.</summary>
    public AssetsText NoWarn(string id, params string[] codes)
    {
        _references[id]!["noWarn"] = new JsonArray([.. codes.Select(code => (JsonNode?)code)]);
        return this;
    }

    /// <summary>Adds a message of restore.</summary>
    public AssetsText Log(string code, string level, string message = "text", string? libraryId = null, params string[] targets)
    {
        var log = new JsonObject { ["code"] = code, ["level"] = level, ["message"] = message };
        if (libraryId is not null)
        {
            log["libraryId"] = libraryId;
            log["targetGraphs"] = new JsonArray([.. targets.Select(target => (JsonNode?)target)]);
        }

        _logs.Add(log);
        return this;
    }

    public override string ToString() => new JsonObject
    {
        ["version"] = Version,
        ["targets"] = new JsonObject { [Framework] = _target.DeepClone() },
        ["libraries"] = _libraries.DeepClone(),
        ["projectFileDependencyGroups"] = new JsonObject { [Framework] = _direct.DeepClone() },
        ["packageFolders"] = new JsonObject { [PackageFolder] = new JsonObject() },
        ["project"] = new JsonObject
        {
            ["version"] = "1.0.0",
            ["restore"] = Restore.DeepClone(),
            ["frameworks"] = new JsonObject
            {
                ["net10.0"] = new JsonObject
                {
                    ["targetAlias"] = "net10.0",
                    ["dependencies"] = _references.DeepClone(),
                    ["frameworkReferences"] = new JsonObject { ["Microsoft.NETCore.App"] = new JsonObject { ["privateAssets"] = "all" } },
                },
            },
        },
        ["logs"] = _logs.DeepClone(),
    }.ToJsonString();

    /// <summary>Reads the text as the gate would.</summary>
    public PackageGraph Graph()
    {
        var result = AssetsFileReader.Read("project.assets.json", System.Text.Encoding.UTF8.GetBytes(ToString()), "net10.0", null);
        Assert.Equal("", result.Message);
        return result.Graph!;
    }
}
