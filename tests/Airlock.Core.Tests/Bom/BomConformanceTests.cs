using Airlock.Core.Bom;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;

namespace Airlock.Core.Tests.Bom;

/// <summary>The documents that the writer makes, held against the official schema.</summary>
[Collection(RestoredProjects.Collection)]
public sealed class BomConformanceTests(RestoredProjects projects)
{
    [Theory]
    [InlineData(SpecVersion.V1_6)]
    [InlineData(SpecVersion.V1_7)]
    public void Documents_are_valid(SpecVersion version)
    {
        var graph = PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!;
        BomInput[] inputs =
        [
            BomInputs.Empty,
            BomInputs.Empty with { Timestamp = null },
            BomInputs.Rich(graph) with { Timestamp = null, IsReproducible = true, Licence = "LicenseRef-Contoso", Shipped = [], Publisher = BomPublisher.Of(null, "https://git.example/a", null) },
            BomInputs.Empty with { Packages = graph },
            BomInputs.Rich(null),
            BomInputs.Rich(graph),
            BomInputs.Rich(PackageGraph.Read(projects.AssetsFile, "netstandard2.0").Graph!) with { Timestamp = null },
        ];
        using var folder = new TemporaryFolder();
        var files = inputs.Select((input, index) =>
        {
            var file = Path.Combine(folder.Path, $"{index}.cdx.json");
            File.WriteAllBytes(file, BomWriter.Write(BomBuilder.Build(input with { SpecVersion = version })));
            return file;
        });
        var full = folder.Write("full.cdx.json", System.Text.Encoding.UTF8.GetString(BomWriter.Write(FullBom.Document with { SpecVersion = version })));
        var (exitCode, output) = BomSchema.Validate(files.Append(full));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Faults_are_found()
    {
        using var folder = new TemporaryFolder();
        var text = System.Text.Encoding.UTF8.GetString(BomWriter.Write(BomBuilder.Build(BomInputs.Rich(null))));
        string[] faulty =
        [
            folder.Write("digest.json", text.Replace(BomInputs.Digest('a'), "aa", StringComparison.Ordinal)),
            folder.Write("format.json", text.Replace("2026-11-22T10:00:00Z", "yesterday", StringComparison.Ordinal)),
            folder.Write("dangling.json", text.Replace("\"ref\": \"tool:", "\"ref\": \"else:", StringComparison.Ordinal)),
            folder.Write("version.json", text.Replace("\"specVersion\": \"1.7\"", "\"specVersion\": \"1.6\"", StringComparison.Ordinal)),
            folder.Write("cut.json", text[..^3]),
        ];

        // Not Assert.All: it would take the skip of a machine without Node.js for a failure.
        foreach (var file in faulty)
        {
            Assert.Equal(1, BomSchema.Validate([file]).ExitCode);
        }
    }
}
