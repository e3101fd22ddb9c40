namespace Airlock.EndToEnd.Tests;

/// <summary>AIR0002: a build fails on chosen changes since the committed bill of materials.</summary>
public sealed class SbomChangeTests(PackedGate gate)
{
    private const string Policy = """{ "libraries": { "allow": ["*"] }, "sbom": { "changes": { "tool-added": "block", "package-added": "warn" } } }""";

    private const string Agent =
        """
        using Microsoft.Extensions.AI;

        public static class Agent
        {
            public static AIFunction Tool() => AIFunctionFactory.Create(Weather);

            private static string Weather(string city) => $"fine in {city}";
        }
        """;

    [Fact]
    public async Task Change_fails_until_it_is_accepted()
    {
        var project = new TestProject(gate, "changes")
            .Write("airlock.json", Policy)
            .Write("Agent.cs", "public static class Agent;")
            .WriteProject();

        (await project.Build()).ShouldFail().ShouldPrint("airlock.json(1,").ShouldPrint("error AIR9004: What changed in the bill of materials of App.csproj is not known: the committed document sbom/App.cdx.json does not exist");
        (await Tool.Run(project.Folder, "sbom", "accept")).ShouldPass().ShouldPrint("sbom/App.cdx.json (new)");
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");
        var accepted = await File.ReadAllTextAsync(Path.Combine(project.Folder, "sbom", "App.cdx.json"), TestContext.Current.CancellationToken);

        project.Write("Agent.cs", Agent);
        (await project.Build()).ShouldFail().ShouldPrint("Agent.cs(5,1): error AIR0002: New tool Weather").ShouldPrint("since sbom/App.cdx.json was reviewed");
        Assert.Contains("AIR0002", project.SarifRules());
        (await Tool.Run(project.Folder, "sbom", "diff", Path.Combine("sbom", "App.cdx.json"), project.Evidence("App.cdx.json"), "--fail-on", "tool-*"))
            .ShouldExit(1).ShouldPrint("fails  new tool Weather").ShouldNotPrint("package-");

        (await Tool.Run(project.Folder, "sbom", "accept")).ShouldPass().ShouldPrint("new tool Weather");
        (await project.Build()).ShouldPass().ShouldNotPrint(" AIR");

        // A build without changes sees that the committed document is another one.
        project.Write(Path.Combine("sbom", "App.cdx.json"), accepted);
        (await project.Build()).ShouldFail().ShouldPrint("error AIR0002: New tool Weather");
    }
}
