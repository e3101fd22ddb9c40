using System.Text;
using Airlock.Core.Models.Scanning;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class GgufReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_whole_model_is_clean_in_both_byte_orders(bool isBigEndian) =>
        ScanAssert.AssertClean(ScanAssert.Scan(Whole(isBigEndian).Bytes(), "model.gguf"), "gguf");

    [Fact]
    public void Other_honest_layouts_are_clean()
    {
        ScanAssert.AssertClean(ScanAssert.Scan(new GgufFile().Bytes(), "empty.gguf"), "gguf");
        ScanAssert.AssertClean(ScanAssert.Scan(new GgufFile { Version = 2 }.Key("general.architecture", "llama").Bytes(), "vocabulary.gguf"), "gguf");
        ScanAssert.AssertClean(ScanAssert.Scan(new GgufFile { Alignment = 64 }.Number("general.alignment", 4, 64, 4).Tensor("w", 0, 4, null, 1).Bytes(), "a.gguf"), "gguf");
        ScanAssert.AssertClean(ScanAssert.Scan(new GgufFile().Tensor("w", 0, 4, null, 1).Bytes(-28), "unpadded.gguf"), "gguf");
        ScanAssert.AssertClean(
            ScanAssert.Scan(new GgufFile().Number("split.no", 2, 1, 2).Number("split.count", 2, 2, 2).Tensor("w", 1, 6, null, 3).Bytes(), "m-00002-of-00002.gguf"),
            "gguf");
    }

    [Fact]
    public void What_ggml_refuses_is_not_read()
    {
        AssertBad("version", new GgufFile { Version = 1 });
        AssertBad("version", new GgufFile { Version = 4 });
        AssertBad("counts", new GgufFile { KeyCount = -1 });
        AssertBad("keys", new GgufFile { KeyCount = 1L << 40 });
        AssertBad("tensors", new GgufFile { TensorCount = 1L << 60 });
        AssertBad("more bytes must follow", new GgufFile { TensorCount = 1 });
        AssertBad("twice", new GgufFile().Key("a", "1").Key("a", "2"));
        AssertBad("no name", new GgufFile().Key("", "1"));
        AssertBad("unknown type", new GgufFile().Key("a", 13));
        AssertBad("a text would have", new GgufFile().Number("a", 8, ulong.MaxValue, 8));
        AssertBad("a text would have", new GgufFile().Number("a", 8, 100, 8));
        AssertBad("lists", new GgufFile().List("a", 9, 1));
        AssertBad("elements", new GgufFile().List("a", 0, 1UL << 31));
        AssertBad("more bytes must follow", new GgufFile().List("a", 0, 1UL << 29));
        AssertBad("a text would have", new GgufFile().List("a", 8, 1UL << 29, [.. new byte[8 * 100], 255, 255, 255, 255, 255, 255, 255, 255]));
        AssertBad("alignment", new GgufFile().Number("general.alignment", 4, 0, 4));
        AssertBad("alignment", new GgufFile().Number("general.alignment", 4, 33, 4));
        AssertBad("alignment", new GgufFile().Number("general.alignment", 10, 32, 8));
        AssertBad("part 2 of 2", new GgufFile().Number("split.no", 2, 2, 2).Number("split.count", 2, 2, 2));
        AssertBad("twice", new GgufFile().Tensor("w", 0, 4, null, 1).Tensor("w", 0, 4, null, 1));
        AssertBad("a name has 64 bytes", new GgufFile().Tensor(new string('w', 64), 0, 4, null, 1));
        AssertBad("dimensions", new GgufFile().Tensor("w", 0, 4, null, 1, 1, 1, 1, 1));
        AssertBad("counts", new GgufFile().Tensor("w", 0, 4, null, -1));
        AssertBad("can be counted", new GgufFile().Tensor("w", 0, 4, null, 1L << 32, 1L << 32));
        AssertBad("can be counted", new GgufFile().Tensor("w", 28, 32, null, 1L << 62));
        AssertBad("whole blocks", new GgufFile().Tensor("w", 2, 18, null, 33));
        AssertBad("removed", new GgufFile().Tensor("w", 4, 32, null, 32));
        AssertBad("should begin at", new GgufFile().Tensor("w", 0, 4, 32, 1));
        AssertBad("should begin at", new GgufFile().Tensor("v", 0, 4, null, 1).Tensor("w", 0, 4, 0, 1));
        AssertBad("the file has", new GgufFile().Tensor("w", 0, 4, null, 1000));
        AssertBad("belong to none", new GgufFile().Tensor("w", 0, 4, null, 1), 1);
    }

    [Fact]
    public void A_type_of_a_newer_ggml_is_not_fully_read()
    {
        var found = AssertBad("type 200", new GgufFile().Tensor("v", 0, 4, null, 1).Tensor("w", 200, 4, null, 1));
        Assert.Equal("w", found.Element);
    }

    [Fact]
    public void Every_element_type_has_its_size()
    {
        foreach (var row in EmbeddedTable.Rows("ggml-types.tsv").Where(row => row[1] != "removed"))
        {
            var file = new GgufFile().Tensor("v", uint.Parse(row[0]), ulong.Parse(row[3]) * 4, null, long.Parse(row[2]) * 2, 2).Tensor("w", 0, 4, null, 1);
            ScanAssert.AssertClean(ScanAssert.Scan(file.Bytes(), "model.gguf"), "gguf");
        }
    }

    [Theory]
    [InlineData("tokenizer.chat_template")]
    [InlineData("tokenizer.chat_template.tool_use")]
    public void A_template_that_reaches_the_interpreter_is_found_where_it_stands(string key)
    {
        const string Template = "{{ messages }}ä{{ ''.__class__.__mro__ }}";
        var bytes = new GgufFile().Key("general.name", "x").Key(key, Template).Bytes();
        var scan = ScanAssert.Scan(bytes, "model.gguf");
        var found = ScanAssert.AssertFound(scan, ModelVerdict.Malicious, "'__class__'");
        Assert.Equal(key, found.Element);
        Assert.Equal(bytes.AsSpan().IndexOf("__class__"u8), found.Offset);
        ScanAssert.AssertClean(ScanAssert.Scan(new GgufFile().Key(key, "{{ messages[0].role }}").Bytes(), "model.gguf"), "gguf");
    }

    [Fact]
    public void What_was_found_before_a_break_is_kept()
    {
        var scan = ScanAssert.Scan(new GgufFile { KeyCount = 5 }.Key("tokenizer.chat_template", "{{ x.__globals__ }}").Bytes(), "model.gguf");
        Assert.Equal(ModelVerdict.Malicious, scan.Verdict);
        Assert.Contains(scan.Findings, finding => finding.Verdict == ModelVerdict.NotFullyRead);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_have_a_verdict(bool isBigEndian) => ScanAssert.AssertSurvivesMutation(Whole(isBigEndian).Bytes(), "m.gguf");

    private static ModelFinding AssertBad(string message, GgufFile file, int more = 0) =>
        ScanAssert.AssertFound(ScanAssert.Scan(file.Bytes(more), "model.gguf"), ModelVerdict.NotFullyRead, message);

    private static GgufFile Whole(bool isBigEndian)
    {
        var file = new GgufFile(isBigEndian) { Version = 3 };
        return file
            .Key("general.architecture", "llama")
            .Number("llama.context_length", 4, 4096, 4)
            .Number("llama.rope.freq_base", 6, BitConverter.SingleToUInt32Bits(10000), 4)
            .Key("tokenizer.ggml.add_bos_token", 7, 1)
            .List("tokenizer.ggml.tokens", 8, 2, [.. file.TextBytes("<s>"), .. file.TextBytes("a")])
            .List("tokenizer.ggml.scores", 6, 2, new byte[8])
            .Key("tokenizer.chat_template", "{% for m in messages %}{{ m.content }}{% endfor %}")
            .Tensor("token_embd.weight", 2, 18 * 4, null, 64, 2)
            .Tensor("norm.weight", 0, 12, null, 3)
            .Tensor("output.weight", 14, 210, null, 256, 1);
    }
}
