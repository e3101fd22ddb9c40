using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Bom.Delivery;
using Airlock.Core.Tests.Restoring;

namespace Airlock.Core.Tests.Bom.Delivery;

public sealed class DependencyTrackClientTests : IDisposable
{
    private static readonly byte[] Document = BomWriter.Write(FullBom.Document);
    private static readonly DependencyTrackProject App = new() { Name = "Äpp", Version = "1.0.0" };
    private static readonly DependencyTrackProject NewApp = App with { AutoCreate = true };

    private readonly LoopbackDependencyTrack _server = new();

    public void Dispose() => _server.Dispose();

    private DependencyTrackSettings Settings(string key = LoopbackDependencyTrack.Key) => DependencyTrackSettings.Create(_server.Address, key) with
    {
        FirstRetryDelay = TimeSpan.FromMilliseconds(1),
        PollDelay = TimeSpan.FromMilliseconds(1),
    };

    private async Task<DeliveredBom> UploadAsync(DependencyTrackProject project, byte[]? document = null, DependencyTrackSettings? settings = null)
    {
        using var client = new DependencyTrackClient(settings ?? Settings());
        return await client.UploadAsync(document ?? Document, project, TestContext.Current.CancellationToken);
    }

    private async Task<DeliveryException> FailAsync(DeliveryFailure expected, DependencyTrackProject? project = null, byte[]? document = null, DependencyTrackSettings? settings = null)
    {
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => UploadAsync(project ?? App, document, settings));
        Assert.True(expected == failure.Failure, $"{failure.Failure}: {failure.Message}");
        Assert.DoesNotContain(LoopbackDependencyTrack.Key, failure.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Taken);
        return failure;
    }

    [Fact]
    public async Task Document_arrives_byte_for_byte_at_its_project()
    {
        var id = _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();

        Assert.Equal(id, (await UploadAsync(App)).ProjectId);
        Assert.Equal(id, (await UploadAsync(new DependencyTrackProject { Id = id })).ProjectId);

        Assert.Equal([id, id], _server.Taken.Select(taken => taken.Project));
        Assert.Equal(Document, _server.Taken[0].Document);
        Assert.All(_server.Server.Requests, request => Assert.Equal("/api/v1/bom", request.Path));
    }

    [Fact]
    public async Task Project_is_made_under_its_parent()
    {
        _server.Permissions.Add("PROJECT_CREATION_UPLOAD");
        _server.Projects[("Suite", "2")] = Guid.NewGuid();

        await UploadAsync(NewApp with { ParentName = "Suite", ParentVersion = "2", IsLatest = true });

        Assert.Contains(("Äpp", "1.0.0"), _server.Projects.Keys);
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => UploadAsync(NewApp with { Name = "Other", ParentName = "Gone", ParentVersion = "1" }));
        Assert.Contains("has no project Gone 1 that could be the parent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ends_with_the_processing()
    {
        _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();
        _server.Processing = 3;
        var delivered = await UploadAsync(App);

        using var client = new DependencyTrackClient(Settings());
        await client.WaitAsync(delivered.Token, TestContext.Current.CancellationToken);

        Assert.Equal(4, _server.Server.Requests.Count(request => request.Path == $"/api/v1/event/token/{delivered.Token}"));
    }

    [Fact]
    public async Task Wait_is_bounded()
    {
        _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();
        _server.Processing = int.MaxValue;
        var delivered = await UploadAsync(App);

        using var client = new DependencyTrackClient(Settings() with { Patience = TimeSpan.FromMilliseconds(30) });
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => client.WaitAsync(delivered.Token, TestContext.Current.CancellationToken));

        Assert.Equal(DeliveryFailure.Unfinished, failure.Failure);
        Assert.Contains("was still processing it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_the_schema_are_told()
    {
        _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();

        var failure = await FailAsync(DeliveryFailure.Document, document: """{ "bomFormat": "CycloneDX", "specVersion": "1.7", "components": [ { "type": "model", "name": "a" } ] }"""u8.ToArray());
        Assert.Contains("The uploaded BOM is invalid: Schema validation failed\n  $.components[0].type: does not have a value in the enumeration", failure.Message, StringComparison.Ordinal);

        _server.SpecVersions = ["1.6"];
        Assert.Contains("Unrecognized specVersion 1.7", (await FailAsync(DeliveryFailure.Document)).Message, StringComparison.Ordinal);
        Assert.Contains("neither valid JSON nor XML", (await FailAsync(DeliveryFailure.Document, document: "no"u8.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_name_what_is_missing()
    {
        Assert.Contains("does not know the API key", (await FailAsync(DeliveryFailure.Refused, settings: Settings("another"))).Message, StringComparison.Ordinal);
        Assert.Contains("has no project Äpp 1.0.0; create it, or let the server do it with --auto-create", (await FailAsync(DeliveryFailure.Refused)).Message, StringComparison.Ordinal);
        Assert.Contains("the permission PROJECT_CREATION_UPLOAD is missing", (await FailAsync(DeliveryFailure.Refused, NewApp)).Message, StringComparison.Ordinal);
        _server.Permissions.Clear();
        Assert.Contains("the permission BOM_UPLOAD is missing", (await FailAsync(DeliveryFailure.Refused)).Message, StringComparison.Ordinal);
        _server.LargestBody = 100;
        var large = await FailAsync(DeliveryFailure.Document);
        Assert.Contains($"too large for {_server.Address}, or for a proxy before it: {Document.Length:N0} bytes", large.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("html", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_without_the_api_is_said()
    {
        var settings = DependencyTrackSettings.Create(_server.Address + "/dtrack", LoopbackDependencyTrack.Key);
        Assert.Contains("has no API of Dependency-Track at this address", (await FailAsync(DeliveryFailure.Settings, settings: settings)).Message, StringComparison.Ordinal);

        _server.Intervene = (_, _) => new LoopbackReply(200, Encoding.UTF8.GetBytes("<html>the pages</html>"));
        Assert.Contains("something else than JSON", (await FailAsync(DeliveryFailure.Network)).Message, StringComparison.Ordinal);
        _server.Intervene = (_, _) => new LoopbackReply(200, "[]"u8.ToArray());
        Assert.Contains("something else than a token", (await FailAsync(DeliveryFailure.Network)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();
        _server.Intervene = (_, count) => count < 2 ? LoopbackReply.Empty(status, ("Retry-After", "0")) : null;

        await UploadAsync(App);

        Assert.Equal(3, _server.Server.Requests.Count);
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task Server_that_stalls_or_cuts_is_tried_again()
    {
        _server.Projects[("Äpp", "1.0.0")] = Guid.NewGuid();
        _server.Intervene = (_, count) => count switch
        {
            0 => new LoopbackReply(200, new byte[100]) { CutAfter = 10 },
            1 => new LoopbackReply(200, new byte[100]) { StallAfter = 10 },
            _ => null,
        };

        await UploadAsync(App, settings: Settings() with { Timeout = TimeSpan.FromMilliseconds(400) });

        Assert.Equal(3, _server.Server.Requests.Count);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(503, 5)]
    public async Task Attempts_end(int status, int attempts)
    {
        _server.Intervene = (_, _) => LoopbackReply.Empty(status);

        Assert.Contains($"answers {status}", (await FailAsync(DeliveryFailure.Network)).Message, StringComparison.Ordinal);
        Assert.Equal(attempts, _server.Server.Requests.Count);
    }

    [Fact]
    public async Task Server_that_asks_to_come_back_tomorrow_is_not_waited_for()
    {
        _server.Intervene = (_, _) => LoopbackReply.Empty(503, ("Retry-After", "86400"));

        Assert.Contains("asks to come back in 86,400 seconds", (await FailAsync(DeliveryFailure.Network)).Message, StringComparison.Ordinal);
        Assert.Single(_server.Server.Requests);
    }

    [Fact]
    public async Task Key_follows_no_redirect_and_is_never_repeated()
    {
        using var other = new LoopbackServer(_ => LoopbackReply.Empty(200));
        _server.Intervene = (_, _) => LoopbackReply.Empty(308, ("Location", new Uri(other.Address, "api/v1/bom").AbsoluteUri));
        Assert.Contains($"redirects to {other.Address}api/v1/bom, and the key goes to no other address", (await FailAsync(DeliveryFailure.Settings)).Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);

        _server.Intervene = (request, _) => new LoopbackReply(400, Encoding.UTF8.GetBytes($$"""{ "detail": "no {{request.Header("X-Api-Key")}}" }"""));
        Assert.Contains("no …", (await FailAsync(DeliveryFailure.Refused)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(LoopbackDependencyTrack.Key, Settings().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_the_server_does_not_reach_the_terminal_as_it_is()
    {
        _server.Intervene = (_, _) => new LoopbackReply(400, Encoding.UTF8.GetBytes("{ \"detail\": \"a\\u001b[31m\", \"errors\": [" + string.Join(',', Enumerable.Repeat("\"b\\nc\"", 1000)) + "] }"));

        var failure = await FailAsync(DeliveryFailure.Document);

        Assert.DoesNotContain(failure.Message, character => char.IsControl(character) && character != '\n');
        Assert.EndsWith("\n  b c\n  … and 980 more", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deptrack.example.com", "k", "no web address")]
    [InlineData("ftp://deptrack.example.com", "k", "no web address")]
    [InlineData("https://me:secret@deptrack.example.com", "k", "no user name")]
    [InlineData("http://deptrack.example.com", "k", "in the clear; use https")]
    [InlineData("https://deptrack.example.com", null, "set AIRLOCK_DEPENDENCY_TRACK_KEY")]
    [InlineData("https://deptrack.example.com", " \n", "set AIRLOCK_DEPENDENCY_TRACK_KEY")]
    [InlineData("https://deptrack.example.com", "two\nlines", "characters that no key has")]
    public void Settings_that_can_not_be_used(string server, string? key, string problem)
    {
        var failure = Assert.Throws<DeliveryException>(() => DependencyTrackSettings.Create(server, key));

        Assert.Equal(DeliveryFailure.Settings, failure.Failure);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
