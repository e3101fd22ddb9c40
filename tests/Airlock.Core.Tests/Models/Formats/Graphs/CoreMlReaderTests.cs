using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public class CoreMlReaderTests
{
    public static IEnumerable<TheoryDataRow<string>> Places => Custom.Keys.Select(place => new TheoryDataRow<string>(place));

    private static ProtobufWriter Layer => new ProtobufWriter().Text(1, "layer").Message(500, new ProtobufWriter().Text(10, "MyLayer"));

    private static ProtobufWriter Network => new ProtobufWriter().Message(1, Layer);

    private static Dictionary<string, ProtobufWriter> Custom { get; } = new()
    {
        ["custom model"] = Model(555, new ProtobufWriter().Text(10, "MyLayer")),
        ["network"] = Model(500, Network),
        ["network regressor"] = Model(303, Network),
        ["network classifier"] = Model(403, Network),
        ["branch"] = Model(500, new ProtobufWriter().Message(1, new ProtobufWriter().Message(605, new ProtobufWriter().Message(2, Network)))),
        ["loop"] = Model(500, new ProtobufWriter().Message(1, new ProtobufWriter().Message(615, new ProtobufWriter().Message(4, Network)))),
        ["pipeline"] = Model(202, new ProtobufWriter().Message(1, Model(500, Network))),
        ["pipeline classifier"] = Model(200, new ProtobufWriter().Message(1, new ProtobufWriter().Message(1, Model(500, Network)))),
        ["pipeline regressor"] = Model(201, new ProtobufWriter().Message(1, new ProtobufWriter().Message(1, Model(500, Network)))),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_custom_classes_wherever_they_stand(string place)
    {
        var scan = GraphScan.Of(Custom[place], "model.bin");

        Assert.Equal("coreml", scan.Format);
        var finding = Assert.Single(scan.Findings);
        Assert.Equal((ModelVerdict.Suspicious, "coreml:MyLayer"), (finding.Verdict, finding.Subject));
    }

    [Fact]
    public void An_honest_model_is_clean()
    {
        var layers = new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, "relu").Message(130, new ProtobufWriter()));
        var scan = GraphScan.Of(Model(202, new ProtobufWriter().Message(1, Model(500, layers)).Text(2, "first")), "model.mlmodel");

        Assert.Equal(("coreml", ModelVerdict.Clean), (scan.Format, scan.Verdict));
    }

    [Theory]
    [InlineData("Other", "resources", ModelVerdict.Suspicious)]
    [InlineData("../Other", "resources", ModelVerdict.Malicious)]
    [InlineData("Other", "resources:/tmp", ModelVerdict.Malicious)]
    public void Linked_models_are_judged_by_their_paths(string name, string search, ModelVerdict expected)
    {
        var file = new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, name)).Message(2, new ProtobufWriter().Text(1, search));

        Assert.Equal(expected, GraphScan.Of(Model(556, new ProtobufWriter().Message(1, file)), "model.mlmodel").Verdict);
    }

    [Theory]
    [InlineData("@model_path/weights/weight.bin", ModelVerdict.Clean)]
    [InlineData("@model_path/../../secret", ModelVerdict.Malicious)]
    [InlineData("/etc/passwd", ModelVerdict.Malicious)]
    public void Weights_of_a_program_stay_in_the_package(string name, ModelVerdict expected)
    {
        var blob = new ProtobufWriter().Message(5, new ProtobufWriter().Text(1, name));
        ProtobufWriter[] operations =
        [
            new ProtobufWriter().Text(1, "const").Entry(5, "val", blob),
            new ProtobufWriter().Text(1, "conv").Entry(2, "weight", new ProtobufWriter().Message(1, new ProtobufWriter().Message(2, blob))),
        ];
        foreach (var operation in operations)
        {
            var block = new ProtobufWriter().Message(3, new ProtobufWriter().Message(4, new ProtobufWriter().Message(3, operation)));
            var function = new ProtobufWriter().Text(2, "CoreML5").Entry(3, "CoreML5", block);

            Assert.Equal(expected, GraphScan.Of(Model(502, new ProtobufWriter().Entry(2, "main", function)), "model.mlmodel").Verdict);
        }
    }

    [Theory]
    [InlineData("com.apple.CoreML/model.mlmodel", ModelVerdict.Clean)]
    [InlineData("../../other/model.mlmodel", ModelVerdict.Malicious)]
    public void Parts_of_a_package_stay_in_it(string path, ModelVerdict expected)
    {
        var manifest = "{\"fileFormatVersion\":\"1.0.0\",\"itemInfoEntries\":{\"A\":{\"path\":\"" + path + "\"}},\"rootModelIdentifier\":\"A\"}";

        var scan = GraphScan.Of(Encoding.UTF8.GetBytes(manifest), "x.mlpackage/Manifest.json");

        Assert.Equal(("coreml-package", expected), (scan.Format, scan.Verdict));
    }

    internal static ProtobufWriter Model(int kind, ProtobufWriter content) =>
        new ProtobufWriter().Varint(1, 5).Message(2, new ProtobufWriter().Text(100, "a model")).Message(kind, content);
}
