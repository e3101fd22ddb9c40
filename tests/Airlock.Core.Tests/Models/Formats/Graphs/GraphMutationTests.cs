using System.Text;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>Whatever happens to a file, its scan ends, with a verdict and without an exception.</summary>
public class GraphMutationTests
{
    private static readonly (string Name, byte[] Bytes)[] Samples =
    [
        ("model.onnx", OnnxSamples.Honest.ToArray()),
        ("model.onnx", OnnxSamples.Places["graph in a graph in a graph"]("../w.bin").ToArray()),
        ("saved_model.pb", TensorFlowSamples.SavedModel(withAssets: true).ToArray()),
        ("frozen.pb", TensorFlowSamples.Graph([TensorFlowSamples.Call("a", "f")], TensorFlowSamples.Function("f", TensorFlowSamples.Call("b", "f"))).ToArray()),
        ("model.mlmodel", CoreMlReaderTests.Model(202, new ProtobufWriter().Message(1, CoreMlReaderTests.Model(500, new ProtobufWriter()))).ToArray()),
        ("model.pdmodel", PaddleReaderTests.Program("conv2d", "py_func").ToArray()),
        ("model.tflite", FlatBufferReaderTests.Tflite(new() { [1] = "MyOp", [3] = 32 }, new() { [0] = (sbyte)4 })),
        ("model.ort", FlatBufferReaderTests.Ort(FlatBufferReaderTests.Node("MatMul", ""), FlatBufferReaderTests.Node("A", "b"))),
        ("model.xml", Encoding.UTF8.GetBytes(OpenVinoReaderTests.Model("<layer name=\"x\" type=\"A\" version=\"opset1\"/>"))),
        ("model.json", Encoding.UTF8.GetBytes(TreeReadersTests.Json)),
        ("model.ubj", TreeReadersTests.Binary),
        ("model.txt", Encoding.UTF8.GetBytes(TreeReadersTests.Text)),
    ];

    private static readonly Gen<(string Name, byte[] Bytes)> Mutated =
        Gen.Int[0, Samples.Length - 1].Select(index => Samples[index]).SelectMany(sample =>
            Gen.Select(Gen.Int[0, sample.Bytes.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 6].Select(changes =>
            {
                var bytes = sample.Bytes.ToList();
                foreach (var (at, value, kind) in changes)
                {
                    var place = Math.Min(at, bytes.Count - 1);
                    if (place < 0)
                    {
                        break;
                    }

                    switch (kind)
                    {
                        case 0:
                            bytes.RemoveRange(place, bytes.Count - place);
                            break;
                        case 1:
                            bytes.Insert(place, value);
                            break;
                        default:
                            bytes[place] = value;
                            break;
                    }
                }

                return (sample.Name, bytes.ToArray());
            }));

    [Fact]
    public void Every_scan_ends() => Mutated.Sample(
        sample =>
        {
            var scan = GraphScan.Of(sample.Bytes, sample.Name);
            Assert.True(scan.Format is not null || scan.Verdict == ModelVerdict.NotFullyRead);
        },
        iter: 20_000);

    [Fact]
    public void Random_bytes_under_every_name() => Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Byte.Array[0, 200]).Sample(
        (index, bytes) => Assert.NotNull(GraphScan.Of(bytes, Samples[index].Name)),
        iter: 20_000);

    [Fact]
    public void Every_truncation_ends()
    {
        foreach (var (name, bytes) in Samples)
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.NotNull(GraphScan.Of(bytes[..length], name));
            }
        }
    }
}
