using System.Text.Json;
using Airlock.Core.Models.Facts;
using Airlock.Core.Models.Scanning;
using Airlock.Core.Tests.Models.Formats;
using CsCheck;

namespace Airlock.Core.Tests.Models.Facts;

/// <summary>What the readers hand over beside their findings.</summary>
public sealed class ModelFactsTests
{
    private const string Config = """
        {"model_type":"distilbert","architectures":["DistilBertForSequenceClassification"],"dim":768,"hidden_dim":3072,"n_layers":6,"n_heads":12,
         "vocab_size":30522,"max_position_embeddings":512,"torch_dtype":"float32","tokenizer_class":"DistilBertTokenizer"}
        """;

    internal static byte[] Onnx => OnnxSamples.Model(
        OnnxSamples.Graph(OnnxSamples.Node("MatMul"), OnnxSamples.Node("Add"), OnnxSamples.Node("Gate", "com.example"), OnnxSamples.Node("Own", "local"))
            .Message(5, new ProtobufWriter().Bytes(1, [0x80, 0x06, 12]).Varint(2, 1).Text(8, "w"))
            .Message(5, new ProtobufWriter().Varint(1, 4).Varint(2, 7).Text(8, "shape"))
            .Message(11, Value("input_ids", 7, "batch", "sequence"))
            .Message(11, Value("w", 1, "768"))
            .Message(12, Value("logits", 1, "batch", "12"))
            .Message(12, new ProtobufWriter().Text(1, "labels").Message(2, new ProtobufWriter().Message(4, new ProtobufWriter().Message(1,
                new ProtobufWriter().Message(5, new ProtobufWriter().Varint(1, 7).Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Varint(1, 1)))))))))
        .Text(2, "pytorch").Text(3, "2.9").Varint(5, 3).Text(6, "Routes\nmessages")
        .Message(8, new ProtobufWriter().Text(1, "com.example").Varint(2, 1))
        .Message(14, new ProtobufWriter().Text(1, "model_license").Text(2, "Apache-2.0"))
        .Message(14, new ProtobufWriter().Text(1, "model_name").Text(2, "router"))
        .Message(25, new ProtobufWriter().Text(1, "Own").Text(10, "local")).ToArray();

    internal static byte[] Gguf => new GgufFile()
        .Key("general.architecture", "llama").Key("general.name", "Tiny\u0007 Chat").Key("general.version", "v1").Key("general.author", "Ann")
        .Key("general.organization", "Contoso").Key("general.license", "other").Key("general.license.name", "own-1").Key("general.license.link", "https://example.org/licence")
        .Key("general.url", "https://example.org/tiny").Key("general.description", new string('d', 5000))
        .Key("general.base_model.0.name", "Base").Key("general.base_model.0.organization", "meta").Key("general.base_model.0.repo_url", "https://huggingface.co/meta/Base")
        .List("general.languages", 8, 2, [.. new GgufFile().TextBytes("en"), .. new GgufFile().TextBytes("de")])
        .List("general.datasets", 8, 1, new GgufFile().TextBytes("contoso/chat"))
        .Number("general.file_type", 4, 15, 4)
        .Number("llama.context_length", 4, 8192, 4).Number("llama.embedding_length", 10, 4096, 8).Number("llama.block_count", 4, 32, 4)
        .Number("llama.attention.head_count", 5, 32, 4).Number("llama.attention.head_count_kv", 4, 8, 4).Number("other.context_length", 4, 1, 4)
        .Number("llama.feed_forward_length", 6, 0, 4)
        .Key("tokenizer.ggml.model", "gpt2").List("tokenizer.ggml.tokens", 8, 3, [.. new GgufFile().TextBytes("a"), .. new GgufFile().TextBytes("b"), .. new GgufFile().TextBytes("")])
        .Key("tokenizer.chat_template", "{{ messages }}")
        .Tensor("v", 1, 64, null, 32).Tensor("w", 0, 128, null, 4, 8).Bytes();

    [Fact]
    public void Onnx_says_what_goes_in_and_out_and_what_it_is_made_of()
    {
        var facts = Facts(Onnx, "m.onnx");

        Assert.Equal(("onnx", "router", "3", "pytorch 2.9", "Routes messages", "Apache-2.0"), (facts.Format, facts.Name, facts.Version, facts.Producer, facts.Description, facts.Licence));
        Assert.Equal(["input_ids: int64[batch,sequence]"], facts.Inputs.Select(input => input.ToString()));
        Assert.Equal(["logits: float32[batch,12]", "labels: sequence(map(int64,float32))"], facts.Outputs.Select(output => output.ToString()));
        Assert.Equal([new OperatorSet("ai.onnx", 21), new OperatorSet("com.example", 1)], facts.OperatorSets);
        Assert.Equal(["ai.onnx: Add MatMul", "com.example: Gate"], facts.Operators.Select(domain => $"{domain.Domain}: {string.Join(' ', domain.Names)}"));
        Assert.Equal(["com.example.Gate"], facts.CustomOperators);
        Assert.Equal([new ElementCount("float32", 9216), new ElementCount("int64", 4)], facts.ElementTypes);
        Assert.Equal((9216, 2), (facts.ParameterCount, facts.TensorCount));
        Assert.Empty(facts.Cut);
    }

    [Fact]
    public void External_weights_are_named() =>
        Assert.Equal(["weights.bin"], Facts(OnnxSamples.Places["initializer"]("weights.bin").ToArray(), "m.onnx").ExternalFiles);

    [Fact]
    public void Long_lists_are_cut_and_say_so()
    {
        var graph = OnnxSamples.Graph(OnnxSamples.Node("Add"));
        for (var number = 0; number < 100; number++)
        {
            graph.Message(11, Value($"i{number}", 1, "1"));
        }

        var facts = Facts(OnnxSamples.Model(graph).ToArray(), "m.onnx");

        Assert.Equal(64, facts.Inputs.Length);
        Assert.Equal(["inputs"], facts.Cut);
    }

    [Fact]
    public void Gguf_says_what_its_keys_say()
    {
        var facts = Facts(Gguf, "m.gguf");

        Assert.Equal(("Tiny Chat", "v1", "Ann", "Contoso"), (facts.Name, facts.Version, facts.Author, facts.Organization));
        Assert.Equal(("other", "own-1", "https://example.org/licence"), (facts.Licence, facts.LicenceName, facts.LicenceLink));
        Assert.Equal(("llama", "Q4_K_M", "gpt2"), (facts.ArchitectureFamily, facts.Quantization, facts.Tokenizer));
        Assert.Equal((8192, 4096, 32, 32, 8, 3), (facts.ContextLength, facts.HiddenSize, facts.LayerCount, facts.AttentionHeads, facts.KeyValueHeads, facts.VocabularySize));
        Assert.Null(facts.IntermediateSize);
        Assert.Equal(["https://huggingface.co/meta/Base"], facts.BaseModels);
        Assert.Equal(["en", "de"], facts.Languages);
        Assert.Equal(["contoso/chat"], facts.Datasets);
        Assert.Equal([new ElementCount("F16", 32), new ElementCount("F32", 32)], facts.ElementTypes);
        Assert.Equal((64, 2), (facts.ParameterCount, facts.TensorCount));
        Assert.Equal(FactText.Digest("{{ messages }}"u8), facts.ChatTemplateSha256);
        Assert.Equal(1000, facts.Description!.Length);
    }

    [Fact]
    public void A_part_of_a_model_does_not_tell_the_number_of_its_parameters()
    {
        var gguf = Facts(new GgufFile().Number("split.no", 2, 0, 2).Number("split.count", 2, 2, 2).Tensor("w", 0, 4, null, 1).Bytes(), "m.gguf");
        var safetensors = Facts(Safetensors("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "model-00001-of-00003.safetensors");

        Assert.Equal((null, 2), (gguf.ParameterCount, gguf.FileCount));
        Assert.Equal((null, 3), (safetensors.ParameterCount, safetensors.FileCount));
    }

    [Fact]
    public void Safetensors_count_their_tensors_by_type()
    {
        var facts = Facts(
            Safetensors("""{"__metadata__":{"format":"pt","modelspec.title":"A\u0000 b","modelspec.license":"mit","other":"x"},"v":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},"w":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", 16),
            "model.safetensors");

        Assert.Equal(("A b", "pt", "mit", 7), (facts.Name, facts.Producer, facts.Licence, facts.ParameterCount));
        Assert.Equal([new ElementCount("BF16", 6), new ElementCount("F32", 1)], facts.ElementTypes);
    }

    [Fact]
    public void MLNet_names_its_parts()
    {
        var facts = Facts(MLNetReaderTests.Model(MLNetReaderTests.Key()), "m.zip");

        Assert.Equal(("mlnet", "ML.NET 5.0.1"), (facts.Format, facts.Producer));
        Assert.Equal([new ModelPart("TransformerChain", "TestLoader"), new ModelPart("TransformerChain/Transform_000", "TestLoader")], facts.Parts);
    }

    [Fact]
    public void Tflite_and_ort_and_core_ml_and_tensorflow_say_what_they_can()
    {
        var tensor = new FlatBufferWriter { [1] = (sbyte)3, [3] = "image" };
        var tflite = Facts(new FlatBufferWriter { [0] = 3, [1] = new[] { new FlatBufferWriter { [1] = "MyOp", [3] = 32 } }, [2] = new[] { new FlatBufferWriter { [0] = new[] { tensor } } }, [3] = "a network" }.ToFile("TFL3"), "m.tflite");
        var ort = Facts(FlatBufferReaderTests.Ort(FlatBufferReaderTests.Node("MatMul", ""), FlatBufferReaderTests.Node("A", "b")), "m.ort");
        var description = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(1, "x").Message(3, new ProtobufWriter().Message(5, new ProtobufWriter().Bytes(1, [1, 3]).Varint(2, 65568))))
            .Message(10, new ProtobufWriter().Text(1, "y").Message(3, new ProtobufWriter().Message(3, new ProtobufWriter())))
            .Message(100, new ProtobufWriter().Text(1, "what").Text(2, "2").Text(3, "Ann").Text(4, "MIT"));
        var coreMl = Facts(new ProtobufWriter().Varint(1, 5).Message(2, description).Message(500, new ProtobufWriter()).ToArray(), "m.mlmodel");
        var tensorFlow = Facts(TensorFlowSamples.SavedModel().ToArray(), "saved_model.pb");

        Assert.Equal(("a network", "MyOp"), (tflite.Description, Assert.Single(tflite.CustomOperators)));
        Assert.Equal(["ai.onnx", "b"], ort.Operators.Select(domain => domain.Domain));
        Assert.Equal(["b.A"], ort.CustomOperators);
        Assert.Equal(("x: float32[1,3]", "y: string"), (Assert.Single(coreMl.Inputs).ToString(), Assert.Single(coreMl.Outputs).ToString()));
        Assert.Equal(("what", "2", "Ann", "MIT"), (coreMl.Description, coreMl.Version, coreMl.Author, coreMl.Licence));
        Assert.Equal("out: unknown", Assert.Single(tensorFlow.Outputs).ToString());
    }

    [Fact]
    public void Signatures_of_tensorflow_have_types_and_shapes()
    {
        ProtobufWriter Info(ulong type, params long[] sizes) => sizes.Aggregate(
            new ProtobufWriter(), (shape, size) => shape.Message(2, new ProtobufWriter().Varint(1, (ulong)size))) is var all ? new ProtobufWriter().Text(1, "serve:0").Varint(2, type).Message(3, all) : throw new InvalidOperationException();
        var meta = TensorFlowSamples.MetaGraph(TensorFlowSamples.Graph([TensorFlowSamples.Node("serve", "Identity")]))
            .Message(1, new ProtobufWriter().Text(5, "2.20.0"))
            .Entry(5, "other", new ProtobufWriter().Entry(1, "x", Info(1, -1, 224)).Entry(2, "y", Info(9)));
        var facts = Facts(new ProtobufWriter().Varint(1, 1).Message(2, meta).ToArray(), "saved_model.pb");

        Assert.Equal("tensorflow 2.20.0", facts.Producer);
        Assert.Equal(["other/x: float32[?,224]"], facts.Inputs.Select(input => input.ToString()));
        Assert.Equal(["other/y: int64[]", "serving_default/out: unknown"], facts.Outputs.Select(output => output.ToString()));
    }

    [Fact]
    public void Configurations_complete_the_model()
    {
        var facts = Facts(System.Text.Encoding.UTF8.GetBytes(Config), "models/config.json");
        var adapter = Facts("""{"peft_type":"LORA","base_model_name_or_path":"/home/someone/base"}"""u8.ToArray(), "adapter_config.json");

        Assert.Equal(("hub-configuration", "distilbert", "DistilBertForSequenceClassification", "float32"), (facts.Format, facts.ArchitectureFamily, facts.Architecture, facts.Quantization));
        Assert.Equal((768, 3072, 6, 12, 30522, 512), (facts.HiddenSize, facts.IntermediateSize, facts.LayerCount, facts.AttentionHeads, facts.VocabularySize, facts.ContextLength));
        Assert.Equal(("onnx", 768, "pytorch 2.9"), (Facts(Onnx, "m.onnx").CompletedBy(facts).Format, Facts(Onnx, "m.onnx").CompletedBy(facts).HiddenSize, Facts(Onnx, "m.onnx").CompletedBy(facts).Producer));
        Assert.Equal("lora", adapter.TuneMethod);
        Assert.Empty(adapter.BaseModels);
    }

    [Fact]
    public void Facts_of_an_unread_file_or_of_an_archive_s_member_are_none()
    {
        Assert.Null(ScanAssert.Scan(Gguf[..^40], "m.gguf").Facts);
        Assert.Null(Scans.Scan(RawZip.Write(new RawZipEntry("m.gguf", Gguf))).Facts);
        Assert.NotNull(Scans.Scan(RawZip.Write(new RawZipEntry("m.gguf", Gguf))).Format);
    }

    [Fact]
    public void Facts_survive_json()
    {
        foreach (var (bytes, name) in Samples)
        {
            var facts = Facts(bytes, name);
            var json = JsonSerializer.Serialize(facts);

            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ModelFacts>(json)));
        }
    }

    [Fact]
    public void Damage_never_makes_a_fact_that_is_long_or_not_printable() =>
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 6]).Sample(
            (index, changes) =>
            {
                var (bytes, name) = (Samples[index].Bytes.ToArray(), Samples[index].Name);
                foreach (var (at, value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                if (ScanAssert.Scan(bytes, name).Facts is { } facts)
                {
                    var json = JsonSerializer.SerializeToElement(facts);
                    Check(json);
                }
            },
            iter: 10_000);

    private static (byte[] Bytes, string Name)[] Samples { get; } =
    [
        (Onnx, "m.onnx"),
        (Gguf, "m.gguf"),
        (Safetensors("""{"__metadata__":{"format":"pt","modelspec.title":"A"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "m.safetensors"),
        (MLNetReaderTests.Model(MLNetReaderTests.Key()), "m.zip"),
        (System.Text.Encoding.UTF8.GetBytes(Config), "config.json"),
        (TensorFlowSamples.SavedModel().ToArray(), "saved_model.pb"),
        (FlatBufferReaderTests.Ort(FlatBufferReaderTests.Node("MatMul", "")), "m.ort"),
    ];

    private static void Check(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                var text = json.GetString()!;
                Assert.InRange(text.Length, 0, 1000);
                Assert.DoesNotContain(text, char.IsControl);
                break;
            case JsonValueKind.Array:
                Assert.InRange(json.GetArrayLength(), 0, 512);
                Assert.All(json.EnumerateArray(), Check);
                break;
            case JsonValueKind.Object:
                Assert.All(json.EnumerateObject(), member => Check(member.Value));
                break;
            case JsonValueKind.Number:
                Assert.True(json.GetInt64() >= 0);
                break;
        }
    }

    private static ModelFacts Facts(byte[] bytes, string name)
    {
        var scan = ScanAssert.Scan(bytes, name);
        Assert.DoesNotContain(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead);
        return scan.Facts!;
    }

    private static ProtobufWriter Value(string name, ulong type, params string[] dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (var dimension in dimensions)
        {
            shape.Message(1, ulong.TryParse(dimension, out var size) ? new ProtobufWriter().Varint(1, size) : new ProtobufWriter().Text(2, dimension));
        }

        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Varint(1, type).Message(2, shape)));
    }

    private static byte[] Safetensors(string header, int data) =>
        [.. BitConverter.GetBytes((ulong)System.Text.Encoding.UTF8.GetByteCount(header)), .. System.Text.Encoding.UTF8.GetBytes(header), .. new byte[data]];
}
