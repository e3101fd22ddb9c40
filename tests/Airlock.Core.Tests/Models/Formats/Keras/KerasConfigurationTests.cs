using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class KerasConfigurationTests
{
    // lambda x: __import__("os").system("id") or x, lambda x: x ** 2 and
    // lambda x, k=2: K.l2_normalize(tf.cast(x, "float32"), axis=1), of Python 3.11.
    private const string Evil = PythonMarshalTests.Evil311;
    private const string Square = "YwEAAAAAAAAAAAAAAAIAAAADAAAA8wwAAACXAHwAZAF6CAAAUwApAk7pAgAAAKkAKQHaAXhzAQAAACD6CDxzdHJpbmc++gg8bGFtYmRhPnIFAAAAAQAAAHMKAAAAgACIIYhxiSaAAPMAAAAA";
    private const string Normalize =
        "YwIAAAAAAAAAAAAAAAYAAAADAAAA82wAAACXAHQAAAAAAAAAAAAAAKABAAAAAAAAAAAAAAAAAAAAAAAAAAB0BAAAAAAAAAAAAACgAwAAAAAAAAAAAAAAAAAAAAAAAAAAfABkAaYCAACrAgAAAAAAAAAAZAKsA6YCAACr" +
        "AgAAAAAAAAAAUwApBE7aB2Zsb2F0MzLpAQAAACkB2gRheGlzKQTaAUvaDGwyX25vcm1hbGl6ZdoCdGbaBGNhc3QpAtoBeNoBa3MCAAAAICD6CDxzdHJpbmc++gg8bGFtYmRhPnILAAAAAQAAAHMkAAAAgACNcY9+in6dYp9n" +
        "mmegYagZ0R4z1B4zuCGIftEPPNQPPIAA8wAAAAA=";

    [Theory]
    [InlineData("""{"class_name":"Dense","config":{"units":3,"activation":"relu","kernel_initializer":{"class_name":"GlorotUniform","config":{"seed":null}}}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"Dense","config":{"dtype":{"module":"keras","class_name":"DTypePolicy","config":{"name":"float32"},"registered_name":null}},"registered_name":null,"build_config":{"input_shape":[null,4]}}""")]
    [InlineData("""{"module":"keras.src.models.functional","class_name":"Functional","config":{"layers":[{"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4]},"inbound_nodes":[{"args":[{"class_name":"__keras_tensor__","config":{"shape":[null,4],"dtype":"float32","keras_history":["a",0,0]}}],"kwargs":{}}]}]},"registered_name":"Functional","compile_config":{"optimizer":{"module":"keras.optimizers","class_name":"Adam","config":{"learning_rate":0.001}},"loss":{"module":"keras.losses","class_name":"BinaryCrossentropy","config":{"fn":"binary_crossentropy"}},"metrics":["accuracy"]}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"Activation","config":{"activation":{"module":"keras.activations","class_name":"function","config":"gelu","registered_name":"gelu"}}}""")]
    [InlineData("""{"class_name":"Activation","config":{"activation":{"module":"builtins","class_name":"function","config":"relu","registered_name":"function"}}}""")]
    [InlineData("""{"module":"keras_hub.src.models.gemma.gemma_backbone","class_name":"GemmaBackbone","config":{},"registered_name":"keras_hub>GemmaBackbone"}""")]
    [InlineData("""{"class_name":"Bidirectional","config":{"layer":{"class_name":"LSTM","config":{"kernel_regularizer":{"class_name":"L1L2","config":{"l1":0.0,"l2":NaN}}}}}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"TextVectorization","config":{"vocabulary":["a","b"]}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"StringLookup","config":{"vocabulary":null}}""")]
    [InlineData("""{"class_name":"TFOpLambda","config":{"name":"tf.math.multiply","function":"math.multiply"}}""")]
    [InlineData("""{"class_name":"SlicingOpLambda","config":{"function":"__operators__.getitem"}}""")]
    [InlineData("""{"class_name":"TensorFlowOpLayer","config":{"node_def":"{\"name\":\"a\",\"op\":\"Mul\"}"}}""")]
    public void Honest_configurations_are_clean(string layer) => ScanAssert.AssertClean(Scan(layer), "keras-configuration");

    [Theory]
    [InlineData("""{"module":"os","class_name":"function","config":"system","registered_name":"system"}""", "'os.system'")]
    [InlineData("""{"module":"subprocess","class_name":"Popen","config":{"args":"id"}}""", "'subprocess.Popen'")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"eval"}""", "'eval'")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"relu","registered_name":"exec"}""", "'exec'")]
    [InlineData("""{"module":"keras.utils","class_name":"function","config":"get_file","registered_name":"get_file"}""", "'keras.utils.get_file'")]
    [InlineData("""{"module":"keras.src.utils.file_utils","class_name":"get_file","config":{"origin":"https://example.com"}}""", "get_file'")]
    [InlineData("""{"module":"keras.config","class_name":"function","config":"enable_unsafe_deserialization"}""", "'keras.config.enable_unsafe_deserialization'")]
    [InlineData("""{"module":"keras.models","class_name":"function","config":"load_model"}""", "'keras.models.load_model'")]
    [InlineData("""{"module":"keras.layers","class_name":"Dense","module":"os","config":{}}""", "'os.Dense'")]
    [InlineData("""{"module":"keras.layers","class_name":"StringLookup","config":{"vocabulary":"/etc/passwd"}}""", "'/etc/passwd'")]
    [InlineData("""{"class_name":"TextVectorization","config":{"vocabulary":"gs://bucket/x"}}""", "'gs://bucket/x'")]
    [InlineData("""{"module":"keras.layers","class_name":"TFSMLayer","config":{"filepath":"https://example.com/m"}}""", "'https://example.com/m'")]
    [InlineData("""{"class_name":"TFOpLambda","config":{"function":"io.write_file"}}""", "'io.write_file'")]
    [InlineData("""{"class_name":"TFOpLambda","config":{"function":"py_function"}}""", "'py_function'")]
    [InlineData("""{"class_name":"TensorFlowOpLayer","config":{"node_def":"{\"op\":\"WriteFile\"}"}}""", "'WriteFile'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":["EVIL",null,null],"function_type":"lambda"}}""", "'system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"EVIL","function_type":"lambda"}}""", "'system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":{"class_name":"__lambda__","config":{"value":["EVIL",null,null]}}}}""", "'system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":{"class_name":"__lambda__","config":{"code":"EVIL"}}}}""", "'system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"relu","function_type":"function","output_shape":["EVIL",null,null],"output_shape_type":"lambda"}}""", "'system'")]
    [InlineData("""{"class_name":"Dense","config":{"activation":{"class_name":"__lambda__","config":{"value":["EVIL"]}}}}""", "'system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"os_system","function_type":"function","module":"os"}}""", "'os.os_system'")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"lambda x: eval('x')","function_type":"lambda_source"}}""", "runs code that it is given")]
    public void What_does_harm_is_found_wherever_it_stands(string layer, string what)
    {
        layer = layer.Replace("EVIL", Evil);
        string[] places =
        [
            layer,
            Model(layer),
            Model(Model(Model(layer))),
            $$$"""{"class_name":"TimeDistributed","config":{"layer":{{{layer}}}}}""",
            $$$"""{"class_name":"Dense","config":{},"compile_config":{"loss":{{{layer}}},"metrics":[[null]]}}""",
            $$$"""{"class_name":"Dense","config":{},"build_config":{"x":[{"y":{{{layer}}}}]}}""",
        ];
        foreach (var place in places)
        {
            var scan = Scan(place);
            Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
            Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.Malicious && finding.Message.Contains(what, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{"class_name":"MyLayer","config":{}}""", "keras:MyLayer")]
    [InlineData("""{"module":null,"class_name":"MyLayer","config":{},"registered_name":"Mine>MyLayer"}""", "keras:Mine>MyLayer")]
    [InlineData("""{"module":"mine.layers","class_name":"MyLayer","config":{}}""", "keras:mine.layers.MyLayer")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"my_loss"}""", "keras:my_loss")]
    [InlineData("""{"module":"keras.src.utils.io_utils","class_name":"function","config":"something"}""", "keras:keras.src.utils.io_utils.something")]
    [InlineData("""{"module":"keras.layers","class_name":"a.b","config":{}}""", "keras:keras.layers.a.b")]
    [InlineData("""{"class_name":"TFOpLambda","config":{"function":"something_new"}}""", "keras:tf.something_new")]
    [InlineData("""{"class_name":"IntegerLookup","config":{"vocabulary":"assets/words.txt"}}""", "keras:IntegerLookup:assets/words.txt")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"my_function","function_type":"function","module":"__main__"}}""", "keras:my_function")]
    [InlineData("""{"class_name":"Lambda","config":{}}""", "keras:Lambda")]
    [InlineData("""{"class_name":"Lambda","config":{"function":["SQUARE",null,null],"function_type":"lambda"}}""", "lambda:31f07f03e107d347")]
    [InlineData("""{"class_name":"Lambda","config":{"function":["NORMALIZE",null,null],"function_type":"lambda"}}""", null)]
    public void What_is_on_no_list_can_be_accepted_by_name(string layer, string? subject)
    {
        var scan = Scan(Model(layer.Replace("SQUARE", Square).Replace("NORMALIZE", Normalize)));
        var found = Assert.Single(scan.Findings);
        Assert.Equal(ModelVerdict.Suspicious, scan.Verdict);
        Assert.Equal(subject ?? found.Subject, found.Subject);
        Assert.NotNull(found.Subject);
    }

    [Fact]
    public void A_module_of_PyTorch_inside_is_read()
    {
        var pickle = Convert.ToBase64String("cos\nsystem\n(S'id'\ntR.                   "u8);
        var scan = Scan($$$"""{"module":"keras.layers","class_name":"TorchModuleWrapper","config":{"module":"{{{pickle}}}"}}""");
        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.CodeBearing);
        Assert.True(scan.Verdict > ModelVerdict.CodeBearing);
    }

    [Fact]
    public void The_offset_is_that_of_the_value()
    {
        const string Json = """{"class_name":"Sequential","config":[{"class_name":"function","config":"eval"}]}""";
        Assert.Equal(Json.IndexOf("""{"class_name":"f""", StringComparison.Ordinal), Assert.Single(Scan(Json).Findings).Offset);
    }

    [Fact]
    public void Deep_and_wide_configurations_end()
    {
        var layer = """{"class_name":"Dense","config":{}}""";
        for (var i = 0; i < 100; i++)
        {
            layer = Model(layer);
        }

        ScanAssert.AssertClean(Scan(layer), "keras-configuration");
        Assert.Equal(ModelVerdict.NotFullyRead, Scan(string.Concat(Enumerable.Repeat("""{"class_name":""", 10_000))).Verdict);
        var nested = string.Concat(Enumerable.Repeat("""{"class_name":"__lambda__","config":[""", 200)) + "\"" + new string('A', 1 << 20) + "\"" + string.Concat(Enumerable.Repeat("]}", 200));
        Assert.Equal(ModelVerdict.NotFullyRead, Scan(nested).Verdict);
    }

    [Fact]
    public void Damaged_configurations_have_a_verdict() =>
        ScanAssert.AssertSurvivesMutation(
            System.Text.Encoding.UTF8.GetBytes($$$"""{"class_name":"Lambda","module":"keras","config":{"function":["{{{Evil}}}",null],"function_type":"lambda"}}"""),
            "config.json",
            5000);

    [Theory]
    [InlineData("keras-names.tsv", 3)]
    [InlineData("python-names.tsv", 3)]
    [InlineData("jinja-names.tsv", 2)]
    public void Tables_have_their_columns_and_no_row_twice(string table, int columns)
    {
        var rows = EmbeddedTable.Rows(table).ToList();
        Assert.All(rows, row => Assert.Equal(columns, row.Length));
        Assert.All(rows, row => Assert.NotEmpty(row[0]));
        Assert.Equal(rows.Count, rows.Select(row => (row[0], row[1])).Distinct().Count());
    }

    [Fact]
    public void Each_row_has_its_verdict()
    {
        foreach (var row in EmbeddedTable.Rows("keras-names.tsv"))
        {
            var (layer, verdict) = row[1] switch
            {
                "class" => ($$$"""{"class_name":"{{{row[0]}}}","config":{}}""", ModelVerdict.Clean),
                "data" => ($$$"""{"class_name":"{{{row[0]}}}","config":{}}""", ModelVerdict.Clean),
                "function" => ($$$"""{"class_name":"function","config":"{{{row[0]}}}"}""", ModelVerdict.Clean),
                "functions-module" => ($$$"""{"class_name":"function","module":"keras.{{{row[0]}}}","config":"x"}""", ModelVerdict.Clean),
                "trusted-package" => ($$$"""{"class_name":"X","module":"{{{row[0]}}}.x","config":{}}""", ModelVerdict.Clean),
                "lookup" => ($$$"""{"class_name":"{{{row[0]}}}","config":{"vocabulary":"/x"}}""", ModelVerdict.Malicious),
                "denied" => ($$$"""{"class_name":"function","module":"keras.x","config":"{{{row[0]}}}"}""", ModelVerdict.Malicious),
                "op" => ($$$"""{"class_name":"TFOpLambda","config":{"function":"{{{row[0]}}}"}}""", ModelVerdict.Clean),
                "op-prefix" => ($$$"""{"class_name":"TFOpLambda","config":{"function":"{{{row[0]}}}.x"}}""", ModelVerdict.Clean),
                "op-denied" => ($$$"""{"class_name":"TFOpLambda","config":{"function":"{{{row[0]}}}"}}""", ModelVerdict.Malicious),
                "graph-op" => ($$$$"""{"class_name":"TensorFlowOpLayer","config":{"node_def":{"op":"{{{{row[0]}}}}"}}}""", ModelVerdict.Malicious),
                _ => throw new InvalidOperationException($"The kind {row[1]} is unknown."),
            };
            Assert.True(verdict == Scan(layer).Verdict, $"{row[0]} {row[1]}");
        }

        foreach (var row in EmbeddedTable.Rows("python-names.tsv").Where(row => row[0] != "builtins"))
        {
            var (name, module) = row[1] == "module" ? ("x", row[0]) : (row[0], "builtins");
            Assert.Equal(ModelVerdict.Malicious, Scan($$$"""{"class_name":"function","module":"{{{module}}}","config":"{{{name}}}"}""").Verdict);
        }
    }

    private static string Model(string layer) => $$$"""{"class_name":"Sequential","config":{"name":"m","layers":[{"class_name":"Flatten","config":{}},{{{layer}}}]}}""";

    private static ModelScan Scan(string json) => ScanAssert.Scan(json, "config.json");
}
