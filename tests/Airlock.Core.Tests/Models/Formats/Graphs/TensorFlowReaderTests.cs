using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class TensorFlowReaderTests
{
    [Theory]
    [InlineData("saved_model.pb")]
    [InlineData("model.bin")]
    public void An_honest_saved_model_is_clean(string name)
    {
        var scan = GraphScan.Of(TensorFlowSamples.SavedModel(), name);

        Assert.Equal("tensorflow-savedmodel", scan.Format);
        Assert.Empty(scan.Findings);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_holds_in_the_graph_and_in_functions(string row, ModelVerdict verdict)
    {
        var name = row.Replace("*", "Some", StringComparison.Ordinal);
        ProtobufWriter[] models =
        [
            TensorFlowSamples.SavedModel(inAnswer: name),
            TensorFlowSamples.Saved(TensorFlowSamples.Graph([TensorFlowSamples.Node("serve", name)])),
        ];
        foreach (var model in models)
        {
            var scan = GraphScan.Of(model, "saved_model.pb");
            Assert.Equal(verdict, scan.Verdict);
            Assert.All(scan.Findings, finding => Assert.Equal("tensorflow:" + name, finding.Subject));
        }
    }

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> Rows() => GraphScan.Rows("tensorflow-operators.tsv");

    [Theory]
    [MemberData(nameof(CheckpointRows))]
    public void What_checkpoints_need_is_reported_where_the_model_is_asked(string name, ModelVerdict verdict)
    {
        Assert.Equal(verdict, GraphScan.Of(TensorFlowSamples.SavedModel(inAnswer: name), "saved_model.pb").Verdict);
        Assert.Equal(ModelVerdict.Clean, GraphScan.Of(TensorFlowSamples.SavedModel(inSave: name), "saved_model.pb").Verdict);
    }

    public static IEnumerable<TheoryDataRow<string, ModelVerdict>> CheckpointRows() => GraphScan.Rows("tensorflow-checkpoint-operators.tsv");

    [Fact]
    public void Restoring_writes_nothing() =>
        Assert.Equal(ModelVerdict.Malicious, GraphScan.Of(TensorFlowSamples.SavedModel(inRestore: "SaveV2"), "saved_model.pb").Verdict);

    [Fact]
    public void A_node_that_the_answer_waits_for_runs_too()
    {
        ProtobufWriter[] nodes =
        [
            TensorFlowSamples.Node("save/SaveV2", "SaveV2"),
            TensorFlowSamples.Node("serve", "Identity", "middle:1"),
            TensorFlowSamples.Node("middle", "MatMul", "^save/SaveV2"),
        ];
        var finding = Assert.Single(GraphScan.Of(TensorFlowSamples.Saved(TensorFlowSamples.Graph(nodes)), "saved_model.pb").Findings);
        Assert.Equal((ModelVerdict.Malicious, "save/SaveV2"), (finding.Verdict, finding.Element));

        var apart = TensorFlowSamples.Graph([nodes[0], TensorFlowSamples.Node("serve", "Identity")]);
        Assert.Empty(GraphScan.Of(TensorFlowSamples.Saved(apart), "saved_model.pb").Findings);
    }

    [Fact]
    public void A_function_that_nobody_calls_may_be_a_method()
    {
        var graph = TensorFlowSamples.Graph([TensorFlowSamples.Node("serve", "Identity")], TensorFlowSamples.Function("__call", TensorFlowSamples.Node("n", "SaveV2")));

        Assert.Equal(ModelVerdict.Malicious, GraphScan.Of(TensorFlowSamples.Saved(graph), "saved_model.pb").Verdict);
    }

    [Fact]
    public void A_table_from_a_file_of_the_model_is_fine()
    {
        Assert.Empty(GraphScan.Of(TensorFlowSamples.SavedModel(inAnswer: "InitializeTableFromTextFileV2", withAssets: true), "saved_model.pb").Findings);
        Assert.Equal(
            ModelVerdict.Suspicious,
            GraphScan.Of(TensorFlowSamples.SavedModel(inAnswer: "InitializeTableFromTextFileV2"), "saved_model.pb").Verdict);
    }

    [Theory]
    [InlineData("stderr", ModelVerdict.Clean)]
    [InlineData("file:///home/user/.bashrc", ModelVerdict.Malicious)]
    public void Printing_is_judged_by_where_to(string stream, ModelVerdict expected)
    {
        var node = TensorFlowSamples.Node("p", "PrintV2").Entry(5, "output_stream", new ProtobufWriter().Text(2, stream));

        Assert.Equal(expected, GraphScan.Of(TensorFlowSamples.Graph([node]), "frozen.pb").Verdict);
    }

    [Fact]
    public void A_function_in_a_list_of_an_attribute_is_followed()
    {
        var branches = new ProtobufWriter().Message(1, new ProtobufWriter().Message(9, new ProtobufWriter().Text(1, "__branch")));
        var graph = TensorFlowSamples.Graph(
            [TensorFlowSamples.Node("serve", "Case").Entry(5, "branches", branches)],
            TensorFlowSamples.Function("__branch", TensorFlowSamples.Node("n", "RestoreV2")));

        Assert.Equal("tensorflow:RestoreV2", Assert.Single(GraphScan.Of(TensorFlowSamples.Saved(graph), "saved_model.pb").Findings).Subject);
    }

    [Fact]
    public void Two_nodes_of_one_name_are_both_read()
    {
        var graph = TensorFlowSamples.Graph([TensorFlowSamples.Node("serve", "Identity"), TensorFlowSamples.Node("serve", "PyFunc")]);

        Assert.Equal(ModelVerdict.Malicious, GraphScan.Of(graph, "frozen.pb").Verdict);
    }

    [Fact]
    public void A_frozen_graph_is_recognised_by_content()
    {
        var honest = TensorFlowSamples.Graph(
        [
            TensorFlowSamples.Node("in", "Placeholder"), TensorFlowSamples.Node("save/SaveV2", "SaveV2"), TensorFlowSamples.Node("out", "Softmax", "in"),
        ]);
        var scan = GraphScan.Of(honest, "frozen.pb");
        Assert.Equal(("tensorflow-graph", ModelVerdict.Clean), (scan.Format, scan.Verdict));

        var bad = GraphScan.Of(TensorFlowSamples.Graph([TensorFlowSamples.Node("in", "Placeholder"), TensorFlowSamples.Node("n", "SaveV2")]), "frozen.pb");
        Assert.Equal(("tensorflow-graph", ModelVerdict.Malicious), (bad.Format, bad.Verdict));
    }

    [Fact]
    public void A_meta_graph_is_recognised_by_content()
    {
        var scan = GraphScan.Of(TensorFlowSamples.MetaGraph(TensorFlowSamples.Graph([TensorFlowSamples.Node("n", "EagerPyFunc")])), "model.ckpt.meta");

        Assert.Equal(("tensorflow-metagraph", ModelVerdict.Malicious), (scan.Format, scan.Verdict));
    }

    [Fact]
    public void What_was_found_before_the_break_is_kept()
    {
        var bytes = TensorFlowSamples.SavedModel(inAnswer: "WriteFile").Text(9, "tail").ToArray();

        var scan = GraphScan.Of(bytes[..^1], "saved_model.pb");

        Assert.Equal([ModelVerdict.Malicious, ModelVerdict.NotFullyRead], scan.Findings.Select(finding => finding.Verdict));
    }

    [Theory]
    [InlineData("keras_metadata.pb")]
    [InlineData("other.pb")]
    public void Keras_metadata_is_recognised(string name)
    {
        var node = new ProtobufWriter().Varint(2, 0).Text(3, "root").Text(4, "_tf_keras_sequential").Text(5, "{\"class_name\": \"Sequential\"}");

        Assert.Equal("keras-metadata", GraphScan.Of(new ProtobufWriter().Message(1, node), name).Format);
    }

    [Fact]
    public void A_fingerprint_is_clean()
    {
        var scan = GraphScan.Of(new ProtobufWriter().Varint(1, 1).Varint(2, 2).Message(6, new ProtobufWriter().Varint(1, 3)), "fingerprint.pb");

        Assert.Equal(("tensorflow-fingerprint", ModelVerdict.Clean), (scan.Format, scan.Verdict));
    }
}
