using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Airlock.Core.Libraries;
using Airlock.Core.Libraries.Feeds;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Core.Tests.Libraries.Feeds;

/// <summary>A feed of NuGet's protocol, version 3, on 127.0.0.1: index, registrations, data of vulnerabilities; each part may be missing or replaced.</summary>
public sealed class LoopbackFeed : IDisposable
{
    private readonly LoopbackServer _server;
    private readonly Dictionary<string, JsonArray> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoopbackReply> _replies = new(StringComparer.Ordinal);

    public LoopbackFeed() => _server = new LoopbackServer(Answer);

    /// <summary>Address of the index.</summary>
    public string Address => _server.Address + "v3/index.json";

    /// <summary>Whether pages of a registration are files of their own.</summary>
    public bool IsPaged { get; init; }

    public bool HasRegistrations { get; init; } = true;

    public bool HasVulnerabilities { get; init; }

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyList<string> Requests => [.. _server.Requests.Select(request => request.Path)];

    public IReadOnlyList<LoopbackRequest> Full => _server.Requests;

    /// <summary>Adds a version; <paramref name="more"/> are further members of its catalog entry.</summary>
    public LoopbackFeed Add(string id, string version = "1.0.0", string more = "\"listed\": true, \"published\": \"2024-05-06T07:08:09Z\"")
    {
        var entry = JsonNode.Parse($$"""{ "@id": "{{_server.Address}}catalog/{{id}}.{{version}}.json", "id": "{{id}}", "version": "{{version}}", {{more}} }""");
        var key = id.ToLowerInvariant();
        if (!_packages.TryGetValue(key, out var entries))
        {
            _packages[key] = entries = [];
        }

        entries.Add(new JsonObject
        {
            ["@id"] = $"{_server.Address}v3/registration/{key}/{version}.json",
            ["catalogEntry"] = entry,
            ["packageContent"] = $"{_server.Address}content/{key}.nupkg",
        });
        return this;
    }

    /// <summary>Answers a path in another way.</summary>
    public LoopbackFeed Reply(string path, LoopbackReply reply)
    {
        _replies[path] = reply;
        return this;
    }

    public static LoopbackReply Json(string text) => new(200, Encoding.UTF8.GetBytes(text), ("Content-Type", "application/json"));

    public static LoopbackReply Zipped(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new(200, packed.ToArray(), ("Content-Type", "application/json"), ("Content-Encoding", "gzip"));
    }

    public void Dispose() => _server.Dispose();

    private LoopbackReply Answer(LoopbackRequest request)
    {
        if (_replies.TryGetValue(request.Path, out var reply))
        {
            return reply;
        }

        var steps = request.Path.Trim('/').Split('/');
        return steps switch
        {
            ["v3", "index.json"] => Json(Index()),
            ["v3", "registration", var id, "index.json"] when _packages.ContainsKey(id) => Zipped(Registration(id)),
            ["v3", "registration", var id, "page.json"] when _packages.ContainsKey(id) => Zipped(Page(id, withItems: true).ToJsonString()),
            ["v3", "vulnerabilities", "index.json"] => Json($$"""[{ "@name": "base", "@id": "{{_server.Address}}v3/vulnerabilities/base.json", "@updated": "2024-01-01T00:00:00Z" }]"""),
            ["v3", "vulnerabilities", "base.json"] => Json("""
                {
                  "contoso.tools": [
                    { "severity": 2, "url": "https://example.com/advisories/1", "versions": "[1.0.0, 1.5.0)" },
                    { "severity": 0, "url": "https://example.com/advisories/2", "versions": "(, 2.0.0]" }
                  ]
                }
                """),
            _ => LoopbackReply.Empty(404),
        };
    }

    private string Index()
    {
        var resources = new JsonArray();
        void Offer(string type, string path) => resources.Add(new JsonObject { ["@id"] = _server.Address + path, ["@type"] = type });
        Offer("PackageBaseAddress/3.0.0", "v3/content/");
        if (HasRegistrations)
        {
            Offer("RegistrationsBaseUrl/3.6.0", "v3/registration/");
        }

        if (HasVulnerabilities)
        {
            Offer("VulnerabilityInfo/6.7.0", "v3/vulnerabilities/index.json");
        }

        return new JsonObject { ["version"] = "3.0.0", ["resources"] = resources }.ToJsonString();
    }

    private string Registration(string id) =>
        new JsonObject { ["count"] = 1, ["items"] = new JsonArray(Page(id, withItems: !IsPaged)) }.ToJsonString();

    private JsonObject Page(string id, bool withItems)
    {
        var entries = _packages[id];
        var page = new JsonObject
        {
            ["@id"] = $"{_server.Address}v3/registration/{id}/page.json",
            ["count"] = entries.Count,
            ["lower"] = entries[0]!["catalogEntry"]!["version"]!.GetValue<string>(),
            ["upper"] = entries[^1]!["catalogEntry"]!["version"]!.GetValue<string>(),
        };
        if (withItems)
        {
            page["items"] = entries.DeepClone();
        }

        return page;
    }
}

/// <summary>A project whose packages came from feeds on this machine.</summary>
public sealed class FeedProject : IDisposable
{
    public static readonly FeedLimits Limits = new() { TotalTime = TimeSpan.FromSeconds(20), RequestTime = TimeSpan.FromSeconds(5) };

    private readonly List<(string Name, string Address)> _feeds = [];

    public PackageFolders Folders { get; } = new();

    /// <summary>Further sections of nuget.config.</summary>
    public string Config { get; set; } = "";

    public string CacheFolder => Path.Combine(Folders.Root, "cache");

    public FeedProject Feed(string name, string address)
    {
        _feeds.Add((name, address));
        return this;
    }

    public FeedProject Package(string id, string? source, string version = "1.0.0")
    {
        Folders.Add(id, source: source, version: version);
        return this;
    }

    public LibrarySet Set(bool network = true, string? profile = null, string more = "")
    {
        var config = Path.Combine(Folders.Root, "nuget.config");
        var sources = string.Concat(_feeds.Select(feed => $"<add key=\"{feed.Name}\" value=\"{feed.Address}\" protocolVersion=\"3\" allowInsecureConnections=\"true\" />"));
        if (!File.Exists(config))
        {
            File.WriteAllText(config, $"<configuration><packageSources><clear />{sources}</packageSources>{Config}</configuration>");
        }

        var restore = new RestoreRecord { Sources = [.. _feeds.Select(feed => feed.Address)], ConfigFiles = [config] };
        return Folders.Set($$"""{ {{more}} "libraries": { "network": {{(network ? "true" : "false")}} } }""", profile, restore);
    }

    public FeedFacts Ask(FeedLimits? limits = null) => FeedFacts.Ask(Set(), CacheFolder, limits ?? Limits, TestContext.Current.CancellationToken);

    public void Dispose() => Folders.Dispose();
}
