using Airlock.Core.Findings;
using Airlock.Core.Models;
using Airlock.Core.Pins;
using Airlock.Core.Restoring;

namespace Airlock.Core.Tests.Restoring;

/// <summary>What a build gets for an address, and what the gate makes of it.</summary>
public sealed class ProjectRestoreTests : RestoreTest
{
    private const string MayDownload = """{ "models": { "network": true } }""";

    private readonly List<string> _reports = [];

    private string Intermediate => Path.Combine(Folder.Path, "obj", "airlock");

    private static string Lock(string address = Address, string? sha256 = null, string list = "models") =>
        $$"""
        { "version": 1,
          "{{list}}": [ { "path": "{{address}}", "sha256": "{{sha256 ?? LoopbackHub.Sha256(Content)}}" } ] }
        """;

    private Task<IReadOnlyList<RestoredFile>> RestoreAsync(string policy, string locked, params UsedAddress[] used)
    {
        var project = Folder.Write("App.csproj", $"<Project>\n  <ItemGroup>\n    <AIModel Include=\"{used[0].Address}\" />\n  </ItemGroup>\n</Project>");
        Folder.Write("airlock.json", policy);
        Folder.Write("airlock.lock.json", locked);
        var variables = new Dictionary<string, string> { ["HF_ENDPOINT"] = Hub.Endpoint.AbsoluteUri, ["HF_HUB_CACHE"] = Settings.CacheFolder, ["HF_HOME"] = Folder.Path };
        return new ProjectRestore(project, null, null, Intermediate, variables.GetValueOrDefault).RunAsync(used, _reports.Add, TestContext.Current.CancellationToken);
    }

    private async Task<RestoredFile> RestoreOneAsync(string policy, string locked, string address = Address) =>
        Assert.Single(await RestoreAsync(policy, locked, new UsedAddress(address, null)));

    private (IReadOnlyList<UsedFile> Files, IReadOnlyList<Finding> Findings) Verify(string locked, string address, params RestoredFile[] restored) => PinnedFiles.Verify(
        Folder.Context(locked: locked), [address], [], [], restored, InspectionCache.Open(Path.Combine(Intermediate, "inspections.json"), trusted: false), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Allowed_build_downloads_once()
    {
        var restored = await RestoreOneAsync(MayDownload, Lock());

        Assert.Equal(new RestoredFile(Address, Path.Combine(Intermediate, "models", LoopbackHub.Sha256(Content)[..16], "model.onnx")), restored);
        Assert.Equal(Content, File.ReadAllBytes(restored.File!));
        Assert.Equal([$"Airlock restores {Address}"], _reports);
        var requests = Hub.AllRequests.Count();

        Assert.Equal(restored, await RestoreOneAsync(MayDownload, Lock()));
        Assert.Equal(requests, Hub.AllRequests.Count());
        Assert.Single(_reports);
        Assert.True(Assert.Single(Verify(Lock(), Address, restored).Files).IsVerified);
    }

    [Fact]
    public async Task Without_network_the_cache_serves()
    {
        var missing = await RestoreOneAsync("{}", Lock());
        Assert.Equal((null, "AIR5011"), (missing.File, missing.Rule));
        Assert.Contains("run: airlock restore", missing.Problem, StringComparison.Ordinal);
        Assert.Empty(Hub.AllRequests);

        await FetchAsync();
        Assert.NotNull((await RestoreOneAsync("{}", Lock())).File);
    }

    [Fact]
    public async Task Changed_file_in_the_intermediate_folder_is_replaced()
    {
        var restored = await RestoreOneAsync(MayDownload, Lock());
        File.Delete(restored.File!);
        File.WriteAllText(restored.File!, "mine");

        Assert.Equal(restored, await RestoreOneAsync("{}", Lock()));
        Assert.Equal(Content, File.ReadAllBytes(restored.File!));
    }

    [Theory]
    [InlineData("models", "AIR5002")]
    [InlineData("datasets", "AIR5102")]
    public async Task Other_content_is_no_model(string list, string rule)
    {
        var locked = Lock(sha256: new string('0', 64), list: list);
        var restored = await RestoreOneAsync(MayDownload, locked);

        Assert.Equal((null, rule), (restored.File, restored.Rule));
        var finding = Assert.Single(Verify(locked, Address, restored).Findings);
        Assert.Equal((rule, "airlock.lock.json", 2), (finding.RuleId, finding.Location.Path, finding.Location.Line));
        Assert.Contains("is not the pinned file: pinned is sha256 0000", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Floating_revision_names_the_commit_at_its_place(bool isPinned)
    {
        const string floating = "hf://org/name/onnx/model.onnx";
        var locked = isPinned ? Lock(floating) : """{ "version": 1 }""";
        var restored = await RestoreOneAsync(MayDownload, locked, floating);

        var finding = Assert.Single(Verify(locked, floating, restored).Findings);
        Assert.Equal("AIR5011", finding.RuleId);
        Assert.Equal(isPinned ? ("airlock.lock.json", 2) : ("App.csproj", 3), (finding.Location.Path, finding.Location.Line));
        Assert.Contains($"write {Address}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_without_a_pin_is_left_to_the_gate()
    {
        Assert.Empty(await RestoreAsync(MayDownload, """{ "version": 1 }""", new UsedAddress(Address, null)));
        Assert.Empty(Hub.AllRequests);

        var finding = Assert.Single(Verify("""{ "version": 1 }""", Address).Findings);
        Assert.Equal(("AIR5001", "App.csproj", 3), (finding.RuleId, finding.Location.Path, finding.Location.Line));
    }

    [Fact]
    public async Task Pinned_address_without_a_file_is_missing()
    {
        await RestoreOneAsync("{}", Lock());

        var finding = Assert.Single(Verify(Lock(), Address).Findings);
        Assert.Equal("AIR5011", finding.RuleId);
        Assert.Contains("run: airlock restore", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_changed_since_is_found()
    {
        var restored = await RestoreOneAsync(MayDownload, Lock());
        File.Delete(restored.File!);
        File.WriteAllText(restored.File!, "mine");

        Assert.Equal("AIR5002", Assert.Single(Verify(Lock(), Address, restored).Findings).RuleId);
    }

    [Fact]
    public async Task Two_files_for_one_place_are_refused()
    {
        const string other = $"hf://org/name@{LoopbackHub.Commit}/int8/model.onnx";
        var locked = $$"""{ "version": 1, "models": [ { "path": "{{Address}}", "sha256": "{{LoopbackHub.Sha256(Content)}}" }, { "path": "{{other}}", "sha256": "{{LoopbackHub.Sha256(Content)}}" } ] }""";
        Hub.Add("int8/model.onnx", Content);

        var restored = await RestoreAsync(MayDownload, locked, new UsedAddress(Address, null), new UsedAddress(other, "Models\\Model.onnx"));
        Assert.Contains($"would be copied to Models/Model.onnx, as is {Address}", restored[1].Problem, StringComparison.Ordinal);

        Assert.All(await RestoreAsync(MayDownload, locked, new UsedAddress(Address, null), new UsedAddress(other, "models/int8.onnx")), file => Assert.NotNull(file.File));
    }

    [Theory]
    [InlineData("https://example.com/a%2Fb.onnx", "models/model")]
    [InlineData("https://example.com/a%20b.onnx?x=1", "models/a b.onnx")]
    [InlineData("https://example.com/", "models/model")]
    [InlineData(Address, "models/model.onnx")]
    public void Name_in_the_output(string address, string expected) => Assert.Equal(expected, ProjectRestore.DefaultTarget(address));
}
