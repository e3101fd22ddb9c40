using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class PaddleReaderTests
{
    [Fact]
    public void An_honest_program_is_clean()
    {
        var scan = GraphScan.Of(Program("conv2d"), "inference.pdmodel");

        Assert.Equal(("paddle", ModelVerdict.Clean), (scan.Format, scan.Verdict));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_holds(string name, ModelVerdict verdict)
    {
        var finding = Assert.Single(GraphScan.Of(Program("conv2d", name), "__model__").Findings);

        Assert.Equal((verdict, "paddle:" + name), (finding.Verdict, finding.Subject));
    }

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows() => GraphScan.Rows("paddle-operators.tsv");

    internal static ProtobufWriter Program(params string[] operators)
    {
        var block = new ProtobufWriter().Varint(1, 0).Varint(2, ulong.MaxValue).Message(3, new ProtobufWriter().Text(1, "x"));
        foreach (var name in operators)
        {
            block.Message(4, new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, "X")).Text(3, name));
        }

        return new ProtobufWriter().Message(1, block).Message(4, new ProtobufWriter().Varint(1, 0));
    }
}

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

public class TreeReadersTests
{
    internal const string Json = "{\"learner\":{\"attributes\":{},\"gradient_booster\":{\"model\":{\"trees\":[{\"left_children\":[1,-1,-1]}]}}},\"version\":[2,1,0]}";
    internal const string Text = "tree\nversion=v4\nnum_class=1\n\nTree=0\nleaf_value=1 2\n\nend of trees\n";

    // {"learner": {"a": [$d#U2 two floats], "b": [1, "x"]}, "version": [$i#i2 2 1]}
    internal static byte[] Binary =>
    [
        .. "{L\0\0\0\0\0\0\0\u0007learner{U\u0001a[$d#U\u0002"u8, .. new byte[8], .. "i\u0001b[i\u0001SU\u0001x]}U\u0007version[$i#i\u0002\u0002\u0001}"u8,
    ];

    [Fact]
    public void Xgboost_json_is_clean() => AssertClean("xgboost-json", Encoding.UTF8.GetBytes(Json));

    [Fact]
    public void Xgboost_binary_is_clean() => AssertClean("xgboost-ubj", Binary);

    [Fact]
    public void Light_gbm_is_clean() => AssertClean("lightgbm", Encoding.UTF8.GetBytes(Text));

    [Fact]
    public void Long_json_is_read_in_pieces()
    {
        var numbers = string.Join(',', Enumerable.Repeat("0.123456", 100_000));
        AssertClean("xgboost-json", Encoding.UTF8.GetBytes($"{{\"learner\":{{\"weights\":[{numbers}],\"long\":\"{new string('a', 200_000)}\"}}}}"));
    }

    [Theory]
    [InlineData("{\"learner\":{\"a\":1}")]
    [InlineData("{\"learner\":{}} and more")]
    [InlineData("{\"learner\":{'a':1}}")]
    public void Json_that_is_none_is_not_fully_read(string text) => AssertNotFullyRead("xgboost-json", Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Json_that_is_too_deep_is_not_fully_read() => AssertNotFullyRead("xgboost-json", Encoding.UTF8.GetBytes("{\"learner\":" + new string('[', 100_000)));

    [Fact]
    public void Binary_that_is_too_deep_is_not_fully_read() => AssertNotFullyRead("xgboost-ubj", [.. "{U\u0007learner"u8, .. Enumerable.Repeat((byte)'[', 100_000)]);

    [Theory]
    [InlineData("{U\u0007learner[$d#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f")]
    [InlineData("{U\u0007learner[$Z#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007fU\u0001aSi\u0010x}")]
    [InlineData("{U\u0007learner[#L\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f")]
    [InlineData("{U\u0007learner[$d")]
    [InlineData("{U\u0007learner?}")]
    [InlineData("{U\u0007learnerT}tail")]
    public void Binary_that_is_none_is_not_fully_read(string text) => AssertNotFullyRead("xgboost-ubj", Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Light_gbm_with_bytes_that_are_no_text_is_not_fully_read() => AssertNotFullyRead("lightgbm", [.. Encoding.UTF8.GetBytes(Text), 0x80, 0x02, 0x00]);

    private static void AssertClean(string format, byte[] bytes)
    {
        var scan = GraphScan.Of(bytes, "model.bin");
        Assert.Equal(format, scan.Format);
        Assert.Empty(scan.Findings);
    }

    private static void AssertNotFullyRead(string format, byte[] bytes)
    {
        var scan = GraphScan.Of(bytes, "model.bin");
        Assert.Equal((format, ModelVerdict.NotFullyRead), (scan.Format, scan.Verdict));
    }
}
