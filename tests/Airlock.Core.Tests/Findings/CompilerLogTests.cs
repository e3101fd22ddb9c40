using Airlock.Core.Findings;

namespace Airlock.Core.Tests.Findings;

public sealed class CompilerLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CompilerLog Read(string text) => CompilerLog.Read(_folder.Write("log.sarif", text), _folder.Context());

    private string FileUri(string path) => new Uri(Path.Combine(_folder.Path, path)).AbsoluteUri;

    [Theory]
    [InlineData("AIR0001", "obj/Debug/net10.0/Generator/A.g.cs", 0)]
    [InlineData("AIR0001", "src/A.g.cs", 1)]
    [InlineData("AIR0001", "obj/Debug/net10.0-other/A.cs", 1)]
    [InlineData("AIR1001", "obj/Debug/net10.0/Generator/A.g.cs", 1)]
    public void Files_that_only_the_build_has_hold_findings_but_no_assets(string rule, string file, int count)
    {
        var path = _folder.Write(
            "log.sarif",
            $$"""
            { "version": "2.1.0", "runs": [ { "results": [ { "ruleId": "{{rule}}", "message": { "text": "bad" },
              "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "{{FileUri(file)}}" } } } ] } ] } ] }
            """);

        Assert.Equal(count, CompilerLog.Read(path, _folder.Context(), Path.Combine(_folder.Path, "obj", "Debug", "net10.0")).Findings.Count);
    }

    [Fact]
    public void Second_version()
    {
        var log = Read(
            $$"""
            { "version": "2.1.0", "runs": [ {
              "results": [
                { "ruleId": "CA1822", "level": "note", "message": { "text": "other" } },
                { "ruleId": "AIR1001", "level": "note", "message": { "text": "bad" },
                  "suppressions": [ { "kind": "inSource", "justification": "why", "properties": { "suppressionType": "SuppressMessageAttribute" } } ],
                  "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "{{FileUri("src/ä b.cs")}}" }, "region": { "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9 } } } ],
                  "relatedLocations": [ { "physicalLocation": { "artifactLocation": { "uri": "{{FileUri("src/c.cs")}}" }, "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2 } } } ],
                  "properties": { "warningLevel": 1, "customProperties": { "path": "x.onnx", "none": null } } } ],
              "tool": { "driver": { "rules": [
                { "id": "AIR1001" }, { "id": "AIR1002", "properties": { "isEverSuppressed": "true", "suppressionKinds": [ "external" ] } },
                { "id": "AIR1003", "properties": { "isEverSuppressed": "true", "suppressionKinds": [ "inSource" ] } },
                { "id": "CA1822", "properties": { "isEverSuppressed": "true", "suppressionKinds": [ "external" ] } } ] } } } ] }
            """);

        var finding = Assert.Single(log.Findings);
        Assert.Equal(new FindingLocation("src/ä b.cs", 3, 5, 3, 9), finding.Location);
        Assert.Equal("src/c.cs", Assert.Single(finding.Related).Path);
        Assert.Equal(new FindingSuppression("SuppressMessageAttribute", "why"), finding.Suppression);
        Assert.Equal("x.onnx", Assert.Single(finding.Properties).Value);
        Assert.False(finding.PrintedByCompiler);
        Assert.Equal(["AIR1002"], log.Silenced);
        Assert.True(log.AnalyzersRan);
    }

    [Fact]
    public void First_version()
    {
        var log = Read(
            $$"""
            { "version": "1.0.0", "runs": [ { "results": [
                { "ruleId": "AIR1001", "level": "warning", "message": "bad", "suppressionStates": [ "suppressedInSource" ],
                  "locations": [ { "resultFile": { "uri": "{{FileUri("src/b.cs")}}", "region": { "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9 } } } ] } ],
              "rules": { "AIR1001": { "id": "AIR1001" } } } ] }
            """);

        var finding = Assert.Single(log.Findings);
        Assert.Equal(("bad", new FindingLocation("src/b.cs", 3, 5, 3, 9)), (finding.Message, finding.Location));
        Assert.NotNull(finding.Suppression);
        Assert.True(finding.PrintedByCompiler);
        Assert.Null(log.AnalyzersRan);
    }

    [Fact]
    public void Log_without_our_rules_shows_that_the_analyzers_did_not_run() =>
        Assert.False(Read("""{ "version": "2.1.0", "runs": [ { "results": [], "tool": { "driver": { "rules": [] } } } ] }""").AnalyzersRan);

    [Theory]
    [InlineData("Airlock.Analyzers.Rules.AIR4001ProviderKeyAnalyzer", 1)]
    [InlineData("Contoso.Analyzers.Rule", 0)]
    public void Analyzer_that_threw_is_known_if_it_is_ours(string analyzer, int crashes) =>
        Assert.Equal(crashes, Read($$"""
            { "version": "2.1.0", "runs": [ { "results": [
              { "ruleId": "AD0001", "level": "warning", "message": { "text": "Analyzer '{{analyzer}}' threw an exception" } } ] } ] }
            """).Crashes.Count);

    [Theory]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "results": [ { "ruleId": "AIR1001" } ] } ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "results": [ { "ruleId": "AIR1001", "locations": [ 7 ], "message": "x", "properties": [] } ] } ] }""")]
    public void Finding_without_a_place_stands_at_the_project(string text) =>
        Assert.Equal("App.csproj", Assert.Single(Read(text).Findings).Location.Path);
}
