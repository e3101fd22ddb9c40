using System.Buffers.Binary;
using System.Text;
using Airlock.Core.Models.Scanning;
using CsCheck;

namespace Airlock.Core.Tests.Models.Formats;

public sealed class SafetensorsReaderTests
{
    [Theory]
    [InlineData("""{}""", 0)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", 24)]
    [InlineData("""{"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"empty":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"b":{"dtype":"I8","shape":[1],"data_offsets":[4,5]},"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},"e":{"dtype":"I8","shape":[0],"data_offsets":[4,4]}}""", 5)]
    [InlineData("""{"__metadata__":{"format":"pt","note":"import os; os.system('id')"},"w":{"dtype":"F4","shape":[4],"data_offsets":[0,2]}}        """, 2)]
    [InlineData("""{"__metadata__":null}""", 0)]
    [InlineData("""{"名前":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", 2)]
    public void Legal_headers_are_clean(string header, int data) =>
        ScanAssert.AssertClean(ScanAssert.Scan(File(header, data), "model.safetensors"), "safetensors");

    [Theory]
    [InlineData("""{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"I8","shape":[4],"data_offsets":[2,6]}}""", 6, "inside the one before")]
    [InlineData("""{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"I8","shape":[4],"data_offsets":[5,9]}}""", 9, "belong to none")]
    [InlineData("""{"a":{"dtype":"I8","shape":[4],"data_offsets":[1,5]}}""", 5, "belong to none")]
    [InlineData("""{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}""", 5, "behind the last tensor")]
    [InlineData("""{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}""", 3, "behind the end of the file")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}}""", 2, "twice")]
    [InlineData("""{"a":{"dtype":"I8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", 1, "twice")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "must be text")]
    [InlineData("""{"a":{"dtype":"I9","shape":[1],"data_offsets":[0,1]}}""", 1, "unknown type")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1, "bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,3]}}""", 3, "bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "bits")]
    [InlineData("""{"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "counted")]
    [InlineData("""{"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "bits")]
    [InlineData("""{"a":{"dtype":"I8","shape":[-1],"data_offsets":[0,1]}}""", 1, "not negative")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1.0],"data_offsets":[0,1]}}""", 1, "whole numbers")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1,2]}}""", 1, "two offsets")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1]}}""", 1, "must have")]
    [InlineData("""{"a":{"x":[[[[[[[[[[1]]]]]]]]]]}}""", 0, "no JSON")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}} {}""", 1, "no JSON")]
    [InlineData("""{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}/**/}""", 1, "no JSON")]
    [InlineData("""{"\ud800":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", 1, "no JSON")]
    [InlineData(""" {}""", 0, "begin with")]
    [InlineData("""[]""", 0, "begin with")]
    public void Headers_that_lie_are_not_read(string header, int data, string message) =>
        ScanAssert.AssertFound(ScanAssert.Scan(File(header, data), "model.safetensors"), ModelVerdict.NotFullyRead, message);

    [Theory]
    [InlineData(100_000_001UL, "at most")]
    [InlineData(ulong.MaxValue, "at most")]
    [InlineData(1000UL, "but the file has")]
    public void The_length_of_the_header_is_checked(ulong length, string message)
    {
        var file = File("{}", 0);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        ScanAssert.AssertFound(ScanAssert.Scan(file, "model.safetensors"), ModelVerdict.NotFullyRead, message);
    }

    [Fact]
    public void A_header_that_is_not_UTF8_is_not_read()
    {
        var file = File("""{"__metadata__":{"a":"?"}}""", 0);
        file[Array.IndexOf(file, (byte)'?')] = 0xFF;
        ScanAssert.AssertFound(ScanAssert.Scan(file, "model.safetensors"), ModelVerdict.NotFullyRead, "UTF-8");
    }

    [Fact]
    public void Content_is_recognised_under_any_name()
    {
        Assert.Equal("safetensors", ScanAssert.Scan(File("""{"w":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", 1), "model.bin").Format);
        Assert.Null(ScanAssert.Scan([1, 2, 3, 4, 5, 6, 7, 8, (byte)'{', (byte)'"'], "model.bin").Format);
        Assert.Equal(ModelVerdict.NotFullyRead, ScanAssert.Scan([], "model.safetensors").Verdict);
    }

    [Fact]
    public void Every_type_has_its_size()
    {
        foreach (var row in EmbeddedTable.Rows("safetensors-types.tsv"))
        {
            var bytes = int.Parse(row[1]);
            var header = $$$"""{"w":{"dtype":"{{{row[0]}}}","shape":[8],"data_offsets":[0,{{{bytes}}}]}}""";
            ScanAssert.AssertClean(ScanAssert.Scan(File(header, bytes), "model.safetensors"), "safetensors");
        }
    }

    [Fact]
    public void Any_list_of_tensors_is_clean_in_any_order_and_a_shifted_one_is_not() =>
        Gen.Select(Gen.Int[0, 20].Array[1, 10], Gen.Int).Sample((sizes, seed) =>
        {
            var begin = 0;
            var tensors = sizes.Select((size, i) => (Name: $"t{i}", Begin: begin, End: begin += size)).ToArray();
            new Random(seed).Shuffle(tensors);
            var header = "{" + string.Join(",", tensors.Select(t =>
                $$"""
                "{{t.Name}}":{"dtype":"U8","shape":[{{t.End - t.Begin}}],"data_offsets":[{{t.Begin}},{{t.End}}]}
                """)) + "}";
            ScanAssert.AssertClean(ScanAssert.Scan(File(header, begin), "m.safetensors"), "safetensors");
            Assert.Equal(ModelVerdict.NotFullyRead, ScanAssert.Scan(File(header, begin + 1), "m.safetensors").Verdict);
        });

    [Fact]
    public void Damaged_files_have_a_verdict() =>
        ScanAssert.AssertSurvivesMutation(File("""{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}""", 24), "m.safetensors");

    [Theory]
    [InlineData("model-00001-of-00002.safetensors", ModelVerdict.Clean)]
    [InlineData("part/model..v2.safetensors", ModelVerdict.Clean)]
    [InlineData("pytorch_model.bin", ModelVerdict.Suspicious)]
    [InlineData("../other/model.safetensors", ModelVerdict.Malicious)]
    [InlineData("/etc/model.safetensors", ModelVerdict.Malicious)]
    [InlineData("C:\\model.safetensors", ModelVerdict.Malicious)]
    public void An_index_must_lead_to_files_of_its_own_kind_beside_it(string shard, ModelVerdict verdict)
    {
        var index = $$$"""{"metadata":{"total_size":8},"weight_map":{"w":"{{{shard.Replace("\\", "\\\\")}}}"}}""";
        var scan = ScanAssert.Scan(index, "model.safetensors.index.json");
        Assert.Equal(("weights-index", verdict), (scan.Format, scan.Verdict));
    }

    private static byte[] File(string header, int data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[sizeof(ulong) + json.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, sizeof(ulong));
        return file;
    }
}
