using Airlock.Core.Models.Formats;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class OnnxReaderTests
{
    public static IEnumerable<TheoryDataRow<string>> Places => OnnxSamples.Places.Keys.Select(place => new TheoryDataRow<string>(place));

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.bin")]
    public void An_honest_model_is_clean(string name)
    {
        var scan = GraphScan.Of(OnnxSamples.Honest, name);

        Assert.Equal("onnx", scan.Format);
        Assert.Empty(scan.Findings);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_external_data_wherever_it_can_stand(string place)
    {
        var model = OnnxSamples.Places[place];

        var finding = Assert.Single(GraphScan.Of(model("../../etc/passwd"), "model.onnx").Findings);
        Assert.Equal(ModelVerdict.Malicious, finding.Verdict);
        Assert.Contains("leads out of the model's folder", finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Offset);

        Assert.Empty(GraphScan.Of(model("weights.bin"), "model.onnx").Findings);
        Assert.Equal(["weights.bin"], OnnxModel.ExternalFilesOf(ByteSource.Of(model("weights.bin").ToArray())));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_custom_operators_beside_it(string place)
    {
        var scan = GraphScan.Of(OnnxSamples.Places[place]("w").Message(7, OnnxSamples.Graph(OnnxSamples.Node("Run", "com.example"))), "model.onnx");

        var finding = Assert.Single(scan.Findings);
        Assert.Equal((ModelVerdict.Suspicious, "onnx:com.example.Run"), (finding.Verdict, finding.Subject));
    }

    [Fact]
    public void Finds_custom_operators_in_inner_graphs_and_functions()
    {
        var inner = OnnxSamples.Node("If").Message(5, new ProtobufWriter().Message(6, OnnxSamples.Graph(OnnxSamples.Node("A", "one"))));
        var model = OnnxSamples.Model(OnnxSamples.Graph(inner))
            .Message(25, new ProtobufWriter().Text(1, "F").Text(10, "local").Message(7, OnnxSamples.Node("B", "two")))
            .Message(20, new ProtobufWriter().Message(2, OnnxSamples.Graph(OnnxSamples.Node("C", "three"))));

        Assert.Equal(["onnx:one.A", "onnx:three.C", "onnx:two.B"], GraphScan.Of(model, "m.onnx").Findings.Select(finding => finding.Subject).Order());
    }

    [Fact]
    public void Functions_of_the_model_itself_are_no_custom_operators()
    {
        var function = new ProtobufWriter().Text(1, "Gelu").Text(10, "pkg.example").Message(7, OnnxSamples.Node("Erf"));
        var model = OnnxSamples.Model(OnnxSamples.Graph(OnnxSamples.Node("Gelu", "pkg.example"))).Message(25, function);

        Assert.Empty(GraphScan.Of(model, "model.onnx").Findings);

        var other = OnnxSamples.Model(OnnxSamples.Graph(OnnxSamples.Node("Other", "pkg.example"))).Message(25, function);
        Assert.Equal("onnx:pkg.example.Other", Assert.Single(GraphScan.Of(other, "model.onnx").Findings).Subject);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_holds(string row, ModelVerdict verdict)
    {
        var split = row.LastIndexOf('.');
        var (domain, name) = (row[..split], row[(split + 1)..].Replace("*", "Some", StringComparison.Ordinal));

        var scan = GraphScan.Of(OnnxSamples.Model(OnnxSamples.Graph(OnnxSamples.Node(name, domain))), "model.onnx");

        Assert.Equal(verdict, scan.Verdict);
        Assert.All(scan.Findings, finding => Assert.Equal($"onnx:{domain}.{name}", finding.Subject));
    }

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows() => GraphScan.Rows("onnx-operators.tsv");

    [Theory]
    [InlineData("com.microsoft.evil")]
    [InlineData("ai.onnx.mlx")]
    [InlineData("AI.ONNX")]
    public void Domains_are_compared_exactly(string domain) =>
        Assert.Equal(
            $"onnx:{domain}.Add",
            Assert.Single(GraphScan.Of(OnnxSamples.Model(OnnxSamples.Graph(OnnxSamples.Node("Add", domain))), "m.onnx").Findings).Subject);

    [Theory]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    [InlineData("*/_ORT_NATIVE_ENDIAN_MEM_ADDR_/*")]
    public void An_address_in_memory_is_malicious(string location)
    {
        var finding = Assert.Single(GraphScan.Of(OnnxSamples.Places["initializer"](location), "model.onnx").Findings);

        Assert.Equal(ModelVerdict.Malicious, finding.Verdict);
        Assert.Contains("memory", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("offset", "-1")]
    [InlineData("offset", "1e3")]
    [InlineData("length", "99999999999999999999")]
    public void Numbers_that_are_none_are_not_fully_read(string key, string value) => Assert.Equal(
        ModelVerdict.NotFullyRead,
        GraphScan.Of(OnnxSamples.WithExternal(("location", "w.bin"), (key, value)), "model.onnx").Verdict);

    [Fact]
    public void Data_elsewhere_that_names_no_file_is_not_fully_read() =>
        Assert.Equal(ModelVerdict.NotFullyRead, GraphScan.Of(OnnxSamples.WithExternal(), "model.onnx").Verdict);

    [Fact]
    public void An_unknown_key_of_external_data_is_suspicious()
    {
        var finding = Assert.Single(GraphScan.Of(OnnxSamples.WithExternal(("location", "w.bin"), ("__class__", "x")), "model.onnx").Findings);

        Assert.Equal((ModelVerdict.Suspicious, "onnx:external_data.__class__"), (finding.Verdict, finding.Subject));
    }

    [Fact]
    public void What_was_found_before_the_break_is_kept()
    {
        var whole = OnnxSamples.Places["initializer"]("/etc/passwd").Message(8, new ProtobufWriter().Varint(2, 17)).ToArray();

        var scan = GraphScan.Of(whole[..^1], "model.onnx");

        Assert.Equal([ModelVerdict.Malicious, ModelVerdict.NotFullyRead], scan.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public void A_field_that_the_schema_does_not_have_hides_nothing()
    {
        var scan = GraphScan.Of(OnnxSamples.Places["initializer"]("/etc/passwd").Text(999, "anything"), "picture.dat");

        Assert.Equal(("onnx", ModelVerdict.Malicious), (scan.Format, scan.Verdict));
    }

    [Fact]
    public void Text_named_onnx_is_not_fully_read() =>
        Assert.Equal(ModelVerdict.NotFullyRead, GraphScan.Of("version https://example.com"u8.ToArray(), "model.onnx").Verdict);
}
