using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class FlatBufferReaderTests
{
    [Fact]
    public void An_honest_tflite_model_is_clean()
    {
        var scan = GraphScan.Of(Tflite(new() { [0] = (sbyte)3, [3] = 3 }, new() { [0] = (sbyte)32, [1] = "TFLite_Detection_PostProcess", [3] = 32 }), "m.bin");

        Assert.Equal("tflite", scan.Format);
        Assert.Empty(scan.Findings);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_known_custom_operator_is_clean(string name, ModelVerdict verdict) =>
        Assert.Equal(verdict, GraphScan.Of(Tflite(new FlatBufferWriter { [1] = name, [3] = 32 }), "m.tflite").Verdict);

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows() => GraphScan.Rows("tflite-operators.tsv");

    [Theory]
    [InlineData("MyOp", ModelVerdict.Suspicious)]
    [InlineData("tflite_detection_postprocess", ModelVerdict.Suspicious)]
    [InlineData("Flex", ModelVerdict.Suspicious)]
    [InlineData("", ModelVerdict.Suspicious)]
    [InlineData("FlexReadFile", ModelVerdict.Suspicious)]
    [InlineData("FlexWriteFile", ModelVerdict.Malicious)]
    [InlineData("FlexErf", ModelVerdict.Clean)]
    public void Judges_custom_operators(string name, ModelVerdict expected)
    {
        var scan = GraphScan.Of(Tflite(new FlatBufferWriter { [1] = name, [3] = 32 }), "m.tflite");

        Assert.Equal(expected, scan.Verdict);
        Assert.All(scan.Findings, finding => Assert.Equal("tflite:" + name, finding.Subject));
    }

    [Fact]
    public void The_code_of_old_files_counts_too() =>
        Assert.Equal("tflite:MyOp", Assert.Single(GraphScan.Of(Tflite(new FlatBufferWriter { [0] = (sbyte)32, [1] = "MyOp" }), "m.tflite").Findings).Subject);

    [Fact]
    public void A_custom_name_without_the_code_counts_too() =>
        Assert.Equal("tflite:MyOp", Assert.Single(GraphScan.Of(Tflite(new FlatBufferWriter { [1] = "MyOp" }), "m.tflite").Findings).Subject);

    [Fact]
    public void An_honest_ort_model_is_clean()
    {
        var scan = GraphScan.Of(Ort(Node("MatMul", ""), Node("FusedConv", "com.microsoft")), "m.onnx");

        Assert.Equal("ort", scan.Format);
        Assert.Empty(scan.Findings);
    }

    [Fact]
    public void Finds_custom_operators_of_ort_models_in_inner_graphs_too()
    {
        var loop = Node("Loop", "");
        loop[10] = new[] { new FlatBufferWriter { [7] = Graph(Node("A", "one")) }, new FlatBufferWriter { [12] = new[] { Graph(Node("B", "two")) } } };

        Assert.Equal(["onnx:one.A", "onnx:two.B", "onnx:zero.Z"], GraphScan.Of(Ort(loop, Node("Z", "zero")), "m.ort").Findings.Select(finding => finding.Subject).Order());
    }

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(3, 0x7F)]
    public void Offsets_beyond_the_end_are_not_fully_read(int at, byte value)
    {
        var bytes = Tflite(new FlatBufferWriter { [1] = "MyOp", [3] = 32 });
        bytes[at] = value;

        Assert.Equal(ModelVerdict.NotFullyRead, GraphScan.Of(bytes, "m.tflite").Verdict);
    }

    [Fact]
    public void Shared_tables_do_not_multiply_the_work()
    {
        // Each graph holds one node twice, and the node the next graph: 2^19 ways to the last one.
        var graph = Graph();
        for (var level = 0; level < 19; level++)
        {
            var node = new FlatBufferWriter { [10] = new[] { new FlatBufferWriter { [7] = graph } } };
            graph = Graph(node, node);
        }

        var scan = GraphScan.Of(new FlatBufferWriter { [1] = new FlatBufferWriter { [7] = graph } }.ToFile("ORTM"), "m.ort");

        Assert.Contains("more work", Assert.Single(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead).Message, StringComparison.Ordinal);
    }

    internal static byte[] Tflite(params FlatBufferWriter[] codes) => new FlatBufferWriter { [0] = 3, [1] = codes }.ToFile("TFL3");

    internal static byte[] Ort(params FlatBufferWriter[] nodes) =>
        new FlatBufferWriter { [0] = "1.20", [1] = new FlatBufferWriter { [7] = Graph(nodes) } }.ToFile("ORTM");

    internal static FlatBufferWriter Node(string type, string domain) => new() { [0] = "n", [2] = domain, [5] = type };

    private static FlatBufferWriter Graph(params FlatBufferWriter[] nodes) => new() { [2] = nodes };
}
