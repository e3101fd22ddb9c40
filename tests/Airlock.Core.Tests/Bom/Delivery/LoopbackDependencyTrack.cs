using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Core.Tests.Bom.Delivery;

/// <summary>
/// Behaves like the API of a Dependency-Track server, and refuses what that refuses: another path or method, a form with wrong parts, a key that is unknown
/// or lacks a permission, a project that is not there, a document that is none.
/// </summary>
public sealed class LoopbackDependencyTrack : IDisposable
{
    public const string Key = "odt_s3cret_0123456789";

    private static readonly string[] Fields = ["project", "projectName", "projectVersion", "autoCreate", "parentName", "parentVersion", "isLatest", "bom"];
    private static readonly string[] Types = ["application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"];

    private readonly Dictionary<Guid, int> _tokens = [];

    public LoopbackDependencyTrack() => Server = new LoopbackServer(request => Intervene?.Invoke(request, Server!.Requests.Count - 1) ?? Answer(request));

    public LoopbackServer Server { get; }

    public string Address => Server.Address.AbsoluteUri.TrimEnd('/');

    /// <summary>What it does in place of its usual answer; null leaves it at that. The number counts all requests from 0.</summary>
    public Func<LoopbackRequest, int, LoopbackReply?>? Intervene { get; set; }

    public HashSet<string> Permissions { get; } = ["BOM_UPLOAD"];

    /// <summary>The projects, by name and version.</summary>
    public Dictionary<(string Name, string? Version), Guid> Projects { get; } = [];

    public string[] SpecVersions { get; set; } = ["1.6", "1.7"];

    public int LargestBody { get; set; } = int.MaxValue;

    /// <summary>How often it says of a document that it is still processing it.</summary>
    public int Processing { get; set; }

    /// <summary>The documents that it took, each with its project.</summary>
    public List<(Guid Project, byte[] Document)> Taken { get; } = [];

    public void Dispose() => Server.Dispose();

    private LoopbackReply Answer(LoopbackRequest request)
    {
        var isUpload = request.Path == "/api/v1/bom";
        var token = Regex.Match(request.Path, "^/api/v1/event/token/(?<id>[0-9a-f-]{36})$");
        if (!isUpload && !token.Success)
        {
            return Text(404, "");
        }

        if (request.Method != (isUpload ? "POST" : "GET"))
        {
            return Text(405, "");
        }

        return request.Header("X-Api-Key") != Key ? Text(401, "")
            : isUpload ? Upload(request)
            : Json(200, $$"""{ "processing": {{(_tokens.TryGetValue(Guid.Parse(token.Groups["id"].Value), out var left) && left > 0 ? Later(Guid.Parse(token.Groups["id"].Value), left) : "false")}} }""");
    }

    private string Later(Guid token, int left)
    {
        _tokens[token] = left - 1;
        return "true";
    }

    private LoopbackReply Upload(LoopbackRequest request)
    {
        if (request.Body.Length > LargestBody)
        {
            return new LoopbackReply(413, Encoding.UTF8.GetBytes("<html><body>413 Request Entity Too Large</body></html>"), ("Content-Type", "text/html"));
        }

        var type = Regex.Match(request.Header("Content-Type") ?? "", "^multipart/form-data; boundary=(?<boundary>[A-Za-z0-9-]{1,70})$");
        if (!type.Success)
        {
            return Text(415, "");
        }

        if (!Permissions.Contains("BOM_UPLOAD"))
        {
            return Text(403, "");
        }

        var parts = Parts(Encoding.Latin1.GetString(request.Body), type.Groups["boundary"].Value);
        if (parts is null || parts.Keys.Except(Fields).Any())
        {
            return Text(400, "The form can't be read.");
        }

        if (!parts.TryGetValue("bom", out var bom) || bom.Type != "application/json" || bom.File is null)
        {
            return Text(400, "No BOM file provided.");
        }

        if (Project(parts, out var project) is { } refusal)
        {
            return refusal;
        }

        var document = Encoding.Latin1.GetBytes(bom.Content);
        if (Validate(document) is { } invalid)
        {
            return invalid;
        }

        Taken.Add((project, document));
        var token = Guid.NewGuid();
        _tokens[token] = Processing;
        return Json(200, $$"""{ "token": "{{token}}", "projectUuid": "{{project}}" }""");
    }

    private LoopbackReply? Project(Dictionary<string, (string Type, string? File, string Content)> parts, out Guid project)
    {
        string? Value(string name) => parts.TryGetValue(name, out var part) && part.Content.Trim() is { Length: > 0 } text ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)) : null;
        project = default;
        if (Value("project") is { } id)
        {
            return Guid.TryParse(id, out project) && Projects.ContainsValue(project) ? null : Text(404, "The project could not be found.");
        }

        var key = (Value("projectName") ?? "", Value("projectVersion"));
        if (Projects.TryGetValue(key, out project))
        {
            return null;
        }

        if (Value("autoCreate") != "true")
        {
            return Text(404, "The project could not be found.");
        }

        if (!Permissions.Contains("PROJECT_CREATION_UPLOAD"))
        {
            return Text(401, "The principal does not have permission to create project.");
        }

        if (Value("parentName") is { } parent && !Projects.ContainsKey((parent, Value("parentVersion"))))
        {
            return Text(404, "The parent project could not be found.");
        }

        Projects[key] = project = Guid.NewGuid();
        return null;
    }

    private LoopbackReply? Validate(byte[] document)
    {
        static LoopbackReply Problem(string detail, params string[] errors) => new(
            400,
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(errors.Length == 0 ? (object)new { status = 400, title = "The uploaded BOM is invalid", detail } : new { status = 400, title = "The uploaded BOM is invalid", detail, errors })),
            ("Content-Type", "application/problem+json"));
        try
        {
            using var parsed = JsonDocument.Parse(document);
            var root = parsed.RootElement;
            var version = root.TryGetProperty("specVersion", out var value) ? value.GetString() : null;
            if (!root.TryGetProperty("bomFormat", out var format) || format.GetString() != "CycloneDX" || !SpecVersions.Contains(version))
            {
                return Problem($"Unrecognized specVersion {version}");
            }

            string[] errors = root.TryGetProperty("components", out var components)
                ? [.. components.EnumerateArray().Select((component, index) => (component, index)).Where(pair => !Types.Contains(pair.component.GetProperty("type").GetString())).Select(pair => $"$.components[{pair.index}].type: does not have a value in the enumeration")]
                : [];
            return errors.Length == 0 ? null : Problem("Schema validation failed", errors);
        }
        catch (JsonException)
        {
            return Problem("BOM is neither valid JSON nor XML");
        }
    }

    // RFC 7578, with nothing that it does not ask for: a part has a name in quotes, and no name comes twice.
    private static Dictionary<string, (string Type, string? File, string Content)>? Parts(string body, string boundary)
    {
        if (!body.StartsWith($"--{boundary}\r\n", StringComparison.Ordinal) || !body.EndsWith($"\r\n--{boundary}--\r\n", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new Dictionary<string, (string, string?, string)>(StringComparer.Ordinal);
        foreach (var part in body[(boundary.Length + 4)..^(boundary.Length + 8)].Split($"\r\n--{boundary}\r\n"))
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = end < 0 ? "" : part[..end];
            var name = Regex.Match(head, "(?m)^Content-Disposition: form-data; name=\"(?<name>[A-Za-z]+)\"(; filename=\"(?<file>[^\"]+)\")?");
            var type = Regex.Match(head, "(?m)^Content-Type: (?<type>[^;\r\n]+)");
            if (!name.Success || !parts.TryAdd(name.Groups["name"].Value, (type.Groups["type"].Value, name.Groups["file"].Success ? name.Groups["file"].Value : null, part[(end + 4)..])))
            {
                return null;
            }
        }

        return parts;
    }

    private static LoopbackReply Text(int status, string text) => new(status, Encoding.UTF8.GetBytes(text), ("Content-Type", "text/plain"));

    private static LoopbackReply Json(int status, string text) => new(status, Encoding.UTF8.GetBytes(text), ("Content-Type", "application/json"));
}
