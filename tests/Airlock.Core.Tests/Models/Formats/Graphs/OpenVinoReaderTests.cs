using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class OpenVinoReaderTests
{
    [Theory]
    [InlineData("<layer id=\"0\" name=\"x\" type=\"Parameter\" version=\"opset1\"/>")]
    [InlineData("<layer id=\"0\" name=\"x\" type=\"Convolution\"/>")]
    [InlineData("<layer id=\"0\" name=\"x\" type=\"ExperimentalDetectronROIFeatureExtractor\" version=\"experimental\"/>")]
    [InlineData("<layer id=\"0\" name=\"x\" type=\"TensorIterator\" version=\"opset14\"><body><layers><layer name=\"y\" type=\"Result\" version=\"opset1\"/></layers></body></layer>")]
    public void Honest_models_are_clean(string layers)
    {
        var scan = Scan(Model(layers));

        Assert.Equal("openvino", scan.Format);
        Assert.Empty(scan.Findings);
    }

    [Theory]
    [InlineData("<layer name=\"x\" type=\"MyOp\" version=\"extension\"/>", "openvino:extension.MyOp")]
    [InlineData("<layer name=\"x\" type=\"MyOp\" version=\"opset1x\"/>", "openvino:opset1x.MyOp")]
    [InlineData("<layer name=\"x\" type=\"MyOp\" version=\"\"/>", "openvino:.MyOp")]
    [InlineData("<layer name=\"x\" type=\"If\" version=\"opset8\"><body><layers><layer name=\"y\" type=\"In\" version=\"extension\"/></layers></body></layer>", "openvino:extension.In")]
    [InlineData("<layer name=\"x\" type=\"Python\"/>", "openvino:Python")]
    public void Layers_of_extensions_are_suspicious(string layers, string subject)
    {
        var finding = Assert.Single(Scan(Model(layers)).Findings);

        Assert.Equal((ModelVerdict.Suspicious, subject), (finding.Verdict, finding.Subject));
    }

    [Fact]
    public void A_library_is_malicious() =>
        Assert.Equal(ModelVerdict.Malicious, Scan(Model("<layer name=\"x\" type=\"A\" version=\"opset1\" library=\"/tmp/evil.so\"/>")).Verdict);

    [Fact]
    public void A_document_type_is_refused()
    {
        var scan = Scan("<?xml version=\"1.0\"?><!DOCTYPE net [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Model("<layer name=\"&x;\"/>"));

        Assert.Equal(("openvino", ModelVerdict.NotFullyRead), (scan.Format, scan.Verdict));
    }

    [Fact]
    public void Nesting_is_bounded() => Assert.Equal(
        ModelVerdict.NotFullyRead,
        Scan(Model(string.Concat(Enumerable.Repeat("<a>", 500)) + string.Concat(Enumerable.Repeat("</a>", 500)))).Verdict);

    [Fact]
    public void Other_xml_is_no_model() => Assert.Null(Scan("<project><layer version=\"extension\"/></project>").Format);

    internal static string Model(string layers) => $"<net name=\"m\" version=\"11\"><layers>{layers}</layers><edges/></net>";

    private static ModelScan Scan(string text) => GraphScan.Of(Encoding.UTF8.GetBytes(text), "model.xml");
}
