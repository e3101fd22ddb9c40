using System.Text;
using Airlock.Core.Tests.Restoring;

namespace Airlock.EndToEnd.Tests;

/// <summary>The packages of a folder, offered by HTTP on this machine as a gallery does: index, packages, registration, audit data (protocol version 3 of NuGet).</summary>
internal sealed class LoopbackFeed : IDisposable
{
    private readonly LoopbackServer _server;
    private readonly LocalFeed _packages;

    public LoopbackFeed(LocalFeed packages)
    {
        _packages = packages;
        _server = new LoopbackServer(request => Answer(request.Path));
    }

    /// <summary>Address of the service index.</summary>
    public string Address => $"{_server.Address}index.json";

    /// <summary>What the registration says of a version beside its identifier, as JSON members, by <c>id/version</c> in lower case.</summary>
    public Dictionary<string, string> Facts { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _server.Dispose();

    private LoopbackReply Answer(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["index.json"] => Json(
                $$"""
                { "version": "3.0.0", "resources": [
                  { "@id": "{{_server.Address}}packages/", "@type": "PackageBaseAddress/3.0.0" },
                  { "@id": "{{_server.Address}}registration/", "@type": "RegistrationsBaseUrl/3.6.0" },
                  { "@id": "{{_server.Address}}vulnerabilities.json", "@type": "VulnerabilityInfo/6.7.0" } ] }
                """),
            ["vulnerabilities.json"] => Json($$"""[ { "@name": "base", "@id": "{{_server.Address}}base.json", "@updated": "2026-01-01T00:00:00Z", "comment": "" } ]"""),
            ["base.json"] => Json("""{ "contoso.nothing": [ { "severity": 0, "url": "https://example.com/advisory", "versions": "(, 1.0.0)" } ] }"""),
            ["packages", var id, "index.json"] when Versions(id) is { Count: > 0 } versions => Json($$"""{ "versions": [ {{string.Join(", ", versions.Select(version => $"\"{version}\""))}} ] }"""),
            ["packages", _, _, var file] when Find(file) is { } package => new LoopbackReply(200, File.ReadAllBytes(package), ("Content-Type", "application/octet-stream")),
            ["registration", var id, "index.json"] when Versions(id) is { Count: > 0 } versions => Json(Registration(id, versions)),
            _ => LoopbackReply.Empty(404),
        };
    }

    private string Registration(string id, List<string> versions)
    {
        var leaves = versions.Select(version => $$"""
            { "@id": "{{_server.Address}}registration/{{id}}/{{version}}.json", "packageContent": "{{_server.Address}}packages/{{id}}/{{version}}/{{id}}.{{version}}.nupkg",
              "catalogEntry": { "@id": "{{_server.Address}}catalog/{{id}}.{{version}}.json", "id": "{{id}}", "version": "{{version}}", "listed": true{{(Facts.TryGetValue($"{id}/{version}", out var facts) ? ", " + facts : "")}} } }
            """);
        return $$"""
            { "count": 1, "items": [ { "@id": "{{_server.Address}}registration/{{id}}/index.json#page", "count": {{versions.Count}}, "lower": "{{versions[0]}}", "upper": "{{versions[^1]}}",
              "items": [ {{string.Join(",\n", leaves)}} ] } ] }
            """;
    }

    private List<string> Versions(string id) =>
    [
        .. Directory.GetFiles(_packages.Folder)
            .Select(file => Path.GetFileNameWithoutExtension(file).ToLowerInvariant())
            .Where(name => name.StartsWith(id + ".", StringComparison.Ordinal) && char.IsAsciiDigit(name[id.Length + 1]))
            .Select(name => name[(id.Length + 1)..])
            .Order(StringComparer.Ordinal),
    ];

    private string? Find(string name) => Directory.GetFiles(_packages.Folder).FirstOrDefault(file => string.Equals(Path.GetFileName(file), name, StringComparison.OrdinalIgnoreCase));

    private static LoopbackReply Json(string text) => new(200, Encoding.UTF8.GetBytes(text), ("Content-Type", "application/json"));
}
