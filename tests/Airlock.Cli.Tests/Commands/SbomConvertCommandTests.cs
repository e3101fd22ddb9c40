using System.Text.Json.Nodes;

namespace Airlock.Cli.Tests.Commands;

public sealed class SbomConvertCommandTests : ToolTest
{
    public SbomConvertCommandTests() => Write(
        "App.cdx.json",
        """
        { "bomFormat": "CycloneDX", "specVersion": "1.7", "metadata": { "timestamp": "2026-11-30T10:00:00Z", "component": { "type": "application", "bom-ref": "app", "name": "App" } },
          "components": [ { "type": "machine-learning-model", "bom-ref": "model:m", "name": "m", "isExternal": true } ] }
        """);

    [Fact]
    public async Task To_SPDX()
    {
        var outcome = await RunAsync("sbom", "convert", "App.cdx.json", "--to", "spdx-3.0.1");

        Assert.Equal(0, outcome.ExitCode);
        var graph = JsonNode.Parse(outcome.Out)!["@graph"]!.AsArray();
        Assert.Contains(graph, element => element!["type"]!.GetValue<string>() == "ai_AIPackage");
    }

    [Theory]
    [InlineData("1.6", false)]
    [InlineData("1.7", true)]
    public async Task To_a_version_of_CycloneDX(string version, bool isExternal)
    {
        var outcome = await RunAsync("sbom", "convert", "App.cdx.json", "--to", "cyclonedx-" + version);

        var document = JsonNode.Parse(outcome.Out)!;
        Assert.Equal(version, document["specVersion"]!.GetValue<string>());
        Assert.Equal(isExternal, document["components"]![0]!["isExternal"] is not null);
        Assert.StartsWith("urn:uuid:", document["serialNumber"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Missing.cdx.json", "spdx-3.0.1", "does not exist")]
    [InlineData("broken.cdx.json", "spdx-3.0.1", "broken.cdx.json(1,")]
    [InlineData("App.cdx.json", "spdx-2.3", "spdx-2.3")]
    public async Task What_can_t_be_converted_is_an_error(string file, string format, string message)
    {
        Write("broken.cdx.json", "{ \"bomFormat\": ");
        var outcome = await RunAsync("sbom", "convert", file, "--to", format);

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(message, outcome.Error);
    }
}
