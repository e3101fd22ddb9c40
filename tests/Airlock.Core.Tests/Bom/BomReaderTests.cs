using System.Text;
using Airlock.Core.Bom;
using Airlock.Core.Libraries;
using Airlock.Core.Tests.Libraries;

namespace Airlock.Core.Tests.Bom;

[Collection(RestoredProjects.Collection)]
public sealed class BomReaderTests(RestoredProjects projects)
{
    [Theory]
    [InlineData(SpecVersion.V1_6)]
    [InlineData(SpecVersion.V1_7)]
    public void What_was_written_is_read_back_byte_for_byte(SpecVersion version)
    {
        var bytes = BomWriter.Write(BomBuilder.Build(BomInputs.Rich(PackageGraph.Read(projects.AssetsFile, "net10.0").Graph!) with { SpecVersion = version }));
        var read = BomReader.Read(bytes, "app.cdx.json");
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(BomWriter.Write(read)));
    }

    [Fact]
    public void Every_part_of_a_document_is_read_back()
    {
        var bytes = BomWriter.Write(FullBom.Document);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(BomWriter.Write(BomReader.Read(bytes, "full.cdx.json"))));
    }

    [Fact]
    public void Documents_of_others_are_read_as_far_as_they_have_a_place_here()
    {
        var bom = BomReader.Read(
            """
            { "bomFormat": "CycloneDX", "specVersion": "1.4", "metadata": { "tools": [ { "name": "old" } ] },
              "components": [ { "type": "library", "name": "outer", "components": [ { "type": "library", "name": "inner", "evidence": { "identity": { "field": "purl", "confidence": 1 } } } ] } ] }
            """u8,
            "other.json");
        Assert.Equal(["outer", "inner"], bom.Components.Select(component => component.Name));
        Assert.Empty(bom.Metadata.Tools);
    }

    [Theory]
    [InlineData("", "other.json(1,1): ")]
    [InlineData("{", "other.json(1,2): ")]
    [InlineData("[]", "other.json(1,1): the document must be an object")]
    [InlineData("{}", "other.json(1,1): \"bomFormat\" must be \"CycloneDX\"")]
    [InlineData("{ \"bomFormat\": \"CycloneDX\",\n \"components\": 7 }", "other.json(2,16): \"components\" must be an array")]
    [InlineData("{ \"bomFormat\": \"CycloneDX\", \"components\": [ {} ] }", "other.json(1,45): each of \"components\" needs \"name\"")]
    public void What_is_no_document_is_refused_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<BomFormatException>(() => BomReader.Read(Encoding.UTF8.GetBytes(text), "other.json")).Message);
}
