using System.Formats.Tar;
using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class PackageReadersTests
{
    [Fact]
    public void Model_archive_bears_code()
    {
        var scan = Scans.Scan(RawZip.Write(
            new("MAR-INF/MANIFEST.json", "{\"model\":{\"handler\":\"handler.py\"}}"u8.ToArray()), new RawZipEntry("handler.py", "import torch"u8.ToArray())));

        Assert.Equal(("mar", ModelVerdict.CodeBearing, "handler.py"), (scan.Format, scan.Verdict, scan.Findings[0].Element));
    }

    [Fact]
    public void Model_archive_without_a_manifest_that_can_be_read_is_not_fully_read() => Assert.Equal(
        ModelVerdict.NotFullyRead, Scans.Scan(RawZip.Write(new RawZipEntry("MAR-INF/MANIFEST.json", "{"u8.ToArray()))).Verdict);

    [Theory]
    [InlineData("sklearn.linear_model._base", "LinearRegression", "ObjectNode", ModelVerdict.Clean)]
    [InlineData("builtins", "dict", "DictNode", ModelVerdict.Clean)]
    [InlineData("numpy", "dtype", "DtypeNode", ModelVerdict.Clean)]
    [InlineData("numpy", "log1p", "FunctionNode", ModelVerdict.Clean)]
    [InlineData("scipy.special._ufuncs", "expit", "FunctionNode", ModelVerdict.Clean)]
    [InlineData("numpy", "vectorize", "FunctionNode", ModelVerdict.Suspicious)]
    [InlineData("numpy", "fromfile", "FunctionNode", ModelVerdict.Malicious)]
    [InlineData("mylib", "Net", "ObjectNode", ModelVerdict.Suspicious)]
    [InlineData("posix", "system", "FunctionNode", ModelVerdict.Malicious)]
    [InlineData("operator", "methodcaller", "OperatorFuncNode", ModelVerdict.Suspicious)]
    [InlineData("builtins", "eval", "MethodNode", ModelVerdict.Malicious)]
    public void Types_of_skops_are_judged(string module, string name, string loader, ModelVerdict expected)
    {
        var schema = $$"""
            {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode",
             "content": {"a": {"__class__": "{{name}}", "__module__": "{{module}}", "__loader__": "{{loader}}", "content": {} } } }
            """;

        var scan = Scans.Scan(RawZip.Write(new RawZipEntry("schema.json", Encoding.UTF8.GetBytes(schema)) { Method = 8 }));

        Assert.Equal(("skops", expected), (scan.Format, scan.Verdict));
        Assert.Equal(expected == ModelVerdict.Suspicious ? $"{module}.{name}" : null, scan.Findings.FirstOrDefault()?.Subject);
    }

    [Fact]
    public void Function_that_only_the_content_of_its_node_names_is_found()
    {
        const string schema = """
            {"__class__": "log", "__module__": "numpy", "__loader__": "FunctionNode", "content": {"module_path": "os", "function": "system"} }
            """;

        Assert.Equal(ModelVerdict.Malicious, Scans.Scan(RawZip.Write(new RawZipEntry("schema.json", Encoding.UTF8.GetBytes(schema)))).Verdict);
    }

    [Fact]
    public void Schemas_of_other_zips_are_just_files() =>
        Scans.AssertNothing(Scans.Scan(RawZip.Write(new RawZipEntry("schema.json", "{\"type\": \"object\"}"u8.ToArray()))), "zip");

    [Theory]
    [InlineData("model:\n  _target_: nemo.collections.asr.models.EncDecCTCModel\n  optim:\n    name: adam\n    target: 5\n", ModelVerdict.Clean, null)]
    [InlineData("target: nemo.collections.asr.models.EncDecCTCModel\nloss:\n  target: accuracy\n", ModelVerdict.Clean, null)]
    [InlineData("a:\n- {_target_: os.system, command: id}\n", ModelVerdict.Malicious, null)]
    [InlineData("x: &name subprocess.Popen\na:\n  \"_target_\": *name\n", ModelVerdict.Malicious, null)]
    [InlineData("a: {target: builtins.eval}\n", ModelVerdict.Malicious, null)]
    [InlineData("a: !!python/object/apply:os.system [id]\n", ModelVerdict.Malicious, null)]
    [InlineData("a:\n  _target_: mylib.Net\n", ModelVerdict.Suspicious, "mylib.Net")]
    [InlineData("a:\n  _target_: ${b}\n", ModelVerdict.Suspicious, "${b}")]
    [InlineData("a: [", ModelVerdict.NotFullyRead, null)]
    public void Targets_of_nemo_are_judged(string yaml, ModelVerdict expected, string? subject)
    {
        var scan = Scans.Scan(TarReaderTests.Tar(
            TarEntryFormat.Gnu, (TarEntryType.Directory, "./", null), (TarEntryType.RegularFile, "./model_config.yaml", yaml)));

        Assert.Equal(("nemo", expected), (scan.Format, scan.Verdict));
        Assert.Equal(subject, scan.Findings.FirstOrDefault()?.Subject);
    }

    [Fact]
    public void Nemo_in_gzip_is_read()
    {
        var tar = TarReaderTests.Tar(TarEntryFormat.Gnu, (TarEntryType.RegularFile, "model_config.yaml", "a: {_target_: os.system}"));

        var finding = Assert.Single(Scans.Scan(CompressedReaderTests.Compress("gzip", tar), "model.nemo").Findings);

        Assert.Equal((ModelVerdict.Malicious, "model.nemo!model_config.yaml"), (finding.Verdict, finding.Member));
    }

    [Fact]
    public void Yaml_that_is_nested_deep_is_not_fully_read() => Assert.Equal(
        ModelVerdict.NotFullyRead,
        Scans.Scan(TarReaderTests.Tar(TarEntryFormat.Gnu, (TarEntryType.RegularFile, "model_config.yaml", new string('[', 100_000)))).Verdict);
}
