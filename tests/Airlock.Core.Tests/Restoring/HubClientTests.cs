using System.Globalization;
using System.Text;
using Airlock.Core.Restoring;

namespace Airlock.Core.Tests.Restoring;

/// <summary>How servers answer, well and badly.</summary>
public sealed class HubClientTests : RestoreTest
{
    private IEnumerable<LoopbackRequest> Downloads => Hub.Storage.Requests;

    [Fact]
    public async Task Large_file_comes_from_the_storage_which_sees_no_token()
    {
        var fetched = await FetchAsync();

        Assert.True(fetched.IsDownloaded);
        Assert.Equal(Content, File.ReadAllBytes(fetched.File));
        Assert.Equal(["HEAD", "GET"], Hub.Hub.Requests.Select(request => request.Method));
        Assert.All(Hub.Hub.Requests, request => Assert.Equal($"Bearer {Token}", request.Header("Authorization")));
        Assert.Null(Assert.Single(Downloads).Header("Authorization"));
        Assert.All(Hub.AllRequests, request => Assert.Equal("identity", request.Header("Accept-Encoding")));
    }

    [Fact]
    public async Task Token_does_not_come_back_with_a_redirect()
    {
        Hub.OnStorage = (_, _) => LoopbackReply.Empty(302, ("Location", new Uri(Hub.Endpoint, "echo").AbsoluteUri));
        Hub.OnHub = (request, _) => request.Path == "/echo" ? LoopbackHub.Serve(request, Content) : null;

        await FetchAsync();

        Assert.Null(Assert.Single(Hub.Hub.Requests, request => request.Path == "/echo").Header("Authorization"));
    }

    [Theory]
    [InlineData("https://huggingface.co/a", "https://huggingface.co", true)]
    [InlineData("https://HuggingFace.co:443/a", "https://huggingface.co/", true)]
    [InlineData("http://localhost:80/a", "http://localhost", true)]
    [InlineData("http://127.0.0.1:5000/a", "http://127.0.0.1:5000", true)]
    [InlineData("http://mirror.example/a", "http://mirror.example", false)]
    [InlineData("http://huggingface.co/a", "https://huggingface.co", false)]
    [InlineData("https://huggingface.co:8443/a", "https://huggingface.co", false)]
    [InlineData("https://cdn.huggingface.co/a", "https://huggingface.co", false)]
    [InlineData("https://huggingface.co.example/a", "https://huggingface.co", false)]
    [InlineData("http://127.0.0.1:5001/a", "http://127.0.0.1:5000", false)]
    public void Token_is_for_the_endpoint_alone(string uri, string endpoint, bool expected) =>
        Assert.Equal(expected, HubClient.MayHaveToken(new Uri(uri), new Uri(endpoint)));

    [Fact]
    public async Task Address_on_the_web_sees_no_token()
    {
        using var web = new LoopbackServer(request => LoopbackHub.Serve(request, Content));
        using var client = new HubClient(Settings);
        using var file = PartialFile.Open(Path.Combine(Folder.Path, "partial"), TestContext.Current.CancellationToken);

        await client.DownloadAsync(new WebFileAddress("https://example.com/a", web.Address), file, Content.Length, null, TestContext.Current.CancellationToken);

        Assert.Null(Assert.Single(web.Requests).Header("Authorization"));
        Assert.Equal(LoopbackHub.Sha256(Content), file.Digest.Sha256);
    }

    [Fact]
    public async Task Renamed_repository_is_followed_within_the_endpoint()
    {
        Hub.OnHub = (request, _) => request.Path.StartsWith("/old/", StringComparison.Ordinal)
            ? LoopbackReply.Empty(307, ("Location", request.Path.Replace("/old/", "/org/", StringComparison.Ordinal)))
            : null;

        var fetched = await FetchAsync(PinOf(Content, Address.Replace("org/", "old/", StringComparison.Ordinal)));

        Assert.Equal(Content, File.ReadAllBytes(fetched.File));
        Assert.All(Hub.Hub.Requests, request => Assert.NotNull(request.Header("Authorization")));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/a")]
    public async Task Redirect_to_another_protocol_is_refused(string target)
    {
        Hub.OnHub = (request, _) => request.Method == "GET" ? LoopbackReply.Empty(302, ("Location", target)) : null;

        Assert.Contains("which is refused", (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Redirects_in_a_circle_end(string method)
    {
        Hub.OnHub = (request, _) => request.Method == method ? LoopbackReply.Empty(302, ("Location", request.Path)) : null;

        Assert.Contains("redirects more than 10 times", (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_connections_are_taken_up_where_they_broke()
    {
        Hub.OnStorage = (request, count) => count < 3 ? LoopbackHub.Serve(request, Content) with { CutAfter = 200_000 } : null;

        var fetched = await FetchAsync();

        Assert.Equal(Content, File.ReadAllBytes(fetched.File));
        Assert.Equal([null, "bytes=200000-", "bytes=400000-", "bytes=600000-"], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Cut_body_of_unknown_length_is_noticed_by_the_size()
    {
        Hub.OnStorage = (request, count) => count == 0 ? new LoopbackReply(200, Content[..5000]) { SaysLength = false } : null;

        await FetchAsync();

        Assert.Equal([null, "bytes=5000-"], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Endless_cuts_end()
    {
        Hub.OnStorage = (request, _) => LoopbackHub.Serve(request, Content) with { CutAfter = 10 };

        var failure = await FailAsync(RestoreFailure.Network);

        Assert.Contains("(5 attempts)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(50, new FileInfo(Partial).Length);
    }

    [Fact]
    public async Task Part_of_an_earlier_command_is_used()
    {
        LeavePartial(Content[..300_000]);

        await FetchAsync();

        Assert.Equal(["bytes=300000-"], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Whole_part_of_an_earlier_command_needs_no_download()
    {
        LeavePartial(Content);

        await FetchAsync();

        Assert.Empty(Downloads);
    }

    [Fact]
    public async Task Server_without_ranges_sends_everything_again()
    {
        LeavePartial(Content[..300_000]);
        Hub.OnStorage = (_, _) => new LoopbackReply(200, Content);

        Assert.Equal(Content, File.ReadAllBytes((await FetchAsync()).File));
    }

    [Theory]
    [InlineData("bytes 0-699999/700000")]
    [InlineData("bytes 400000-699999/700000")]
    public async Task Server_that_sends_another_range_is_asked_for_everything(string range)
    {
        LeavePartial(Content[..300_000]);
        Hub.OnStorage = (_, count) => count == 0 ? new LoopbackReply(206, Content[300_000..], ("Content-Range", range)) : null;

        Assert.Equal(Content, File.ReadAllBytes((await FetchAsync()).File));
        Assert.Equal(["bytes=300000-", null], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Range_beyond_the_end_starts_again()
    {
        LeavePartial(new byte[800_000]);

        Assert.Equal(Content, File.ReadAllBytes((await FetchAsync(PinOf(Content, withSize: false))).File));
    }

    [Fact]
    public async Task Damaged_part_of_an_earlier_command_is_thrown_away()
    {
        LeavePartial(new byte[300_000]);

        Assert.Equal(Content, File.ReadAllBytes((await FetchAsync()).File));
        Assert.Equal(["bytes=300000-", null], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Longer_file_is_never_written_beyond_its_pin()
    {
        Hub.OnStorage = (_, _) => new LoopbackReply(200, [.. Content, .. new byte[5_000_000]]) { SaysLength = false };

        var failure = await FailAsync(RestoreFailure.Mismatch);

        Assert.Contains("goes on, where 700,000 bytes were expected", failure.Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(Partial).Length <= Content.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Announced_length_that_is_not_pinned_is_refused_at_once(int difference)
    {
        var length = (Content.Length + difference).ToString(CultureInfo.InvariantCulture);
        Hub.OnStorage = (_, _) => new LoopbackReply(200, Content, ("Content-Length", length));

        await FailAsync(RestoreFailure.Mismatch);

        Assert.Single(Downloads);
    }

    [Fact]
    public async Task Other_content_of_the_same_length_is_refused_and_thrown_away()
    {
        byte[] other = [.. Content[..^1], (byte)~Content[^1]];
        Hub.OnStorage = (request, _) => LoopbackHub.Serve(request, other);

        var failure = await FailAsync(RestoreFailure.Mismatch);

        Assert.Contains(LoopbackHub.Sha256(other), failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Partial));
        Assert.Single(Downloads);
    }

    [Fact]
    public async Task Compressed_body_is_refused()
    {
        Hub.OnStorage = (_, _) => new LoopbackReply(200, Content, ("Content-Encoding", "gzip"));

        Assert.Contains("compressed", (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, true, "does not accept the access token")]
    [InlineData(401, false, "set HF_TOKEN")]
    [InlineData(403, true, "accept conditions")]
    [InlineData(403, false, "set HF_TOKEN")]
    [InlineData(404, true, "no such repository")]
    [InlineData(451, true, "451")]
    public async Task Refusals_say_what_to_do_and_are_not_repeated(int status, bool withToken, string expected)
    {
        Settings = withToken ? Settings : Settings with { Token = null };
        Hub.OnHub = (_, _) => LoopbackReply.Empty(status);

        Assert.Contains(expected, (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
        Assert.Single(Hub.AllRequests);
    }

    [Theory]
    [InlineData("onnx/other.onnx", LoopbackHub.Commit, "no such file at this revision")]
    [InlineData("onnx/model.onnx", "ffffffffffffffffffffffffffffffffffffffff", "no such revision")]
    public async Task What_is_not_there_is_named(string path, string commit, string expected)
    {
        Assert.Contains(expected, (await FailAsync(RestoreFailure.Network, PinOf(Content, $"hf://org/name@{commit}/{path}"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Passing_failures_are_waited_out(int status)
    {
        Hub.OnHub = (_, count) => count == 0 ? LoopbackReply.Empty(status) : null;
        Hub.OnStorage = (_, count) => count == 0 ? LoopbackReply.Empty(status) : null;

        Assert.Equal(Content, File.ReadAllBytes((await FetchAsync()).File));
    }

    [Fact]
    public async Task Server_says_how_long_to_wait()
    {
        Hub.OnHub = (_, count) => count == 0 ? LoopbackReply.Empty(429, ("Retry-After", "1")) : null;
        var start = TimeProvider.System.GetTimestamp();

        await FetchAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Server_that_asks_to_wait_for_hours_is_not_waited_for()
    {
        Hub.OnHub = (_, _) => LoopbackReply.Empty(429, ("Retry-After", "7200"));

        Assert.Contains("come back in 7,200 seconds", (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
        Assert.Single(Hub.AllRequests);
    }

    [Fact]
    public async Task Body_that_stands_still_is_taken_up_again()
    {
        Settings = Settings with { DownloadTimeout = TimeSpan.FromMilliseconds(500) };
        Hub.OnStorage = (request, count) => count == 0 ? LoopbackHub.Serve(request, Content) with { StallAfter = 100_000 } : null;

        await FetchAsync();

        Assert.Equal([null, "bytes=100000-"], Downloads.Select(request => request.Header("Range")));
    }

    [Fact]
    public async Task Server_that_never_answers_is_given_up()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        Settings = Settings with { Endpoint = new Uri($"http://{silent.LocalEndpoint}"), DescriptionTimeout = TimeSpan.FromMilliseconds(50) };

        Assert.Contains("sent nothing for 0.05 seconds", (await FailAsync(RestoreFailure.Network)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_leaves_the_part_for_the_next_time()
    {
        using var stop = new CancellationTokenSource();
        Hub.OnStorage = (request, _) =>
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(300));
            return LoopbackHub.Serve(request, Content) with { StallAfter = 100_000 };
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchUntilAsync(stop.Token));

        Assert.Equal(Content[..100_000], File.ReadAllBytes(Partial));
    }

    [Theory]
    [InlineData("X-Linked-Etag", "\"../../../../evil\"")]
    [InlineData("X-Linked-Etag", "\"\"")]
    [InlineData("X-Linked-Size", "-1")]
    [InlineData("X-Repo-Commit", "../../evil")]
    public async Task Headers_name_no_files(string name, string value)
    {
        Hub.OnHub = (request, _) => request.Method == "HEAD" ? LoopbackReply.Empty(302, (name, value), ("Location", Hub.Storage.Address.AbsoluteUri)) : null;

        var fetched = await FetchAsync();

        Assert.Equal(Blob, fetched.File);
        Assert.Empty(Directory.GetFiles(Folder.Path, "*evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Hub_that_has_something_else_is_not_downloaded_from()
    {
        var other = Encoding.UTF8.GetBytes("other");

        Assert.Contains("and the hub has", (await FailAsync(RestoreFailure.Mismatch, PinOf(other))).Message, StringComparison.Ordinal);
        Assert.Empty(Downloads);
    }

    [Fact]
    public async Task Hub_that_answers_with_another_commit_is_refused()
    {
        Hub.OnHub = (_, _) => LoopbackReply.Empty(200, ("X-Repo-Commit", "ffffffffffffffffffffffffffffffffffffffff"));

        Assert.Contains("answers with commit ffff", (await FailAsync(RestoreFailure.Mismatch)).Message, StringComparison.Ordinal);
    }
}
