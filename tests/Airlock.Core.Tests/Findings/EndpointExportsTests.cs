using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airlock.Core.Findings;

namespace Airlock.Core.Tests.Findings;

/// <summary>What a library tells the projects that reference it.</summary>
public sealed class EndpointExportsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "Api.endpoints.json");

    public EndpointExportsTests() => Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Methods_that_mount_or_authorize_are_named_once_and_in_order()
    {
        EndpointExports.Save(_path,
        [
            Record(("kind", "inference-endpoint"), ("name", "POST /b"), ("reaches", "IChatClient.GetResponseAsync"), ("mountedBy", "M:Api.Map")),
            Record(("kind", "inference-endpoint"), ("name", "POST /a"), ("reaches", "IChatClient.GetResponseAsync"), ("mountedBy", "M:Api.Map")),
            Record(("kind", "inference-endpoint"), ("name", "POST /a"), ("reaches", "IChatClient.GetResponseAsync"), ("mountedBy", "M:Api.Map")),
            Record(("kind", "inference-endpoint"), ("name", "POST /here")),
            Record(("kind", "authorizing-method"), ("name", "M:Api.Add")),
        ]);

        var content = JsonNode.Parse(File.ReadAllText(_path))!;
        Assert.Equal(["POST /a", "POST /b"], content["endpoints"]!.AsArray().Select(endpoint => (string)endpoint!["name"]!));
        Assert.All(content["endpoints"]!.AsArray(), endpoint => Assert.Equal("M:Api.Map", (string)endpoint!["mountedBy"]!));
        Assert.Equal(["M:Api.Add"], content["authorizedBy"]!.AsArray().Select(method => (string)method!));
    }

    [Fact]
    public void The_same_content_leaves_the_file_untouched_and_none_removes_it()
    {
        Finding[] records = [Record(("kind", "authorizing-method"), ("name", "M:Api.Add"))];
        EndpointExports.Save(_path, records);
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_path, longAgo);

        EndpointExports.Save(_path, records);
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(_path));

        EndpointExports.Save(_path, [Record(("kind", "tool"), ("name", "Weather"))]);
        Assert.False(File.Exists(_path));
    }

    private static Finding Record(params (string Key, string Value)[] properties) => new()
    {
        RuleId = "AIR0001",
        Message = "",
        Location = new FindingLocation("Api.cs"),
        Properties = properties.ToImmutableSortedDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal),
    };
}
